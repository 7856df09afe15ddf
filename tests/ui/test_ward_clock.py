"""What the window says of a clock that differs from the server's: nothing up to two minutes, then which way."""

from datetime import timedelta

import pytest

from ui.ward import clock_told


@pytest.mark.parametrize("seconds", [0, 120, -120, 60])
def test_up_to_two_minutes_nothing_is_said(seconds: int) -> None:
    assert clock_told(timedelta(seconds=seconds)) == ""


@pytest.mark.parametrize(("minutes", "words"), [(7, "約7分進んで"), (-60, "約60分遅れて"), (3000, "約3,000分進んで")])
def test_a_clock_that_is_off_is_said_with_its_direction(minutes: int, words: str) -> None:
    assert words in clock_told(timedelta(minutes=minutes))
