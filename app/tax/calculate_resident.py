"""The resident tax of a return at work, from its deductions to its status: the lines in the law's order."""

from __future__ import annotations

from dataclasses import dataclass

from app.tax import donation_credit, income_tax, material
from app.tax import exemption as exemptions
from app.tax import resident_tax as lines
from app.tax.exemption import Exemption
from app.tax.figure import added, figure
from app.tax.shapes import Column, DividendRate, SpecialRate
from app.tax.work import Work


@dataclass(frozen=True, slots=True)
class Sides:
    """An amount of the ward's (区) and one of the metropolis' (都)."""

    ward: int
    metropolis: int

    def __sub__(self, other: Sides) -> Sides:
        return Sides(self.ward - other.ward, self.metropolis - other.metropolis)

    @property
    def both(self) -> int:
        return self.ward + self.metropolis


def write_resident_tax(work: Work, one_stop: bool) -> None:
    """Every line of the resident tax; `one_stop`: the donations stay in one-stop."""
    sheet, year, total = work.sheet, work.year, work.sheet["total_income"]
    deductions = material.deductions_total(work.deductions(Column.RESIDENT_TAX))
    deducted = sheet.write("resident_tax.deductions_total", deductions)
    base = sheet.write("resident_tax.taxable_base", income_tax.taxable_income(total, deducted))
    gaps = tuple(one.yen for one in work.personal(Column.DIFFERENCE).values())
    differences = sheet.write("resident_tax.personal_difference_total", lines.personal_difference_total(gaps))
    adjusted = _computed(work, base) - _adjustment(work, base, differences)
    dividend = _dividend(work, base, adjusted)
    housing = _housing(work, adjusted - dividend)
    donation = _donation(work, adjusted, adjusted - dividend - housing, one_stop)
    exempt = exemptions.exemption(work.tax_return.filer, work.people, total, year)
    _write_levy(work, adjusted - dividend - housing - donation, exempt)
    _write_total(work, exempt)
    limit = donation_credit.furusato_limit(0 if exempt.levy else adjusted.both, _rate(work), year)
    sheet.write("resident_tax.furusato_limit", limit)


def _computed(work: Work, base: int) -> Sides:
    law, sheet = work.year.resident_tax, work.sheet
    return Sides(
        sheet.write("resident_tax.computed_levy_ward", lines.computed_levy(base, law.ward_rate)),
        sheet.write("resident_tax.computed_levy_metropolis", lines.computed_levy(base, law.metropolis_rate)),
    )


def _adjustment(work: Work, base: int, differences: int) -> Sides:
    law, sheet, total = work.year.adjustment_credit, work.sheet, work.sheet["total_income"]
    ward = lines.adjustment_credit(differences, base, total, law.ward_rate, work.year)
    metropolis = lines.adjustment_credit(differences, base, total, law.metropolis_rate, work.year)
    return Sides(
        sheet.write("resident_tax.adjustment_credit_ward", ward),
        sheet.write("resident_tax.adjustment_credit_metropolis", metropolis),
    )


def _dividend(work: Work, base: int, left: Sides) -> Sides:
    law, sheet = work.year.dividend_credit, work.sheet

    def credit(levy: int, rate: DividendRate) -> int:
        found = income_tax.dividend_credit(work.tax_return.income.dividends, base, levy, rate, work.year)
        side = "ward" if rate is law.ward else "metropolis"
        return sheet.write(f"resident_tax.dividend_credit_{side}", found)

    return Sides(credit(left.ward, law.ward), credit(left.metropolis, law.metropolis))


def _housing(work: Work, left: Sides) -> Sides:
    sheet = work.sheet
    used, taxable = sheet["income_tax.housing_loan_credit"], sheet["income_tax.taxable_income"]
    found = lines.housing_loan_credit(work.tax_return.credits, used, taxable, left.both, work.year)
    ward, metropolis = donation_credit.split(sheet.write("resident_tax.housing_loan_credit", found))
    return Sides(min(ward, left.ward), min(metropolis, left.metropolis))


def _donation(work: Work, adjusted: Sides, left: Sides, one_stop: bool) -> Sides:
    year, sheet, given = work.year, work.sheet, work.tax_return.deductions.donations
    rate, total = _rate(work), sheet["total_income"]
    ward = donation_credit.Side(adjusted.ward, left.ward, year.resident_tax.ward_rate, donation_credit.WARD_PART)
    metropolis = donation_credit.Side(
        adjusted.metropolis, left.metropolis, year.resident_tax.metropolis_rate, donation_credit.METROPOLIS_PART
    )
    credits_ = [
        donation_credit.donation_credit(given, one_stop, total, side, rate, year.donation_credit)
        for side in (ward, metropolis)
    ]
    return Sides(
        sheet.write("resident_tax.donation_credit_ward", credits_[0]),
        sheet.write("resident_tax.donation_credit_metropolis", credits_[1]),
    )


def _rate(work: Work) -> SpecialRate:
    sheet = work.sheet
    return donation_credit.special_rate(
        sheet["resident_tax.taxable_base"],
        sheet["resident_tax.personal_difference_total"],
        sheet["income_tax.basic"],
        work.year.donation_credit,
    )


def _write_levy(work: Work, before: Sides, exempt: Exemption) -> None:
    """減額措置, the flat reduction, and each side in hundreds."""
    sheet, total = work.sheet, work.sheet["total_income"]
    limit = exempt.levy_limit.yen
    relieved = exemptions.relief(total, before.both, limit)
    flat = lines.flat_reduction(work.people, total, relieved, work.year)
    of_flat = Sides(*lines.flat_split(sheet.write("resident_tax.flat_reduction", flat), before.ward, before.metropolis))
    levy_before = figure(before.both, "sum_of_two", one=before.ward, other=before.metropolis)
    sheet.write("resident_tax.levy_before_relief", levy_before)
    applied = relieved < before.both and not exempt.levy
    why = "levy_exempt" if exempt.levy else "relief" if applied else "relief_not"
    facts = {"total": total, "levy": before.both, "limit": limit, "relieved": relieved}
    sheet.write("resident_tax.relief_applied", figure(applied, why, **facts))
    ward = exemptions.levy_of_side(before.ward, before.both, relieved, of_flat.ward)
    metropolis = exemptions.levy_of_side(before.metropolis, before.both, relieved, of_flat.metropolis)
    one = sheet.write("resident_tax.levy_ward", lines.levy(ward, before.ward, exempt.levy))
    other = sheet.write("resident_tax.levy_metropolis", lines.levy(metropolis, before.metropolis, exempt.levy))
    sheet.write("resident_tax.levy_total", figure(one + other, "sum_of_two", one=one, other=other))


def _write_total(work: Work, exempt: Exemption) -> None:
    sheet, law = work.sheet, work.year.per_capita
    levy = sheet["resident_tax.levy_total"]
    ward = sheet.write("resident_tax.per_capita_ward", lines.per_capita(law.ward, exempt.everything))
    metropolis = sheet.write("resident_tax.per_capita_metropolis", lines.per_capita(law.metropolis, exempt.everything))
    forest = sheet.write("resident_tax.forest_tax", lines.per_capita(law.forest, exempt.everything))
    sheet.write("resident_tax.total", added((levy, ward, metropolis, forest), "nothing"))
    sheet.write("resident_tax.per_capita_exemption_limit", exempt.per_capita_limit)
    sheet.write("resident_tax.levy_exemption_limit", exempt.levy_limit)
    sheet.write("resident_tax.status", exemptions.status(exempt, levy, work.year.exemption.special_limit))
