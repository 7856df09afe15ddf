"""A day by the calendar of Nepal (`resources/bikram_sambat.toml`), where its months are known for sure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from app.data_file import DataError, built, read_toml
from app.paths import RESOURCES

_DIGITS = str.maketrans("0123456789", "०१२३४५६७८९")
_MONTHS = 12


@dataclass(frozen=True)
class Calendar:
    """`years`: the days of the twelve months, from `first_year` on, whose first day is `first`."""

    source: str
    confidence: str
    first: date
    first_year: int
    era: str
    months: tuple[str, ...]
    years: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class BikramDay:
    """`month` and `day` from 1."""

    year: int
    month: int
    day: int

    def __str__(self) -> str:
        """As a Nepali writes it, its era first."""
        year, day = (str(number).translate(_DIGITS) for number in (self.year, self.day))
        return f"{calendar().era} {year} {calendar().months[self.month - 1]} {day}"


@cache
def calendar() -> Calendar:
    """The shipped one."""
    return load(RESOURCES / "bikram_sambat.toml")


def load(file: Path) -> Calendar:
    """DataError with file, key, what was found and what is allowed: every year has twelve months."""
    found = built(file.name, "", Calendar, read_toml(file))
    for number, months in enumerate((found.months, *found.years)):
        if len(months) != _MONTHS:
            raise DataError(file.name, f"years.{number}" if number else "months", len(months), "twelve")
    return found


def bikram(day: date) -> BikramDay | None:
    """None for a day of a year whose months are not known for sure."""
    left = (day - calendar().first).days
    if left < 0:
        return None
    for year, months in enumerate(calendar().years, calendar().first_year):
        for month, length in enumerate(months, 1):
            if left < length:
                return BikramDay(year, month, left + 1)
            left -= length
    return None
