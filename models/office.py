"""What the office already holds of a filer: the rows of its tax extract (facts: tax-rules §14).

Yen are integers. None is "not known", 0 is zero: the extract tells them apart, and so do these. Texts that are not
known are empty. Names and addresses stand as the extract writes them. There is no individual number here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from models.partial_date import PartialDate
from models.person import Sex
from models.tax import Disability, Notice, Status

Yen = int


class SpouseKind(StrEnum):
    """配偶者控除区分 of a slip: none, 控除対象配偶者, 老人控除対象配偶者, 配偶者特別控除."""

    NONE = "none"
    GENERAL = "general"
    ELDERLY = "elderly"
    SPECIAL = "special"


class WidowKind(StrEnum):
    """寡婦・ひとり親の区分."""

    NONE = "none"
    WIDOW = "widow"
    SINGLE_PARENT = "single_parent"


class DependantKind(StrEnum):
    """扶養区分. `cohabiting_parent` is 同居老親等, `specific_relative` 特定親族 (over a dependant's income limit)."""

    NONE = "none"
    GENERAL = "general"
    SPECIFIC = "specific"
    ELDERLY = "elderly"
    COHABITING_PARENT = "cohabiting_parent"
    UNDER_16 = "under_16"
    SPECIFIC_RELATIVE = "specific_relative"
    SPOUSE = "spouse"


class Living(StrEnum):
    """同居区分: with the taxpayer, apart from him, or abroad."""

    TOGETHER = "together"
    APART = "apart"
    ABROAD = "abroad"


class Employment(StrEnum):
    """就退職区分: whether the job began or ended within the year."""

    NONE = "none"
    JOINED = "joined"
    LEFT = "left"


class PremiumKind(StrEnum):
    """国民健康保険, 後期高齢者医療, 介護保険, 国民年金."""

    HEALTH = "health"
    ELDERLY_HEALTH = "elderly_health"
    CARE = "care"
    PENSION = "pension"


class ReturnKind(StrEnum):
    """申告種別: 確定申告, 住民税申告, none."""

    INCOME_TAX = "income_tax"
    RESIDENT_TAX = "resident_tax"
    NONE = "none"


@dataclass(frozen=True)
class OfficeRow:
    """A row of one of the extract's files: the table where it is kept, and the fields that tell it from the others."""

    table: ClassVar[str]
    key: ClassVar[tuple[str, ...]]


@dataclass(frozen=True)
class Addressee(OfficeRow):
    """宛名: a person the tax section knows. `levy_day_address` is where he lived on 1 January (賦課期日)."""

    table: ClassVar[str] = "office_addressee"
    key: ClassVar[tuple[str, ...]] = ("number",)

    number: str
    kana: str
    name: str
    birth_date: PartialDate | None
    sex: Sex | None
    postcode: str
    address: str
    household_number: str
    household_head: str
    relation: str
    levy_day_address: str
    public_assistance: bool | None
    phone: str


@dataclass(frozen=True)
class SalarySlip(OfficeRow):
    """給与支払報告書: one employer's report of one year. `income_after_deduction` is 給与所得控除後の金額."""

    table: ClassVar[str] = "office_salary"
    key: ClassVar[tuple[str, ...]] = ("number", "income_year", "serial")

    number: str
    income_year: int
    serial: int
    payer: str
    payer_address: str
    gross: Yen | None
    income_after_deduction: Yen | None
    deductions_total: Yen | None
    withheld_tax: Yen | None
    social_insurance: Yen | None
    small_enterprise_mutual_aid: Yen | None
    life_insurance_deduction: Yen | None
    earthquake_insurance_deduction: Yen | None
    new_life: Yen | None
    old_life: Yen | None
    care_medical: Yen | None
    new_pension: Yen | None
    old_pension: Yen | None
    old_long_term: Yen | None
    spouse_kind: SpouseKind | None
    spouse_special_deduction: Yen | None
    spouse_total_income: Yen | None
    specific_dependants: int | None
    elderly_dependants: int | None
    cohabiting_parents: int | None
    other_dependants: int | None
    under_16: int | None
    specific_relatives: int | None
    specific_relatives_deduction: Yen | None
    disabled_special_cohabiting: int | None
    disabled_special: int | None
    disabled_general: int | None
    disability: Disability | None
    widow: bool | None
    single_parent: bool | None
    working_student: bool | None
    housing_loan_credit: Yen | None
    housing_loan_possible: Yen | None
    housing_moved_in_on: date | None
    housing_kind: str
    income_adjustment: Yen | None
    basic_deduction: Yen | None
    second_employer: bool | None
    year_end_adjusted: bool | None
    employment: Employment | None
    remarks: str


@dataclass(frozen=True)
class PensionSlip(OfficeRow):
    """公的年金等支払報告書: one payer's report of one year. `social_insurance` was withheld from the pension."""

    table: ClassVar[str] = "office_pension"
    key: ClassVar[tuple[str, ...]] = ("number", "income_year", "serial")

    number: str
    income_year: int
    serial: int
    payer: str
    gross: Yen | None
    withheld_tax: Yen | None
    social_insurance: Yen | None
    spouse_kind: SpouseKind | None
    dependants: int | None
    under_16: int | None
    disabled: int | None
    disability: Disability | None
    widow: WidowKind | None
    remarks: str


@dataclass(frozen=True)
class OfficeDependant(OfficeRow):
    """扶養親族: `number` is the relative's own (empty where he has none here), `supporter` the taxpayer's."""

    table: ClassVar[str] = "office_dependant"
    key: ClassVar[tuple[str, ...]] = ("number", "income_year", "supporter", "name")

    number: str
    income_year: int
    relation: str
    name: str
    birth_date: PartialDate | None
    kind: DependantKind | None
    living: Living | None
    disability: Disability | None
    total_income: Yen | None
    supporter: str


@dataclass(frozen=True)
class Premium(OfficeRow):
    """保険料: what was paid in a calendar year, `withheld` of it from the pension (特別徴収)."""

    table: ClassVar[str] = "office_premium"
    key: ClassVar[tuple[str, ...]] = ("number", "year", "kind")

    number: str
    year: int
    kind: PremiumKind
    paid: Yen | None
    withheld: Yen | None


@dataclass(frozen=True)
class EarlierReturn(OfficeRow):
    """前年申告: what was declared for an income year, and what the ward determined of it."""

    table: ClassVar[str] = "office_return"
    key: ClassVar[tuple[str, ...]] = ("number", "income_year")

    number: str
    income_year: int
    kind: ReturnKind | None
    business_receipts: Yen | None
    business_costs: Yen | None
    miscellaneous_receipts: Yen | None
    medical_deduction: Yen | None
    donations: Yen | None
    one_stop_count: int | None
    one_stop_donations: Yen | None
    levy: Yen | None
    per_capita: Yen | None
    status: Status | None


OFFICE_ROWS: tuple[type[OfficeRow], ...] = (
    Addressee, SalarySlip, PensionSlip, OfficeDependant, Premium, EarlierReturn,
)  # fmt: skip
"""The six files of the extract, in the order in which they are taken in: those whom the others name come first."""

OfficeValue = str | int | None
"""A cell as it is stored: dates in ISO form, codes by their value, yes and no as 1 and 0."""


@dataclass(frozen=True)
class FilerQuery:
    """What is known of a person who is looked for; kana and address may be their beginning alone."""

    number: str = ""
    kana: str = ""
    birth_date: PartialDate | None = None
    address: str = ""


@dataclass(frozen=True)
class FilerStatus:
    """All that the office holds of a filer for one income year, and what does not hold together in it.

    `before` is the return of the year before with what was determined of it, `filed` that of this year if there is one
    already. `also_supported` are rows of other taxpayers that name a dependant of this filer.
    """

    income_year: int
    filer: Addressee
    salary: tuple[SalarySlip, ...]
    pension: tuple[PensionSlip, ...]
    premiums: tuple[Premium, ...]
    dependants: tuple[OfficeDependant, ...]
    before: EarlierReturn | None
    filed: EarlierReturn | None
    also_supported: tuple[OfficeDependant, ...] = ()
    pension_of_dependants: tuple[PensionSlip, ...] = ()
    warnings: tuple[Notice, ...] = ()

    @property
    def salary_gross(self) -> Yen:
        """給与の収入金額 of all employers together, as the table of the salary deduction takes it."""
        return sum(slip.gross or 0 for slip in self.salary)

    @property
    def withheld_from_pension(self) -> Yen:
        """社会保険料 that were withheld from the filer's own pension: nobody else may deduct them."""
        told = [slip.social_insurance for slip in self.pension if slip.social_insurance is not None]
        return sum(told) if told else sum(one.withheld or 0 for one in self.premiums)
