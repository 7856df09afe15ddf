"""The lines of the resident tax, ward (区) and metropolis (都) apart: one function a line."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from app.tax.figure import Figure, added, figure
from app.tax.household import Household
from app.tax.rounding import drop_below_hundred, drop_part_of_yen, raise_part_of_yen
from app.tax.shapes import HousingLimit
from app.tax.year import Year
from models.tax import Credits


def computed_levy(base: int, rate: Decimal) -> Figure:
    """算出所得割 of one side (地方税法35条, 314条の3); the base is in thousands, so no part of a yen arises."""
    amount = drop_part_of_yen(base * rate)
    return figure(amount, "share_of", base=base, rate=rate)


def personal_difference_total(differences: tuple[int, ...]) -> Figure:
    """人的控除差の合計 (地方税法37条1号, 314条の6第1号)."""
    return added(differences, "nothing")


def adjustment_credit(differences: int, base: int, total: int, rate: Decimal, year: Year) -> Figure:
    """調整控除 of one side (地方税法37条, 314条の6): for the difference of the personal deductions."""
    law = year.adjustment_credit
    if total > law.income_limit:
        return figure(0, "over_own_limit", total=total, limit=law.income_limit)
    if base <= law.base_limit:
        counted = min(differences, base)
        key = "adjustment_small"
    else:
        counted = max(differences - (base - law.base_limit), law.least)
        key = "adjustment_large"
    amount = drop_part_of_yen(counted * rate)
    facts = {"differences": differences, "base": base, "limit": law.base_limit, "least": law.least, "rate": rate}
    return figure(amount, key, **facts)


def housing_loan_credit(credit: Credits, used: int, taxable: int, levy: int, year: Year) -> Figure:
    """住宅借入金等特別税額控除: what the income tax could not take, within its limit (地方税法附則5条の4の2)."""
    available = drop_below_hundred(credit.housing_loan)
    left = available - used
    if not available:
        return figure(0, "not_entered")
    if not left:
        return figure(0, "housing_all_used")
    limit = housing_limit(credit, year)
    most = min(limit.cap, drop_part_of_yen(taxable * limit.rate))
    amount = min(left, most, levy)
    return figure(amount, "housing_rest", left=left, taxable=taxable, rate=limit.rate, cap=limit.cap, levy=levy)


def housing_limit(credit: Credits, year: Year) -> HousingLimit:
    """The limit by the day of moving in; the higher one needs the raised consumption tax too."""
    higher = year.housing_loan.higher
    day = credit.housing_moved_in_on
    within = day is not None and higher.since <= day <= higher.until
    return higher if within and credit.housing_higher_consumption_tax else year.housing_loan.usual


def flat_reduction(people: Household, total: int, levy: int, year: Year) -> Figure:
    """定額減税の残り（令和7年度）: for a spouse in Japan without 配偶者控除 (地方税法附則)."""
    law = year.flat_reduction
    if law is None:
        return figure(0, "flat_not_this_year")
    spouse = people.spouse is not None and people.spouse.is_dependant and not people.spouse.abroad
    if not spouse or not law.resident_tax_over < total <= law.income_limit:
        return figure(0, "flat_spouse_only", over=law.resident_tax_over, limit=law.income_limit)
    amount = min(law.resident_tax_spouse, levy)
    return figure(amount, "limited_to_tax", wanted=law.resident_tax_spouse, tax=levy)


def flat_split(amount: int, ward: int, metropolis: int) -> tuple[int, int]:
    """The flat reduction by the sides' levies; a part of a yen is raised on the metropolis' side."""
    both = ward + metropolis
    of_metropolis = raise_part_of_yen(Fraction(amount * metropolis, both)) if both else 0
    return amount - of_metropolis, of_metropolis


def levy(amount: int, share: int, exempt: bool) -> Figure:
    """所得割 of one side, below a hundred yen dropped (地方税法20条の4の2第3項)."""
    if exempt:
        return figure(0, "levy_exempt")
    return figure(amount, "levy", share=share)


def per_capita(amount: int, exempt: bool) -> Figure:
    """均等割 of one side, 森林環境税 (地方税法38条, 310条, 森林環境税法5条): none where the 均等割 is not due."""
    return figure(0, "per_capita_exempt") if exempt else figure(amount, "one_amount")
