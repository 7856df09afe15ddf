"""Japanese eras, checked against an independent library day by day around every change."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from japanera import EraDate

from forms.era import era_text, era_year, western_text
from models.partial_date import PartialDate

CHANGES = (date(1912, 7, 30), date(1926, 12, 25), date(1989, 1, 8), date(2019, 5, 1))


def by_library(day: date) -> tuple[str, str]:
    era = EraDate.from_date(day)
    year = era.era.since
    assert year is not None
    number = day.year - year.year + 1
    return era.era.kanji, "元" if number == 1 else str(number)


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("days", range(-2, 3))
def test_the_era_changes_on_its_first_day(change: date, days: int) -> None:
    day = change + timedelta(days)
    assert era_year(PartialDate.of(day)) == by_library(day)


@given(st.dates(date(1873, 1, 1), date(2099, 12, 31)))
def test_every_day_since_the_solar_calendar_has_the_librarys_era(day: date) -> None:
    assert era_year(PartialDate.of(day)) == by_library(day)


@pytest.mark.parametrize(
    ("day", "text"),
    [
        ("1989-01-07", "昭和64年1月7日"),
        ("1989-01-08", "平成元年1月8日"),
        ("2019-04-30", "平成31年4月30日"),
        ("2019-05-01", "令和元年5月1日"),
        ("2026-11-23", "令和8年11月23日"),
        ("1950-04-00", "昭和25年4月日不詳"),
        ("1950-00-00", "昭和25年月日不詳"),
    ],
)
def test_dates_are_written_as_the_register_writes_them(day: str, text: str) -> None:
    assert era_text(PartialDate.parse(day)) == text


@pytest.mark.parametrize("day", ["1872-12-31", "1868-01-25", "1600-10-21"])
def test_days_of_the_lunar_calendar_are_refused(day: str) -> None:
    with pytest.raises(ValueError, match=day):
        era_year(PartialDate.parse(day))


def test_a_western_date_keeps_what_is_unknown() -> None:
    assert western_text(PartialDate.parse("1988-05-01")) == "1988年5月1日"
    assert western_text(PartialDate.parse("1988-00-00")) == "1988年月日不詳"
