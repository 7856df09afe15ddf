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
_OUT_OF_REACH = re.compile(r"donation_credit\.rates\[[56]\]\.one_stop")
"""The law has these rows, but whose salary leads there (over 20 million yen) files a return and leaves one-stop."""


def numbers(year: Year) -> dict[str, Number]:
    """Path → number, for all that an amount can depend on."""
    return {
        path: number
        for path, number in _numbers(year, "")
        if not {path, path.split(".")[0]} & _WITHOUT_AMOUNT and not _OUT_OF_REACH.match(path)
    }


def thresholds(year: Year) -> dict[str, Number]:
    """The numbers that something is compared with."""
    return {path: number for path, number in numbers(year).items() if _is_threshold(path)}


def _is_threshold(path: str) -> bool:
    name = re.sub(r"\[\d+\]$", "", path).rsplit(".", maxsplit=1)[-1]
    return "." in path and name in _THRESHOLDS


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
    """What the files say; a number that is only a default (a step of one yen) is none of the law's."""
    if isinstance(part, int | Decimal | date):
        yield path, part
    elif isinstance(part, tuple):
        for index, one in enumerate(part):
            yield from _numbers(one, f"{path}[{index}]")
    elif is_dataclass(part):
        told = [(one.name, getattr(part, one.name)) for one in fields(part) if getattr(part, one.name) != one.default]
        for name, value in told:
            if (name, value) != ("at_least", 0):  # the first row begins at nothing
                yield from _numbers(value, f"{path}.{name}".removeprefix("."))


def _with(part: Any, path: Sequence[str], number: Number) -> Any:
    if not path:
        return number
    here, rest = path[0], path[1:]
    if isinstance(part, tuple):
        return tuple(_with(one, rest, number) if index == int(here) else one for index, one in enumerate(part))
    return replace(part, **{here: _with(getattr(part, here), rest, number)})
