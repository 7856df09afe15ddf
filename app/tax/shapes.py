"""The tables of a year's law (`resources/tax`): yen are integers, rates exact decimals. `year.Year` holds them all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Column(StrEnum):
    """Which of the amounts of a personal deduction: of either tax, or their difference (人的控除差)."""

    INCOME_TAX = "income_tax"
    RESIDENT_TAX = "resident_tax"
    DIFFERENCE = "difference"


@dataclass(frozen=True)
class Rule:
    """Every table of the law says where it stands and how sure we are of it."""

    source: str
    confidence: str


@dataclass(frozen=True)
class Deadline(Rule):
    """The days between which 確定申告 is filed; 住民税の申告 closes on the same day."""

    opens: date
    closes: date


@dataclass(frozen=True)
class SalaryRow:
    """income = floor(floor(receipts / step) × step × rate) + plus, for receipts of at least `at_least`."""

    at_least: int
    rate: Decimal
    plus: int
    step: int = 1


@dataclass(frozen=True)
class SalaryTable(Rule):
    rows: tuple[SalaryRow, ...]


@dataclass(frozen=True)
class PensionRow:
    """income = floor(receipts × keep) − minus, for receipts below `below`."""

    keep: Decimal
    minus: int
    below: int | None = None


@dataclass(frozen=True)
class Lower:
    """A deduction that is lower `by` so much where the other income is `over`."""

    over: int
    by: int


@dataclass(frozen=True)
class PensionTable(Rule):
    senior_age: int
    junior: tuple[PensionRow, ...]
    senior: tuple[PensionRow, ...]
    lower: tuple[Lower, ...]


@dataclass(frozen=True)
class IncomeAdjustment(Rule):
    over: int
    up_to: int
    rate: Decimal
    child_below_age: int
    both_incomes_each: int


@dataclass(frozen=True)
class TemporaryRule(Rule):
    special_deduction: int
    taken: Decimal


@dataclass(frozen=True)
class Limits(Rule):
    """Limits of total income of the relatives (扶養親族, 同一生計配偶者, ひとり親の子) and of the working student."""

    dependant: int
    working_student: int
    working_student_other_income: int


@dataclass(frozen=True)
class AmountRow:
    up_to: int
    amount: int


@dataclass(frozen=True)
class BasicTable(Rule):
    rows: tuple[AmountRow, ...]
    difference: int = 0


@dataclass(frozen=True)
class Amounts:
    """A personal deduction in both taxes and its 人的控除差."""

    income_tax: int
    resident_tax: int
    difference: int

    def of(self, column: Column) -> int:
        found: int = getattr(self, column)
        return found


@dataclass(frozen=True)
class DisabilityRule(Rule):
    general: Amounts
    special: Amounts
    special_cohabiting: Amounts


@dataclass(frozen=True)
class WidowRule(Rule):
    income_limit: int
    widow: Amounts
    mother: Amounts
    father: Amounts


@dataclass(frozen=True)
class StudentRule(Rule):
    amounts: Amounts


@dataclass(frozen=True)
class Ages:
    from_age: int
    below_age: int

    def __contains__(self, age: int | None) -> bool:
        return age is not None and self.from_age <= age < self.below_age


@dataclass(frozen=True)
class DependantsRule(Rule):
    child_below_age: int
    young: Ages
    elder_age: int
    abroad: Ages
    general: Amounts
    young_amounts: Amounts
    elder: Amounts
    elder_cohabiting: Amounts


@dataclass(frozen=True)
class ByFiler:
    """Amounts in the three columns of the filer's total income."""

    income_tax: tuple[int, ...]
    resident_tax: tuple[int, ...]
    difference: tuple[int, ...]

    def of(self, column: Column) -> tuple[int, ...]:
        found: tuple[int, ...] = getattr(self, column)
        return found


@dataclass(frozen=True)
class SpouseRow:
    up_to: int
    income_tax: tuple[int, ...]
    resident_tax: tuple[int, ...]


@dataclass(frozen=True)
class SpouseRule(Rule):
    elder_age: int
    filer_limits: tuple[int, ...]
    general: ByFiler
    elder: ByFiler
    special: tuple[SpouseRow, ...]


@dataclass(frozen=True)
class DifferenceRow:
    below: int
    difference: tuple[int, ...]


@dataclass(frozen=True)
class DifferenceTable(Rule):
    rows: tuple[DifferenceRow, ...]


@dataclass(frozen=True)
class RelativeRow:
    up_to: int
    income_tax: int
    resident_tax: int


@dataclass(frozen=True)
class RelativeTable(Rule):
    rows: tuple[RelativeRow, ...]


@dataclass(frozen=True)
class PremiumRow:
    up_to: int
    rate: Decimal
    plus: int


@dataclass(frozen=True)
class PremiumScale:
    """ceil(premium × rate) + plus in the first row that reaches the premium; above all rows the cap."""

    cap: int
    rows: tuple[PremiumRow, ...]


@dataclass(frozen=True)
class LifeInsuranceRule(Rule):
    new_income_tax: PremiumScale
    old_income_tax: PremiumScale
    new_resident_tax: PremiumScale
    old_resident_tax: PremiumScale
    total_income_tax: int
    total_resident_tax: int


@dataclass(frozen=True)
class LifeInsuranceChild(Rule):
    below_age: int
    new_income_tax: PremiumScale


@dataclass(frozen=True)
class EarthquakeScale:
    rate: Decimal
    cap: int
    old: PremiumScale


@dataclass(frozen=True)
class EarthquakeRule(Rule):
    income_tax: EarthquakeScale
    resident_tax: EarthquakeScale


@dataclass(frozen=True)
class CasualtyRule(Rule):
    income_rate: Decimal
    disaster_threshold: int


@dataclass(frozen=True)
class MedicalRule(Rule):
    threshold: int
    income_rate: Decimal
    cap: int
    self_medication_threshold: int
    self_medication_cap: int


@dataclass(frozen=True)
class DonationRule(Rule):
    threshold: int
    income_rate: Decimal


@dataclass(frozen=True)
class Bracket:
    rate: Decimal
    minus: int
    up_to: int | None = None


@dataclass(frozen=True)
class BracketTable(Rule):
    brackets: tuple[Bracket, ...]


@dataclass(frozen=True)
class Rate(Rule):
    rate: Decimal


@dataclass(frozen=True)
class DividendRate:
    rate: Decimal
    above: Decimal


@dataclass(frozen=True)
class DividendRule(Rule):
    threshold: int
    income_tax: DividendRate
    ward: DividendRate
    metropolis: DividendRate


@dataclass(frozen=True)
class HousingLimit:
    rate: Decimal
    cap: int
    since: date = date.min
    until: date = date.max


@dataclass(frozen=True)
class HousingRule(Rule):
    usual: HousingLimit
    higher: HousingLimit
    uncertain_from: date


@dataclass(frozen=True)
class Sides(Rule):
    ward_rate: Decimal
    metropolis_rate: Decimal


@dataclass(frozen=True)
class AdjustmentRule(Sides):
    income_limit: int
    base_limit: int
    least: int


@dataclass(frozen=True)
class SpecialRate:
    special: Decimal
    one_stop: Decimal
    up_to: int | None = None
    one_stop_of: Decimal | None = None


@dataclass(frozen=True)
class DonationCreditRule(Rule):
    threshold: int
    income_rate: Decimal
    cap_rate: Decimal
    basic_deduction_before: int
    below_zero: Decimal
    rates: tuple[SpecialRate, ...]


@dataclass(frozen=True)
class FlatReduction(Rule):
    income_limit: int
    income_tax_each: int
    resident_tax_spouse: int
    resident_tax_over: int


@dataclass(frozen=True)
class PerCapita(Rule):
    ward: int
    metropolis: int
    forest: int


@dataclass(frozen=True)
class Exemption(Rule):
    alone: int
    each: int
    plus: int
    per_capita_plus: int
    levy_plus: int
    special_limit: int
    adult_age: int


@dataclass(frozen=True)
class Filing(Rule):
    other_income: int
    pension_receipts: int
    salary_receipts: int
