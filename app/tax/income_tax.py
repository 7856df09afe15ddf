"""The lines of the income tax from what is taxed to what is paid: one function a line."""

from __future__ import annotations

from app.tax.figure import Figure, figure
from app.tax.household import Household
from app.tax.rounding import drop_below_hundred, drop_below_thousand, drop_part_of_yen, raise_part_of_yen
from app.tax.shapes import DividendRate
from app.tax.year import Year


def taxable_income(total: int, deductions: int) -> Figure:
    """課税される所得金額 (所得税法89条2項, 国税通則法118条), and 課税標準額 (地方税法20条の4の2)."""
    amount = drop_below_thousand(max(0, total - deductions))
    return figure(amount, "taxable" if total > deductions else "taxable_none", total=total, deductions=deductions)


def computed_tax(taxable: int, year: Year) -> Figure:
    """算出税額 by the bracket (所得税法89条1項); taxable income is in thousands, so no part of a yen arises."""
    brackets = year.income_tax.brackets
    row = next(row for row in brackets if row.up_to is None or taxable <= row.up_to)
    amount = drop_part_of_yen(taxable * row.rate) - row.minus
    return figure(amount, "bracket", taxable=taxable, rate=row.rate, minus=row.minus)


def dividend_credit(dividends: int, taxable: int, tax: int, rate: DividendRate, year: Year) -> Figure:
    """配当控除, lower for what lies over ten million of taxed income (所得税法92条, 地方税法附則5条)."""
    if not dividends:
        return figure(0, "not_entered")
    above = min(dividends, max(0, taxable - year.dividend_credit.threshold))
    credit = raise_part_of_yen((dividends - above) * rate.rate + above * rate.above)
    amount = min(tax, credit)
    key = "dividend_credit" if credit <= tax else "dividend_credit_most"
    facts = {"below": dividends - above, "rate": rate.rate, "above": above, "lower": rate.above}
    return figure(amount, key, **facts, tax=tax)


def housing_loan_credit(available: int, tax: int) -> Figure:
    """住宅借入金等特別控除, limited to the tax that is left (租税特別措置法41条)."""
    if not available:
        return figure(0, "not_entered")
    amount = min(drop_below_hundred(available), tax)
    return figure(amount, "limited_to_tax", wanted=drop_below_hundred(available), tax=tax)


def flat_reduction(people: Household, total: int, tax: int, year: Year) -> Figure:
    """令和6年分特別税額控除（定額減税）: so much a head, residents of Japan alone (租税特別措置法41条の3の3)."""
    law = year.flat_reduction
    if law is None:
        return figure(0, "flat_not_this_year")
    if total > law.income_limit:
        return figure(0, "over_own_limit", total=total, limit=law.income_limit)
    wanted = law.income_tax_each * people.heads_in_japan
    amount = min(wanted, tax)
    facts = {"each": law.income_tax_each, "heads": people.heads_in_japan, "tax": tax}
    return figure(amount, "flat_reduction", **facts)


def base_tax(computed: int, dividend: int, housing: int, flat: int) -> Figure:
    """基準所得税額: the tax after every credit (復興財源確保法10条)."""
    amount = computed - dividend - housing - flat
    return figure(amount, "base_tax", computed=computed, dividend=dividend, housing=housing, flat=flat)


def reconstruction_tax(base: int, year: Year) -> Figure:
    """復興特別所得税額 (復興財源確保法13条), a part of a yen dropped."""
    rate = year.reconstruction.rate
    amount = drop_part_of_yen(base * rate)
    return figure(amount, "share_of", base=base, rate=rate)


def total_tax(base: int, reconstruction: int) -> Figure:
    """所得税及び復興特別所得税の額."""
    return figure(base + reconstruction, "sum_of_two", one=base, other=reconstruction)


def year_end_tax(base: int, year: Year) -> Figure:
    """年調年税額, as a 源泉徴収票 shows it (所得税法190条): both taxes at once, hundreds."""
    rate = 1 + year.reconstruction.rate
    amount = drop_below_hundred(base * rate)
    return figure(amount, "year_end", base=base, rate=rate)


def withheld(salary: int, pension: int) -> Figure:
    """源泉徴収税額 of every 源泉徴収票 (所得税法120条1項4号)."""
    return figure(salary + pension, "sum_of_two", one=salary, other=pension)


def payable(total: int, already: int) -> Figure:
    """申告納税額 in hundreds (国税通則法119条); a refund (negative) keeps its yen (所得税法138条)."""
    rest = total - already
    amount = drop_below_hundred(rest) if rest > 0 else rest
    return figure(amount, "payable" if rest >= 0 else "refund", total=total, already=already)
