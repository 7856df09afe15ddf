"""What holds for any household: more income, more tax; a deduction never costs; six to four."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from app.tax.calculate import calculate
from app.tax.return_file import parse_return
from models.tax import TaxResult, TaxReturn
from tests.app.tax.returns import Data, returns

LARGEST_FALL = 200
"""Yen. Ward and metropolis are each cut to hundreds, so a richer person can pay so much less, and no more."""

quick = settings(max_examples=80, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


def _taxes(result: TaxResult) -> int:
    return int(result.amounts["income_tax.total_tax"]) + int(result.amounts["resident_tax.total"])


def _yen(result: TaxResult, line: str) -> int:
    return int(result.amounts[line])


def _richer(entry: TaxReturn, more: int) -> TaxReturn:
    business = replace(entry.income.business, income=entry.income.business.income + more)
    return replace(entry, income=replace(entry.income, business=business))


@quick
@given(returns(), st.integers(1, 500_000))
def test_more_income_never_lowers_the_income_tax_where_nothing_was_given(data: Data, more: int) -> None:
    """Donations and dividends rise with the income they are measured by; everything else only falls away."""
    data["deductions"]["donations"], data["income"]["dividends"], data["credits"] = {}, 0, {}
    entry = parse_return(data)
    before, after = calculate(entry), calculate(_richer(entry, more))
    assert _yen(after, "income_tax.total_tax") >= _yen(before, "income_tax.total_tax")


@quick
@given(returns(), st.integers(1, 500_000))
def test_more_income_never_lowers_both_taxes_by_more_than_the_documented_fall(data: Data, more: int) -> None:
    """But that it makes one-stop void, after which the whole donation is deducted."""
    data["deductions"]["donations"]["one_stop"] = False
    entry = parse_return(data)
    assert _taxes(calculate(entry)) - _taxes(calculate(_richer(entry, more))) <= LARGEST_FALL


DEDUCTIONS = (
    ("social_insurance",), ("small_enterprise_mutual_aid",), ("life_insurance", "new_general"),
    ("life_insurance", "old_general"), ("life_insurance", "care_medical"), ("life_insurance", "new_pension"),
    ("life_insurance", "old_pension"), ("earthquake_insurance", "earthquake"), ("medical", "paid"),
    ("earthquake_insurance", "old_long_term"), ("self_medication", "paid"), ("casualty", "loss"),
    ("casualty", "disaster_cost"),
)  # fmt: skip


@quick
@given(returns(), st.sampled_from(DEDUCTIONS), st.integers(0, 2_000_000))
def test_more_of_any_deduction_never_raises_either_tax(data: Data, path: tuple[str, ...], more: int) -> None:
    """Without donations, whose credit depends on what is taxed, and which a claim takes out of one-stop."""
    data["deductions"]["donations"], data["credits"], data["income"]["dividends"] = {}, {}, 0
    before = calculate(parse_return(data))
    place = data["deductions"]
    for part in path[:-1]:
        place = place.setdefault(part, {})
    place[path[-1]] = place.get(path[-1], 0) + more
    after = calculate(parse_return(data))
    for line in ("income_tax.total_tax", "resident_tax.total"):
        assert _yen(after, line) <= _yen(before, line)


@quick
@given(returns(), st.sampled_from(["general", "special"]))
def test_a_disability_never_raises_the_income_tax(data: Data, kind: str) -> None:
    assume(data["filer"]["disability"] == "none")
    entry = parse_return(data)
    after = calculate(parse_return({**data, "filer": {**data["filer"], "disability": kind}}))
    assert _yen(after, "income_tax.total_tax") <= _yen(calculate(entry), "income_tax.total_tax")


@quick
@given(returns())
def test_ward_and_metropolis_stand_six_to_four_before_rounding(data: Data) -> None:
    amounts = calculate(parse_return(data)).amounts
    for line in ("computed_levy", "adjustment_credit"):
        ward, metropolis = (int(amounts[f"resident_tax.{line}_{side}"]) for side in ("ward", "metropolis"))
        assert ward * 4 == metropolis * 6


@quick
@given(returns())
def test_no_amount_is_a_float_and_no_tax_is_negative_but_a_refund(data: Data) -> None:
    result = calculate(parse_return(data))
    for line, amount in result.amounts.items():
        assert type(amount) in (int, bool) or isinstance(amount, str)
        assert isinstance(amount, str) or amount >= 0 or line == "income_tax.payable"
    assert all(
        not isinstance(value, float | Decimal) for line in result.lines for value in (line.amount, line.formula_ja)
    )


@quick
@given(returns())
def test_the_same_return_gives_the_same_answer_twice(data: Data) -> None:
    assert calculate(parse_return(data)) == calculate(parse_return(data))


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_tax_rises_with_salary_over_the_whole_range_but_where_a_step_ends(year: int) -> None:
    """Alone, without deductions: both taxes by steps of 10,000 yen, and never a step back."""
    before, data = 0, {"income_year": year, "filer": {"birth_date": "1980-05-01"}}
    for gross in range(0, 30_000_000, 50_000):
        entry: dict[str, Any] = {**data, "income": {"salary": [{"gross": gross}]}}
        taxes = _taxes(calculate(parse_return(entry)))
        assert taxes >= before
        before = taxes
