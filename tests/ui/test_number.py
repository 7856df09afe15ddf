"""個人番号 in the real window: shown where a sheet asks, read after consent, printed once, and nowhere afterwards."""

import gc
import logging
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from threading import Event
from types import CellType

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.card.simulated.my_number import ChipData
from app.journeys.counter import Counter
from app.journeys.demonstration import PRACTICE_PIN
from models.reception import Step
from tests.app.card.people import DATA
from tests.ui.test_window import CounterWithCard, area, family, show, work_of
from ui import printing
from ui.pages.sheets import SheetsPage
from ui.window import Window
from ui.work import Work

NUMBER = DATA.individual_number


@pytest.fixture
def window(qtbot: QtBot, counter: Counter) -> Iterator[Window]:
    one = Window(CounterWithCard(counter.open_store, "窓口1", practice=True, seat=counter.seat))
    one.resize(1366, 768)
    one.show()
    qtbot.waitExposed(one)
    yield one
    one.close()
    one.deleteLater()


def at_sheets(qtbot: QtBot, window: Window, work: Work) -> SheetsPage:
    show(window, replace(work, reception=replace(work.reception, step=Step.SHEETS)))
    qtbot.waitUntil(lambda: work_of(window).bundle is not None, timeout=20_000)
    return area(window).pages.sheets


def type_pin(qtbot: QtBot, page: SheetsPage) -> None:
    assert page.dialog is not None
    for digit in PRACTICE_PIN.decode():
        qtbot.keyClick(page.dialog.pad, getattr(Qt.Key, f"Key_{digit}"))  # type: ignore[no-untyped-call]


def agreed(qtbot: QtBot, window: Window) -> SheetsPage:
    """The visitor has agreed, and the number of the first member is read."""
    page = at_sheets(qtbot, window, family(window))
    page.numbers.read.click()
    type_pin(qtbot, page)
    qtbot.waitUntil(lambda: bool(work_of(window).numbers) and work_of(window).bundle is not None, timeout=20_000)
    if page.dialog is not None:
        page.dialog.accept()
    return page


def text_of(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).replace("\n", "").replace(" ", "")


def test_nothing_is_read_before_the_visitor_agrees(qtbot: QtBot, window: Window) -> None:
    page = at_sheets(qtbot, window, family(window))
    assert page.numbers.isVisible()
    assert page.numbers.read.text() == "カードから個人番号を読み取る（同意あり）"
    assert (work_of(window).numbers, page.dialog) == ({}, None)


def test_who_does_not_agree_writes_by_hand(qtbot: QtBot, window: Window) -> None:
    page = at_sheets(qtbot, window, family(window))
    page.numbers.decline.click()
    qtbot.waitUntil(page.numbers.read.isVisible)
    assert (page.numbers.decline.isVisible(), page.dialog) == (False, None)
    assert work_of(window).numbers == {}


def test_where_no_sheet_asks_nothing_is_shown(qtbot: QtBot, window: Window) -> None:
    work = family(window)
    people = tuple(replace(one, my_number_card=True) for one in work.case.members[:1])
    alone = replace(people[0], health_insurance=None, pension=None, seal_registration=people[0].seal_registration)
    reception = replace(work.reception, case=replace(work.case, members=(alone,)))
    page = at_sheets(qtbot, window, replace(work, reception=reception))
    assert work_of(window).number_forms == ()
    assert page.numbers.isHidden()


def test_a_number_is_masked_on_the_screen_printed_once_and_then_nowhere(
    qtbot: QtBot, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    papers: list[bytes] = []

    def on_paper(_name: str, pdf: bytes, _cancel: Event) -> int:
        papers.append(pdf)
        return len(PdfReader(BytesIO(pdf)).pages)

    monkeypatch.setattr(printing, "print_on", on_paper)
    with caplog.at_level(logging.DEBUG):
        agreed(qtbot, window)
        shown = work_of(window).bundle
        assert shown is not None
        assert NUMBER not in text_of(shown.pdf)
        assert holders_of(NUMBER), "the search finds what is there"
        area(window).print("試験")
        qtbot.waitUntil(lambda: bool(papers) and not work_of(window).numbers, timeout=20_000)
        qtbot.waitUntil(lambda: work_of(window).bundle is not None, timeout=20_000)
    assert NUMBER in text_of(papers.pop())
    area(window).go(Step.SIGN)
    qtbot.waitUntil(lambda: "保存済み" in window.saved.text(), timeout=10_000)
    assert NUMBER not in caplog.text
    assert [file.name for file in tmp_path.rglob("*") if file.is_file() and NUMBER.encode() in file.read_bytes()] == []
    assert NUMBER not in repr(window._counter.receptions.get(work_of(window).reception.id))
    assert holders_of(NUMBER) == []


def holders_of(number: str) -> list[str]:
    """What in the process still holds it: every object but the practice chip's data and the tests' own names."""
    gc.collect()
    return [str(one)[:300] for one in gc.get_objects() if not _of_the_test(one) and _holds(one, number)]


def _of_the_test(one: object) -> bool:
    return isinstance(one, ChipData | CellType) or (
        isinstance(one, dict) and bool({"pin", "number", "__spec__"} & one.keys())
    )


def _holds(one: object, number: str) -> bool:
    """The object itself, or a small mapping of its own that the collector does not follow."""
    parts = gc.get_referents(one)
    inner = [value for part in parts if type(part) is dict and not gc.is_tracked(part) for value in part.values()]
    return any(type(part) is str and part == number for part in [*parts, *inner])


def test_the_next_visitor_finds_no_number(qtbot: QtBot, window: Window) -> None:
    agreed(qtbot, window)
    window.next_visitor.click()
    assert area(window)._work is None
    qtbot.waitUntil(lambda: holders_of(NUMBER) == [], timeout=10_000)
