"""The start page: unfinished receptions first, found while one types, everything by keyboard."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.journeys.counter import Counter
from models.reception import Reception, Step
from tests.ui.test_window import CounterWithCard, area, step
from ui.window import Window

KANA = {"吾妻　一郎": "アヅマ　イチロウ"}
NAMES = {"隅田　花子": Step.DONE, "吾妻　一郎": Step.QUESTIONS, "両国　さくら": Step.DONE, "NGUYEN VAN AN": Step.SIGN}


@pytest.fixture
def kept(counter: Counter) -> dict[str, Reception]:
    found = {}
    for name, at in NAMES.items():
        new = counter.new_reception()
        case = replace(new.case, members=(replace(new.case.members[0], name=name, name_kana=KANA.get(name, "")),))
        found[name] = counter.save(replace(new, case=case, step=at))
    return found


@pytest.fixture
def window(qtbot: QtBot, counter: Counter, kept: dict[str, Reception]) -> Iterator[Window]:
    one = Window(CounterWithCard(counter.open_store, "窓口1", seat=counter.seat))
    one.resize(1366, 768)
    one.show()
    qtbot.waitExposed(one)
    one.activateWindow()
    qtbot.waitUntil(lambda: len(shown(one)) == len(kept))
    yield one
    one.close()
    one.deleteLater()


def shown(window: Window) -> list[str]:
    lines = window.start_page.records.lines
    return [str(lines.data(lines.index(row))) for row in range(lines.rowCount())]


def test_unfinished_receptions_come_first_each_group_newest_first(window: Window) -> None:
    assert shown(window) == ["NGUYEN VAN AN", "吾妻　一郎", "両国　さくら", "隅田　花子"]
    assert "途中 2件" in window.start_page.records.heading.text()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("花子", ["隅田　花子"]),
        ("隅田花", ["隅田　花子"]),
        ("いちろう", ["吾妻　一郎"]),
        ("ｎｇｕｙｅｎ", ["NGUYEN VAN AN"]),
        ("-0003", ["両国　さくら"]),
        ("受付済", ["両国　さくら", "隅田　花子"]),
        ("途中 あずま", ["吾妻　一郎"]),
        ("転入 一郎", ["吾妻　一郎"]),
        ("だれもいない", []),
    ],
)
def test_typing_finds_by_name_number_kind_and_state(
    qtbot: QtBot, window: Window, typed: str, expected: list[str]
) -> None:
    window.start_page.records.search.setText(typed)
    qtbot.waitUntil(lambda: shown(window) == expected)
    assert window.start_page.records.hint.isVisible() is (not expected)


def test_the_day_of_saving_finds_too(qtbot: QtBot, window: Window, kept: dict[str, Reception]) -> None:
    day = f"{kept['隅田　花子'].number[4:6].lstrip('0')}月{kept['隅田　花子'].number[6:8].lstrip('0')}日"
    window.start_page.records.search.setText(f"{day} だれも")
    qtbot.waitUntil(lambda: shown(window) == [])
    window.start_page.records.search.setText(day)
    qtbot.waitUntil(lambda: len(shown(window)) == len(NAMES))


def test_enter_in_the_search_opens_the_first_that_was_found(qtbot: QtBot, window: Window) -> None:
    records = window.start_page.records
    records.search.setText("一郎")
    qtbot.keyClick(records.search, Qt.Key.Key_Return)  # type: ignore[no-untyped-call]
    qtbot.waitUntil(lambda: step(window) is Step.QUESTIONS)


def test_arrows_and_enter_open_a_reception(qtbot: QtBot, window: Window) -> None:
    records = window.start_page.records
    qtbot.keyClick(records.search, Qt.Key.Key_Down)  # type: ignore[no-untyped-call]
    qtbot.keyClick(records.view, Qt.Key.Key_Down)  # type: ignore[no-untyped-call]
    qtbot.keyClick(records.view, Qt.Key.Key_Return)  # type: ignore[no-untyped-call]
    qtbot.waitUntil(lambda: step(window) is Step.QUESTIONS)
    work = area(window)._work
    assert work is not None
    assert work.case.members[0].name == "吾妻　一郎"


def test_enter_on_the_door_begins_a_reception(qtbot: QtBot, window: Window) -> None:
    qtbot.keyClick(window.start_page.new, Qt.Key.Key_Return)  # type: ignore[no-untyped-call]
    assert step(window) is Step.READ


def test_what_was_searched_for_does_not_stay_for_the_next_visitor(window: Window) -> None:
    window.start_page.records.search.setText("隅田")
    window.start_page.new.click()
    window.start()
    assert window.start_page.records.search.text() == ""


def test_those_who_cannot_see_it_hear_the_whole_line(window: Window) -> None:
    lines = window.start_page.records.lines
    heard = lines.data(lines.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert heard is not None
    assert all(word in heard for word in ("NGUYEN VAN AN", "途中: 署名・印刷", "-0004"))
