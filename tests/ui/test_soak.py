"""The real window for an hour: one family after the other moves in, and nothing of any is held.

`SOAK_SECONDS=3600 xvfb-run pytest -m nightly tests/ui/test_soak.py -s` tells the figures.
"""

from __future__ import annotations

import os
import time

import pytest
from PySide6.QtGui import QKeySequence, QShortcut
from pytestqt.qtbot import QtBot

from app.journeys.counter import Counter
from models.reception import Step
from tests.faults.figures import Figures, table
from tests.faults.memory import Growth
from tests.faults.soak import MOST_MB
from tests.ui.test_window import area, family, show, step, window, work_of
from ui.window import Window

SECONDS = float(os.environ.get("SOAK_SECONDS", "600"))
__all__ = ["window"]


def move_in(qtbot: QtBot, window: Window) -> None:
    show(window, family(window))
    for _ in (Step.HOUSEHOLD, Step.QUESTIONS, Step.PROCEDURES, Step.SHEETS):
        window.next.click()
    qtbot.waitUntil(lambda: work_of(window).bundle is not None, timeout=60_000)
    window.next.click()
    window.next.click()
    qtbot.waitUntil(lambda: step(window) is Step.DONE, timeout=60_000)
    qtbot.wait(200)


@pytest.mark.nightly
@pytest.mark.timeout(SECONDS + 300)
def test_a_window_that_works_for_an_hour_holds_no_more_than_at_first(
    qtbot: QtBot, window: Window, counter: Counter
) -> None:
    clear = next(one for one in window.findChildren(QShortcut) if one.key() == QKeySequence("F12"))
    began, visitors, growth = time.monotonic(), 0, Growth()
    while time.monotonic() - began < SECONDS:
        move_in(qtbot, window)
        clear.activated.emit()
        qtbot.waitUntil(lambda: area(window)._work is None, timeout=60_000)
        visitors += 1
        growth.look()
        qtbot.wait(1000)
    done = sum(one.step is Step.DONE for one in counter.receptions.list(10**6))
    told = growth.told()
    print(table([Figures("soak: window", visitors, done, visitors - done, seconds=SECONDS, more=told)]))
    assert done == visitors
    assert told["MB grown"] < MOST_MB
