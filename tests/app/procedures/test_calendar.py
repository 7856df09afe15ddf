"""Days: the office's calendar, terms, ages by law."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Refused
from app.procedures.calendar import days_after, is_open, last_day, last_open, next_open
from models.ages import age_on, last_school_day
from models.partial_date import PartialDate


@pytest.mark.parametrize(
    ("start", "days", "last"),
    [
        (date(2026, 8, 1), 14, date(2026, 8, 17)),
        (date(2026, 11, 9), 14, date(2026, 11, 24)),
        (date(2026, 12, 19), 14, date(2027, 1, 4)),
        (date(2026, 8, 1), 30, date(2026, 8, 31)),
    ],
)
def test_a_deadline_moves_to_the_next_open_day(start: date, days: int, last: date) -> None:
    assert last_day(start, days, "next") == last


def test_the_cards_thirty_days_do_not_move_off_a_saturday() -> None:
    assert last_day(date(2026, 11, 5), 30, "stays") == date(2026, 12, 5)


def test_what_must_be_done_beforehand_moves_back_to_an_open_day() -> None:
    assert last_day(date(2027, 1, 3), 0, "before") == date(2026, 12, 28)


@given(st.dates(date(1993, 1, 15), date(2027, 12, 20)))
def test_the_open_days_around_a_day_are_the_nearest(day: date) -> None:
    after, before = next_open(day), last_open(day)
    assert before <= day <= after
    assert is_open(after)
    assert is_open(before)
    between = (days_after(before, n) for n in range(1, (after - before).days))
    assert not any(is_open(one) for one in between if one != day or before == after)


@pytest.mark.parametrize("year", [1992, 2028])
def test_the_holidays_of_a_year_that_is_not_settled_are_refused_not_guessed(year: int) -> None:
    with pytest.raises(Refused):
        next_open(date(year, 6, 1))


@pytest.mark.parametrize("day", [date(2026, 12, 28), date(2027, 1, 4)])
def test_the_office_is_open_on_either_side_of_the_turn_of_the_year(day: date) -> None:
    assert is_open(day)


@pytest.mark.parametrize(
    ("birth", "age", "day"),
    [
        (PartialDate(1951, 11, 24), 75, date(2026, 11, 23)),
        (PartialDate(1961, 11, 24), 65, date(2026, 11, 23)),
        (PartialDate(2004, 2, 29), 22, date(2026, 2, 28)),
    ],
)
def test_an_age_is_reached_on_the_day_before_the_birthday(birth: PartialDate, age: int, day: date) -> None:
    assert age_on(birth, day) == age
    assert age_on(birth, day - timedelta(days=1)) == age - 1


@pytest.mark.parametrize(
    ("birth", "last"),
    [(PartialDate(2008, 4, 1), date(2026, 3, 31)), (PartialDate(2008, 4, 2), date(2027, 3, 31))],
)
def test_children_of_1_april_belong_to_the_earlier_school_year(birth: PartialDate, last: date) -> None:
    assert last_school_day(birth, 18) == last
