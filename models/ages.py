"""Ages by law: a year of age is reached at the end of the day before the birthday (年齢計算ニ関スル法律, 民法143条)."""

from __future__ import annotations

from datetime import date, timedelta

from models.partial_date import PartialDate


def age_on(birth: PartialDate, day: date) -> int:
    """Full years by law on a day; an unknown month or day counts as the first."""
    reached = day + timedelta(days=1)
    born = birth.earliest()
    return reached.year - born.year - ((reached.month, reached.day) < (born.month, born.day))


def last_school_day(birth: PartialDate, age: int) -> date:
    """The first 31 March on or after the day on which the age is reached: the end of that school year."""
    born = birth.earliest()
    reached = _birthday(born, age) - timedelta(days=1)
    this_year = date(reached.year, 3, 31)
    return this_year if reached <= this_year else date(reached.year + 1, 3, 31)


def _birthday(born: date, age: int) -> date:
    """29 February becomes 1 March in other years."""
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, 3, 1)
