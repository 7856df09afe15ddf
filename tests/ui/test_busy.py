"""The strip that says what takes time: not at once, and from two seconds on with a way out."""

from collections.abc import Iterator
from threading import Event

import pytest
from pytestqt.qtbot import QtBot

from ui.lanes import Lane, Waiting
from ui.widgets.busy import BusyStrip


@pytest.fixture
def lane() -> Iterator[Lane]:
    one = Lane("test")
    yield one
    one.close()


@pytest.fixture
def strip(qtbot: QtBot, lane: Lane) -> BusyStrip:
    one = BusyStrip()
    qtbot.addWidget(one)
    one.follow(lane)
    return one


def nothing(_result: object) -> None:
    """Nobody waits for it."""


def test_what_takes_long_is_named_until_it_ends(qtbot: QtBot, lane: Lane, strip: BusyStrip) -> None:
    go = Event()
    lane.run(go.wait, nothing, nothing, Waiting("書類を作っています"))
    assert not strip.isVisible()
    qtbot.waitUntil(strip.isVisible)
    assert strip.text == "書類を作っています…"
    assert not strip.cancel.isVisible()
    go.set()
    qtbot.waitUntil(lambda: not strip.isVisible())


def test_what_takes_very_long_can_be_given_up(qtbot: QtBot, lane: Lane, strip: BusyStrip) -> None:
    cancelled = Event()
    lane.run(cancelled.wait, nothing, nothing, Waiting("印刷しています", cancelled.set))
    qtbot.waitUntil(strip.cancel.isVisible)
    strip.cancel.click()
    qtbot.waitUntil(lambda: not strip.isVisible())
    assert cancelled.is_set()


def test_what_is_quick_is_never_named(qtbot: QtBot, lane: Lane, strip: BusyStrip) -> None:
    done: list[object] = []
    lane.run(lambda: 1, done.append, nothing, Waiting("すぐ終わります"))
    qtbot.waitUntil(lambda: bool(done))
    qtbot.wait(400)
    assert not strip.isVisible()


def test_a_failure_ends_the_strip_too(qtbot: QtBot, lane: Lane, strip: BusyStrip) -> None:
    go, failed = Event(), list[Exception]()

    def break_down() -> int:
        go.wait()
        return 1 // 0

    lane.run(break_down, nothing, failed.append, Waiting("調べています"))
    qtbot.waitUntil(strip.isVisible)
    go.set()
    qtbot.waitUntil(lambda: bool(failed) and not strip.isVisible())


def test_the_next_call_is_named_when_the_first_has_ended(qtbot: QtBot, lane: Lane, strip: BusyStrip) -> None:
    first, second = Event(), Event()
    lane.run(first.wait, nothing, nothing, Waiting("一つめ"))
    lane.run(second.wait, nothing, nothing, Waiting("二つめ"))
    qtbot.waitUntil(strip.isVisible)
    first.set()
    qtbot.waitUntil(lambda: strip.isVisible() and strip.text == "二つめ…")
    second.set()
    qtbot.waitUntil(lambda: not strip.isVisible())
