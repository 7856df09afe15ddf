"""A tax return (contract, "A return") and what is computed of it: income tax, and the resident tax of the next year.

Amounts are integers of yen; ages and limits are the law's (`resources/tax`), never written here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models.formula import Formula
from models.partial_date import PartialDate

Amount = int | bool | str
"""Yen; for `resident_tax.relief_applied` true or false, for `resident_tax.status` a `Status`."""


class Disability(StrEnum):
    """障害者控除の区分. `special_cohabiting` (同居特別障害者) is for a spouse or relative, never for the filer."""

    NONE = "none"
    GENERAL = "general"
    SPECIAL = "special"
    SPECIAL_COHABITING = "special_cohabiting"


class SingleParent(StrEnum):
    """ひとり親. Mother and father differ in the resident tax's 人的控除差 only."""

    NONE = "none"
    MOTHER = "mother"
    FATHER = "father"


class Status(StrEnum):
    """課税 / 均等割のみ課税 / 非課税."""

    TAXED = "taxed"
    PER_CAPITA_ONLY = "per_capita_only"
    EXEMPT = "exempt"


@dataclass(frozen=True)
class Filer:
    """`name_kana`, `postcode`, `address` and `phone` are for the paper alone.

    `left_on` is the day of death or of leaving Japan within the income year, if there is one.
    """

    birth_date: PartialDate
    name: str = ""
    name_kana: str = ""
    postcode: str = ""
    address: str = ""
    phone: str = ""
    disability: Disability = Disability.NONE
    widow: bool = False
    single_parent: SingleParent = SingleParent.NONE
    working_student: bool = False
    public_assistance: bool = False
    minor: bool = False
    left_on: date | None = None


@dataclass(frozen=True)
class Salary:
    """One 源泉徴収票: 支払金額 and 源泉徴収税額."""

    payer: str = ""
    gross: int = 0
    withheld_tax: int = 0


@dataclass(frozen=True)
class PublicPension:
    """One 公的年金等の源泉徴収票."""

    payer: str = ""
    gross: int = 0
    withheld_tax: int = 0


@dataclass(frozen=True)
class Business:
    """事業所得 after costs and 青色申告特別控除; a loss is negative."""

    income: int = 0


@dataclass(frozen=True)
class Temporary:
    """一時所得の収入金額 and その収入を得るために支出した金額."""

    receipts: int = 0
    costs: int = 0


@dataclass(frozen=True)
class Income:
    """Incomes taxed together (総合課税); `other` is 不動産所得 and the like, negative for a loss."""

    salary: tuple[Salary, ...] = ()
    public_pension: tuple[PublicPension, ...] = ()
    business: Business = Business()
    miscellaneous_business: int = 0
    miscellaneous_other: int = 0
    dividends: int = 0
    temporary: Temporary = Temporary()
    other: int = 0


@dataclass(frozen=True)
class Spouse:
    """`total_income` (合計所得金額) wins over the gross amounts.

    `died_on`: the day of death within the income year; the spouse is judged as of that day (所得税法85条3項).
    """

    birth_date: PartialDate | None = None
    total_income: int | None = None
    salary_gross: int = 0
    public_pension_gross: int = 0
    disability: Disability = Disability.NONE
    abroad: bool = False
    died_on: date | None = None


@dataclass(frozen=True)
class Dependant:
    """A relative of the same livelihood (生計を一にする親族) other than the spouse.

    `cohabiting_parent`: 同居老親等, a parent or grandparent of 70 or more who lives with the filer.
    `died_on`: as a spouse's (所得税法85条3項).
    """

    name: str = ""
    birth_date: PartialDate | None = None
    relation: str = ""
    total_income: int | None = None
    salary_gross: int = 0
    public_pension_gross: int = 0
    cohabiting_parent: bool = False
    disability: Disability = Disability.NONE
    abroad: bool = False
    died_on: date | None = None


@dataclass(frozen=True)
class LifeInsurance:
    """Premiums paid (支払保険料) by class and contract."""

    new_general: int = 0
    old_general: int = 0
    care_medical: int = 0
    new_pension: int = 0
    old_pension: int = 0


@dataclass(frozen=True)
class EarthquakeInsurance:
    earthquake: int = 0
    old_long_term: int = 0


@dataclass(frozen=True)
class Medical:
    """医療費, or スイッチOTC医薬品 of the self-medication rule."""

    paid: int = 0
    reimbursed: int = 0


@dataclass(frozen=True)
class Casualty:
    """損失の金額, 保険金などで補填される金額, 災害関連支出の金額."""

    loss: int = 0
    reimbursed: int = 0
    disaster_cost: int = 0


@dataclass(frozen=True)
class Donations:
    """`furusato` to prefectures and municipalities; `one_stop`: all of it by ワンストップ特例."""

    furusato: int = 0
    other: int = 0
    one_stop: bool = False


@dataclass(frozen=True)
class Deductions:
    social_insurance: int = 0
    small_enterprise_mutual_aid: int = 0
    life_insurance: LifeInsurance = LifeInsurance()
    earthquake_insurance: EarthquakeInsurance = EarthquakeInsurance()
    medical: Medical = Medical()
    self_medication: Medical = Medical()
    casualty: Casualty = Casualty()
    donations: Donations = Donations()


@dataclass(frozen=True)
class Credits:
    """`housing_loan` is the year's 住宅借入金等特別控除額 before it is limited to the tax.

    `housing_moved_in_on` and `housing_higher_consumption_tax` (消費税8%・10%の住宅) choose the resident tax's limit.
    """

    housing_loan: int = 0
    housing_moved_in_on: date | None = None
    housing_higher_consumption_tax: bool = False


@dataclass(frozen=True)
class TaxReturn:
    """All that is needed to compute one person's taxes of one income year."""

    income_year: int
    filer: Filer
    income: Income = Income()
    spouse: Spouse | None = None
    dependants: tuple[Dependant, ...] = ()
    deductions: Deductions = Deductions()
    credits: Credits = Credits()


@dataclass(frozen=True, slots=True)
class LineAbout:
    """What a line is in a year, whatever its amount: its name, its place on paper, and the law that it rests on."""

    id: str
    name_ja: str
    name_en: str
    form: str
    box: str
    box_confidence: str
    source: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the computation: where it stands on paper, what it is, and how it came about."""

    about: LineAbout
    amount: Amount
    formula: Formula

    @property
    def id(self) -> str:
        return self.about.id

    @property
    def name_ja(self) -> str:
        return self.about.name_ja

    @property
    def name_en(self) -> str:
        return self.about.name_en

    @property
    def form(self) -> str:
        return self.about.form

    @property
    def box(self) -> str:
        return self.about.box

    @property
    def box_confidence(self) -> str:
        """How sure the box number is; empty for a line without a box."""
        return self.about.box_confidence

    @property
    def source(self) -> str:
        return self.about.source

    @property
    def confidence(self) -> str:
        return self.about.confidence

    @property
    def formula_ja(self) -> str:
        return self.formula.ja

    @property
    def formula_en(self) -> str:
        return self.formula.en

    @property
    def is_checked(self) -> bool:
        """Whether its rule was seen in a source (C1, C2); else it is shown as 要確認."""
        return self.confidence.startswith("C")


@dataclass(frozen=True)
class Notice:
    """What a good clerk would say: a warning (something is wrong or missing) or advice."""

    id: str
    ja: str
    en: str


@dataclass(frozen=True)
class TaxResult:
    """`amounts` has every id of the contract; `lines` the same in order of computation, explained."""

    income_year: int
    fiscal_year: int
    amounts: Mapping[str, Amount]
    lines: tuple[Line, ...]
    warnings: tuple[Notice, ...]
    advice: tuple[Notice, ...]

    def line(self, line: str) -> Line:
        """The line of an id; KeyError where there is none."""
        for one in self.lines:
            if one.id == line:
                return one
        raise KeyError(line)
