"""Days, times and amounts as each language writes them."""

from datetime import date

import pytest
from PySide6.QtCore import QTime

from app.journeys.interpreting import TalkDesk
from app.translation.languages import foreign_languages
from ui.talk.script import day_in, time_in, yen_in
from ui.talk.slot_dialog import pair_of

DAY = date(2026, 3, 21)


@pytest.mark.parametrize(("code", "day", "said"), [
    ("th", DAY, ("2569", "(2026)")),
    ("fa", DAY, ("۲۰۲۶", "۱ فروردین ۱۴۰۵")),
    ("fa", date(2026, 3, 20), ("۲۰۲۶", "۲۹ اسفند ۱۴۰۴")),
    ("ne", date(2001, 6, 1), ("२००१", "वि.सं. २०५८ जेठ १९")),
    ("vi", DAY, ("21 tháng 3", "2026")),
])  # fmt: skip
def test_a_day_is_said_by_the_languages_own_calendar_with_the_western_one_beside_it(
    code: str, day: date, said: tuple[str, ...]
) -> None:
    assert all(part in day_in(code, day) for part in said)


def test_a_day_that_the_calendar_of_nepal_does_not_name_for_sure_is_western_alone() -> None:
    assert "वि.सं." not in day_in("ne", DAY)


@pytest.mark.parametrize("code", [one.code for one in foreign_languages()])
def test_every_language_says_a_day_a_time_and_an_amount_in_digits_of_one_kind(code: str) -> None:
    said = (day_in(code, DAY), time_in(code, QTime(10, 30)), yen_in(code, 1200))
    kinds = {letter.isascii() for text in said for letter in text if letter.isdigit()}
    assert len(kinds) == 1, said
    assert "10:30" in "".join(str(int(letter)) if letter.isdigit() else letter for letter in said[1])


def test_staff_are_told_that_a_day_of_the_nepali_calendar_is_converted() -> None:
    desk = TalkDesk()
    old, new = (desk.say("born_on", "ne", "visitor", {"date": pair_of("ne", day)}) for day in (date(2001, 6, 1), DAY))
    assert old
    assert new
    assert [("要確認" in one) for one in old.warnings] == [True]
    assert new.warnings == ()
