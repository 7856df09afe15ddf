"""The calendar of Nepal against days that its history names by both calendars."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from app.data_file import DataError
from app.paths import RESOURCES
from app.translation.bikram import BikramDay, bikram, calendar, load

HISTORY = [
    ((2007, 11, 7), date(1951, 2, 18), "democracy"),
    ((2017, 9, 1), date(1960, 12, 15), "the king dismisses the parliament"),
    ((2019, 9, 1), date(1962, 12, 16), "constitution of the panchayats"),
    ((2037, 1, 20), date(1980, 5, 2), "referendum"),
    ((2046, 12, 26), date(1990, 4, 8), "parties allowed again"),
    ((2047, 7, 23), date(1990, 11, 9), "constitution"),
    ((2052, 11, 1), date(1996, 2, 13), "the civil war begins"),
    ((2056, 1, 20), date(1999, 5, 3), "election"),
    ((2058, 2, 19), date(2001, 6, 1), "death of the royal family"),
    ((2061, 10, 19), date(2005, 2, 1), "the king takes over"),
    ((2063, 1, 11), date(2006, 4, 24), "the parliament is back"),
    ((2063, 8, 5), date(2006, 11, 21), "peace"),
    ((2064, 12, 28), date(2008, 4, 10), "election of the assembly"),
    ((2065, 2, 15), date(2008, 5, 28), "republic"),
    ((2070, 8, 4), date(2013, 11, 19), "election of the second assembly"),
    ((2072, 1, 12), date(2015, 4, 25), "earthquake"),
    ((2072, 6, 3), date(2015, 9, 20), "constitution of the republic"),
    ((2074, 8, 10), date(2017, 11, 26), "election"),
    ((2079, 8, 4), date(2022, 11, 20), "election"),
    ((2081, 3, 15), date(2024, 6, 29), "day of the rice"),
    ((2081, 6, 26), date(2024, 10, 12), "Dashain"),
]


@pytest.mark.parametrize(("there", "here", "what"), HISTORY, ids=[what for _, _, what in HISTORY])
def test_days_of_history_are_the_same_in_both_calendars(there: tuple[int, int, int], here: date, what: str) -> None:
    assert bikram(here) == BikramDay(*there), what


def test_every_day_is_one_day_and_every_year_has_its_length() -> None:
    first, days = calendar().first, sum(map(sum, calendar().years))
    every = [bikram(first + timedelta(number)) for number in range(days)]
    assert None not in every
    assert len(set(every)) == days
    assert {sum(year) for year in calendar().years} == {365, 366}
    new_years = {first + timedelta(sum(map(sum, calendar().years[:number]))) for number in range(len(calendar().years))}
    assert {(day.month, day.day) for day in new_years} <= {(4, 13), (4, 14)}


def test_a_day_outside_the_years_that_are_known_for_sure_has_none() -> None:
    assert bikram(date(1943, 4, 13)) is None
    assert bikram(date(2025, 4, 13)) == BikramDay(2081, 12, 31)
    assert bikram(date(2025, 4, 14)) is None


def test_a_day_is_written_as_in_nepal() -> None:
    assert str(bikram(date(1995, 8, 7))) == "वि.सं. २०५२ साउन २२"


def test_a_year_of_eleven_months_is_named(tmp_path: Path) -> None:
    file = tmp_path / "months.toml"
    shipped = (RESOURCES / "bikram_sambat.toml").read_text(encoding="utf-8")
    file.write_text(
        shipped.replace("[30, 32, 31, 32, 31, 30, 30, 30, 29, 30, 29, 31]", "[30, 32]", 1), encoding="utf-8"
    )
    with pytest.raises(DataError, match=r"months.toml: years.1: found 2, allowed: twelve"):
        load(file)
