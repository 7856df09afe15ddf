"""The real window on the real reader service: killed under it, and a card that is torn out and laid down again."""

import signal
from collections.abc import Iterator
from random import Random

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.card.reading import ReadingState
from app.card.simulated.faults import Fault, FaultyChip
from app.journeys.counter import Counter
from models.reception import Step
from tests import reader_service
from tests.app.card.people import PIN, chip
from tests.reader_service import card_laid, restart
from ui.areas import RECEPTION
from ui.reception import ReceptionArea
from ui.window import Window

pytestmark = [
    pytest.mark.reader,
    pytest.mark.skipif(not reader_service.available(), reason="the reader service and its virtual reader are absent"),
]
S = ReadingState


@pytest.fixture
def area(qtbot: QtBot, counter: Counter) -> Iterator[ReceptionArea]:
    with reader_service.running():
        if reader_service.OWN is None:
            pytest.skip("the reader service on this machine is not the test's to stop")
        window = Window(counter)
        window.show()
        qtbot.waitExposed(window)
        window.start_page.new.click()
        one = window.area(RECEPTION)
        assert isinstance(one, ReceptionArea)
        yield one
        window.close()
        window.deleteLater()


def comes(qtbot: QtBot, area: ReceptionArea, state: ReadingState) -> None:
    qtbot.waitUntil(lambda: area.pages.read.state is state, timeout=10_000)


def press(qtbot: QtBot, area: ReceptionArea, secret: bytes) -> None:
    qtbot.waitUntil(area.pages.read.pad.isEnabled)
    for digit in secret.decode():
        qtbot.keyClick(area.pages.read.pad, getattr(Qt.Key, f"Key_{digit}"))  # type: ignore[no-untyped-call]


def step(area: ReceptionArea) -> Step | None:
    return area._work.reception.step if area._work else None


def test_a_window_whose_service_is_killed_says_so_and_reads_when_it_is_back(qtbot: QtBot, area: ReceptionArea) -> None:
    comes(qtbot, area, S.WAITING)
    with card_laid(chip()):
        comes(qtbot, area, S.ASKING)
        restart(lambda: comes(qtbot, area, S.NO_SERVICE), how=signal.SIGKILL)
        comes(qtbot, area, S.ASKING)
        press(qtbot, area, PIN)
        qtbot.waitUntil(lambda: step(area) is Step.HOUSEHOLD, timeout=10_000)


@pytest.mark.nightly
@pytest.mark.timeout(600)
def test_a_window_whose_service_is_killed_at_twenty_random_moments_is_itself_again(
    qtbot: QtBot, area: ReceptionArea
) -> None:
    dice = Random(20)  # noqa: S311 moments that can be repeated
    with card_laid(chip()):
        for _ in range(20):
            comes(qtbot, area, S.ASKING)
            qtbot.wait(dice.randrange(300))
            restart(lambda: comes(qtbot, area, S.NO_SERVICE), how=signal.SIGKILL)
        comes(qtbot, area, S.ASKING)
        press(qtbot, area, PIN)
        qtbot.waitUntil(lambda: step(area) is Step.HOUSEHOLD, timeout=10_000)


def test_a_card_torn_out_of_a_reading_is_read_after_it_was_laid_down_again(qtbot: QtBot, area: ReceptionArea) -> None:
    one = FaultyChip(chip(), Fault())
    with card_laid(one):
        comes(qtbot, area, S.ASKING)
        qtbot.waitUntil(lambda: "あと3回" in area.pages.read._left.text())
        one.fault, one.exchanges = Fault(tear_after=7, away_ms=50), 0
        press(qtbot, area, PIN)
        comes(qtbot, area, S.MOVED)
        press(qtbot, area, PIN)
        qtbot.waitUntil(lambda: step(area) is Step.HOUSEHOLD, timeout=10_000)
