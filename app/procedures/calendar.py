"""The office's calendar: on which days it is open, and how days are counted.

A deadline counts from the day after the event (民法140条); where its last day is a closed one, the next open day is in
time (民法142条, 行政機関の休日に関する法律の例).
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any, Literal

import jpholiday

from app.errors import Refused
from app.paths import RESOURCES

Moves = Literal["next", "stays", "before"]
"""Where a last day that is closed goes: to the next open day, nowhere, or (what must be done beforehand) back."""

_SATURDAY = 5
_ONE = timedelta(days=1)


@dataclass(frozen=True)
class OfficeCalendar:
    """`resources/calendar.toml`: the years that are settled, the turn of the year, the ward's own closed days."""

    settled_from: int
    settled_to: int
    closed_from: str
    closed_to: str
    closed_also: tuple[date, ...]

    def is_open(self, day: date) -> bool:
        """False at weekends, on holidays and at the turn of the year; Refused in a year that is not settled."""
        if not self.settled_from <= day.year <= self.settled_to:
            raise Refused("calendar_unknown", year=day.year)
        turn = f"{day:%m-%d}" >= self.closed_from or f"{day:%m-%d}" <= self.closed_to
        return day.weekday() < _SATURDAY and not turn and day not in self.closed_also and not jpholiday.is_holiday(day)


@cache
def office_calendar() -> OfficeCalendar:
    facts: Mapping[str, Any] = tomllib.loads((RESOURCES / "calendar.toml").read_text(encoding="utf-8"))
    return OfficeCalendar(
        facts["settled_from"],
        facts["settled_to"],
        facts["closed_from"],
        facts["closed_to"],
        tuple(facts["closed_also"]),
    )


@cache
def is_open(day: date) -> bool:
    return office_calendar().is_open(day)


def next_open(day: date) -> date:
    """The day itself, or the first open day after it."""
    while not is_open(day):
        day += _ONE
    return day


def last_open(day: date) -> date:
    """The day itself, or the last open day before it."""
    while not is_open(day):
        day -= _ONE
    return day


def days_after(day: date, days: int) -> date:
    """The last day of a term of so many days whose first day is not counted."""
    return day + timedelta(days=days)


_MOVED: Mapping[Moves, Callable[[date], date]] = {"next": next_open, "stays": lambda day: day, "before": last_open}


def last_day(start: date, days: int, moves: Moves) -> date:
    """The last day in time, on an open day unless it stays."""
    return _MOVED[moves](days_after(start, days))
