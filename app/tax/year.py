"""One income year's law, and that of the resident tax of the next fiscal year."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from app.tax.shapes import (
    AdjustmentRule,
    BasicTable,
    BracketTable,
    CasualtyRule,
    Deadline,
    DependantsRule,
    DifferenceTable,
    DisabilityRule,
    DividendRule,
    DonationCreditRule,
    DonationRule,
    EarthquakeRule,
    Exemption,
    Filing,
    FlatReduction,
    HousingRule,
    IncomeAdjustment,
    LifeInsuranceChild,
    LifeInsuranceRule,
    Limits,
    MedicalRule,
    PensionTable,
    PerCapita,
    Rate,
    RelativeTable,
    Rule,
    SalaryTable,
    Sides,
    SpouseRule,
    StudentRule,
    TemporaryRule,
    WidowRule,
)


@dataclass(frozen=True)
class Form:
    """A printed form of the year: line id → box number; `entries` are the boxes of what is no line of ours."""

    name_ja: str
    name_en: str
    confidence: str
    boxes: dict[str, str]
    entries: dict[str, str]


@dataclass(frozen=True)
class Forms:
    income_tax: Form
    resident_tax: Form


@dataclass(frozen=True)
class Year:
    """One income year's law, and that of the resident tax of the next fiscal year."""

    income_year: int
    name_ja: str
    name_en: str
    fiscal_name_ja: str
    fiscal_name_en: str
    in_force: date
    deadline: Deadline
    salary: SalaryTable
    public_pension: PensionTable
    income_adjustment: IncomeAdjustment
    temporary: TemporaryRule
    total: Rule
    insurance: Rule
    limits: Limits
    basic: BasicTable
    basic_resident: BasicTable
    disability: DisabilityRule
    widow_single_parent: WidowRule
    working_student: StudentRule
    dependants: DependantsRule
    spouse: SpouseRule
    spouse_difference: DifferenceTable
    specific_relatives: RelativeTable
    life_insurance: LifeInsuranceRule
    earthquake_insurance: EarthquakeRule
    casualty: CasualtyRule
    medical: MedicalRule
    donation: DonationRule
    income_tax: BracketTable
    reconstruction: Rate
    settlement: Rule
    dividend_credit: DividendRule
    housing_loan: HousingRule
    resident_tax: Sides
    adjustment_credit: AdjustmentRule
    donation_credit: DonationCreditRule
    relief: Rule
    per_capita: PerCapita
    exemption: Exemption
    filing: Filing
    forms: Forms
    life_insurance_child: LifeInsuranceChild | None = field(default=None)
    flat_reduction: FlatReduction | None = field(default=None)

    @property
    def fiscal_year(self) -> int:
        return self.income_year + 1

    @property
    def last_day(self) -> date:
        """The day on which ages count."""
        return date(self.income_year, 12, 31)
