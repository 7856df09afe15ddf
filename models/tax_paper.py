"""What the paper of a tax return is made of: the return, its computed lines, and the year's own numbering of boxes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from models.tax import Dependant, TaxResult, TaxReturn


class MedicalKind(StrEnum):
    """医療費の区分 of 医療費控除の明細書."""

    TREATMENT = "treatment"  # 診療・治療
    MEDICINE = "medicine"  # 医薬品購入
    CARE = "care"  # 介護保険サービス
    OTHER = "other"  # その他の医療費


@dataclass(frozen=True)
class MedicalExpense:
    """One line of the filer's list: for whom, to whom, yen paid and yen reimbursed (補填される金額)."""

    person: str
    hospital: str
    kind: MedicalKind
    paid: int
    reimbursed: int = 0


@dataclass(frozen=True)
class CountedDependant:
    """A relative as the law counts them: `counts_as` (`app.tax.household.Kind`), each tax's deduction in yen."""

    entry: Dependant
    counts_as: str
    total_income: int
    income_tax: int
    resident_tax: int


@dataclass(frozen=True, eq=False)
class Edition:
    """The printed forms of one income year: form → line or other entry → the number of its box.

    `unsure` are the forms whose numbering nobody has compared with the print. Income tax is filed from `file_from` to
    `file_until`, the resident tax until then too. Shared by all returns of the year.
    """

    income_year: int
    name_ja: str
    fiscal_name_ja: str
    file_from: date
    file_until: date
    boxes: Mapping[str, Mapping[str, str]]
    unsure: frozenset[str] = frozenset()


@dataclass(frozen=True)
class TaxPaper:
    """`individual_number` is given for this one printing and never kept; `language` is the filer's (BCP 47).

    `spouse_income` is the spouse's 合計所得金額, None without a spouse. `final`: to be handed in, else a draft.
    """

    tax_return: TaxReturn
    result: TaxResult
    edition: Edition
    dependants: tuple[CountedDependant, ...] = ()
    medical: tuple[MedicalExpense, ...] = ()
    spouse_income: int | None = None
    filed_on: date | None = None
    final: bool = False
    language: str = "ja"
    individual_number: str = field(default="", repr=False)

    def yen(self, line: str) -> int:
        """The amount of a line of yen; KeyError where there is none."""
        amount = self.result.amounts[line]
        return amount if isinstance(amount, int) else 0
