"""Every number of a year's law by its path (`salary.rows[1].at_least`), and the same law with one of them another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from app.tax.year import Year

Number = int | Decimal | date

_THRESHOLDS = {
    "at_least", "up_to", "below", "over", "filer_limits", "dependant", "working_student",
    "working_student_other_income", "senior_age", "child_below_age", "elder_age", "from_age", "below_age", "adult_age",
    "income_limit", "special_limit", "threshold", "disaster_threshold", "self_medication_threshold", "base_limit",
    "both_incomes_each", "special_deduction", "since", "until", "other_income", "pension_receipts", "salary_receipts",
    "resident_tax_over", "alone",
}  # fmt: skip
_WITHOUT_AMOUNT = {"income_year", "in_force", "deadline", "forms", "housing_loan.uncertain_from"}
"""What no amount depends on: names of the year, days, boxes, and what is only warned of."""


def numbers(year: Year) -> dict[str, Number]:
    """Path → number, for all that an amount can depend on."""
    return {
        path: number
        for path, number in _numbers(year, "")
        if path not in _WITHOUT_AMOUNT and path.split(".")[0] not in _WITHOUT_AMOUNT
    }


def thresholds(year: Year) -> dict[str, Number]:
    """The numbers that something is compared with."""
    return {path: number for path, number in numbers(year).items() if _is_threshold(path, number)}


def _is_threshold(path: str, number: Number) -> bool:
    """The first row's `at_least = 0` has nothing below it; a table's extreme days stand for 'always'."""
    name = re.sub(r"\[\d+\]$", "", path).rsplit(".", maxsplit=1)[-1]
    return name in _THRESHOLDS and number != 0 and path.split(".")[-1] != path


def around(number: Number, path: str, year: Year, step: int = 1) -> list[int | str]:
    """Just below, at and just above a threshold; of an age the birthdays on either side of it."""
    if isinstance(number, date):
        middle = number
    elif path.endswith("_age"):
        first = date(year.fiscal_year, 1, 2) if path.endswith("adult_age") else date(year.fiscal_year, 1, 1)
        middle = first.replace(year=year.fiscal_year - int(number))
    else:
        return [int(number) - step, int(number), int(number) + step]
    return [(middle + timedelta(days=by)).isoformat() for by in (-1, 0, 1)]


def with_number(year: Year, path: str, number: Number) -> Year:
    """The year's law with another number there."""
    changed: Year = _with(year, re.findall(r"[^.\[\]]+", path), number)
    return changed


def _numbers(part: object, path: str) -> Iterator[tuple[str, Number]]:
    if isinstance(part, int | Decimal | date) and not isinstance(part, bool):
        if part not in (date.min, date.max):
            yield path, part
    elif isinstance(part, tuple):
        for index, one in enumerate(part):
            yield from _numbers(one, f"{path}[{index}]")
    elif is_dataclass(part):
        for one in fields(part):
            yield from _numbers(getattr(part, one.name), f"{path}.{one.name}".removeprefix("."))


def _with(part: Any, path: Sequence[str], number: Number) -> Any:
    if not path:
        return number
    here, rest = path[0], path[1:]
    if isinstance(part, tuple):
        return tuple(_with(one, rest, number) if index == int(here) else one for index, one in enumerate(part))
    return replace(part, **{here: _with(getattr(part, here), rest, number)})
