"""The lines of income, the same for both taxes: one function a line, its statute in the docstring."""

from __future__ import annotations

from typing import Protocol

from app.tax.figure import Figure, figure
from app.tax.rounding import drop_part_of_yen, raise_part_of_yen
from app.tax.shapes import PensionRow
from app.tax.year import Year
from models.formula import Signed
from models.tax import Income, Temporary


class Earner(Protocol):
    """A relative whose income is given, or follows from the receipts."""

    @property
    def total_income(self) -> int | None: ...
    @property
    def salary_gross(self) -> int: ...
    @property
    def public_pension_gross(self) -> int: ...


def salary_income_before_adjustment(gross: int, year: Year) -> Figure:
    """給与所得控除後の給与等の金額, of the receipts of all employers together (所得税法28条2項〜4項, 別表第五)."""
    row = next(row for row in reversed(year.salary.rows) if gross >= row.at_least)
    income = drop_part_of_yen(gross // row.step * row.step * row.rate) + row.plus
    facts = {"gross": gross, "step": row.step, "rate": row.rate, "plus": Signed(row.plus), "income": income}
    if gross == 0:
        return figure(0, "nothing")
    if row.rate == 0:
        return figure(income, "salary_fixed", **facts)
    return figure(income, "salary_stepped" if row.step > 1 else "salary", **facts)


def children_adjustment(gross: int, applies: bool, year: Year) -> Figure:
    """所得金額調整控除（子ども・特別障害者等）(租税特別措置法41条の3の11第1項): over 8.5 million of salary."""
    law = year.income_adjustment
    if not applies:
        return figure(0, "nothing")
    if gross <= law.over:
        return figure(0, "adjustment_below", gross=gross, over=law.over)
    part = min(gross, law.up_to)
    amount = raise_part_of_yen((part - law.over) * law.rate)
    return figure(amount, "adjustment_children", part=part, over=law.over, rate=law.rate)


def both_incomes_adjustment(salary: int, pension: int, year: Year) -> Figure:
    """所得金額調整控除（給与と年金等）(租税特別措置法41条の3の11第2項): `salary` before any adjustment."""
    each = year.income_adjustment.both_incomes_each
    if salary <= 0 or pension <= 0 or salary + pension <= each:
        return figure(0, "nothing")
    one, other = min(salary, each), min(pension, each)
    return figure(one + other - each, "adjustment_both", one=one, other=other, each=each)


def income_adjustment(children: Figure, both: Figure) -> Figure:
    """所得金額調整控除 (租税特別措置法41条の3の11): of both kinds together."""
    if children.amount and both.amount:
        total = children.yen + both.yen
        return figure(total, "sum_of_two", one=children.yen, other=both.yen)
    return both if both.amount else children


def salary_income(before: int, adjustment: int) -> Figure:
    """給与所得の金額 (所得税法28条, 租税特別措置法41条の3の11)."""
    return figure(before - adjustment, "less", one=before, other=adjustment)


def public_pension_income(receipts: int, age: int | None, other_income: int, year: Year) -> Figure:
    """公的年金等に係る雑所得 by age on 31 December and the other total income (所得税法35条4項)."""
    law = year.public_pension
    if receipts == 0:
        return figure(0, "nothing")
    senior = age is not None and age >= law.senior_age
    row = _pension_row(law.senior if senior else law.junior, receipts)
    lower = max((one.by for one in law.lower if other_income > one.over), default=0)
    minus = row.minus - lower
    income = max(0, drop_part_of_yen(receipts * row.keep) - minus)
    key = ("pension_senior" if senior else "pension_junior") + ("_whole" if row.keep == 1 else "")
    key = key if income else "pension_none"
    return figure(income, key, receipts=receipts, age=law.senior_age, keep=row.keep, minus=minus, income=income)


def _pension_row(rows: tuple[PensionRow, ...], receipts: int) -> PensionRow:
    return next(row for row in rows if row.below is None or receipts < row.below)


def miscellaneous(income: Income, pension: int) -> int:
    """雑所得 of all kinds; a loss of it offsets no other income (所得税法35条2項, 69条)."""
    return max(0, pension + income.miscellaneous_business + income.miscellaneous_other)


def ordinary(income: Income, salary: int, pension: int) -> int:
    """What is added up before 一時所得: losses of business and real estate offset the rest (損益通算, 所得税法69条)."""
    return salary + income.business.income + miscellaneous(income, pension) + income.dividends + income.other


def other_than_pension(income: Income, salary: int, year: Year) -> int:
    """合計所得金額 other than the public pension's, by which the pension's deduction is lower (所得税法35条4項)."""
    alone = ordinary(income, salary, 0)
    return max(0, alone) + temporary_income_half(income.temporary, alone, year).yen


def temporary_income_half(temporary: Temporary, ordinary_income: int, year: Year) -> Figure:
    """一時所得の2分の1 after 特別控除 and a loss that is left (所得税法22条, 34条, 所得税法施行令198条)."""
    law = year.temporary
    gain = max(0, temporary.receipts - temporary.costs - law.special_deduction)
    if gain == 0:
        return figure(0, "temporary_none" if temporary.receipts else "nothing", special=law.special_deduction)
    loss = min(gain, max(0, -ordinary_income))
    half = drop_part_of_yen((gain - loss) * law.taken)
    return figure(
        half,
        "temporary_loss" if loss else "temporary",
        receipts=temporary.receipts,
        costs=temporary.costs,
        special=law.special_deduction,
        loss=loss,
    )


def total_income(income: Income, salary: int, pension: int, half: int) -> Figure:
    """合計所得金額 (所得税法2条1項30号, 地方税法292条1項13号).

    A loss has been taken off the temporary income before its half: it is not taken off again, and what is left makes 0.
    """
    together = ordinary(income, salary, pension)
    total = max(0, together) + half
    key = "total_income" if together >= 0 else "total_income_offset" if half else "total_income_loss"
    return figure(total, key, salary=salary, rest=Signed(together - salary), half=half, total=total)


def income_of_relative(earner: Earner, age: int | None, year: Year) -> int:
    """合計所得金額 of a relative: as given, else of the receipts of salary and pension."""
    if earner.total_income is not None:
        return earner.total_income
    before = salary_income_before_adjustment(earner.salary_gross, year).yen
    pension = public_pension_income(earner.public_pension_gross, age, before, year).yen
    return before - both_incomes_adjustment(before, pension, year).yen + pension
