"""Japanese eras, by their first day (元号). Before 1873 the lunar calendar was in use: no conversion."""

from __future__ import annotations

from datetime import date

from models.partial_date import PartialDate

_ERAS = (
    (date(2019, 5, 1), "令和"),
    (date(1989, 1, 8), "平成"),
    (date(1926, 12, 25), "昭和"),
    (date(1912, 7, 30), "大正"),
    (date(1873, 1, 1), "明治"),
)
_FIRST_YEAR_OF_MEIJI = 1868


def era_year(day: PartialDate) -> tuple[str, str]:
    """Era and year (`元` for the first) of a date; ValueError before 1873.

    Where month or day is unknown the era that the year begins with is taken, as residents' records do.
    """
    for first, name in _ERAS:
        if day.earliest() >= first:
            year = day.year - (_FIRST_YEAR_OF_MEIJI if name == "明治" else first.year) + 1
            return name, "元" if year == 1 else str(year)
    raise ValueError(f"no era for {day}")


def era_text(day: PartialDate) -> str:
    """`昭和63年5月1日`; what is unknown is said to be (不詳)."""
    name, year = era_year(day)
    return f"{name}{year}年{_month_and_day(day)}"


def western_text(day: PartialDate) -> str:
    """`1988年5月1日`, as foreign residents' records have it."""
    return f"{day.year}年{_month_and_day(day)}"


def _month_and_day(day: PartialDate) -> str:
    if not day.month:
        return "月日不詳"
    return f"{day.month}月{day.day}日" if day.day else f"{day.month}月日不詳"
