"""The office's calendar: on which days it is open, and how days are counted.

A deadline counts from the day after the event (民法140条); where its last day is a closed one, the next open day is in
time (民法142条, 行政機関の休日に関する法律の例).
"""

from __future__ import annotations

from datetime import date, timedelta

import jpholiday

from app.errors import Refused

KNOWN_YEARS = range(2024, 2028)
"""Years whose holidays are settled: proclaimed a year ahead in the official gazette. Beyond them nothing is guessed."""

_SATURDAY = 5


def is_open(day: date) -> bool:
    """False on Saturdays, Sundays, national holidays and from 29 December to 3 January."""
    if day.year not in KNOWN_YEARS:
        raise Refused("calendar_unknown", year=day.year)
    new_year = (day.month, day.day) >= (12, 29) or (day.month, day.day) <= (1, 3)
    return day.weekday() < _SATURDAY and not new_year and not jpholiday.is_holiday(day)


def next_open(day: date) -> date:
    """The day itself, or the first open day after it."""
    while not is_open(day):
        day += timedelta(days=1)
    return day


def days_after(day: date, days: int) -> date:
    """The last day of a term of so many days whose first day is not counted."""
    return day + timedelta(days=days)
