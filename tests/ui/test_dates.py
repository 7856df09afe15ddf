"""Dates as people write them."""

import pytest

from models.partial_date import PartialDate
from ui.dates import both_calendars, read_date


@pytest.mark.parametrize(
    "text",
    [
        "1988/5/1",
        "1988-05-01",
        "S63.5.1",
        "s63/5/1",
        "昭和63年5月1日",
        "昭和６３年５月１日",
        "19880501",
        "1988年5月1日",
    ],
)
def test_every_way_of_writing_a_date_is_understood(text: str) -> None:
    assert read_date(text) == PartialDate(1988, 5, 1)


@pytest.mark.parametrize(
    ("text", "date"), [("令和元年5月1日", (2019, 5, 1)), ("1950年4月", (1950, 4, 0)), ("1950-00-00", (1950, 0, 0))]
)
def test_first_years_and_unknown_parts_are_understood(text: str, date: tuple[int, int, int]) -> None:
    assert read_date(text) == PartialDate(*date)


@pytest.mark.parametrize("text", ["", "きのう", "1988/13/1", "S63.2.30", "1988"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert read_date(text) is None


def test_a_date_is_shown_in_both_calendars() -> None:
    assert both_calendars(PartialDate(1988, 5, 1)) == "1988年5月1日（昭和63年5月1日）"
