"""The real window, driven through a family's move-in on real parts."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QBuffer, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.card.connection import Talk
from app.card.practice import practice_chip
from app.card.read import read_connected
from app.card.request import Progress, ReadRequest, SecretSource
from app.card.simulated.chip import SimulatedConnection
from app.case_file import case_from_json
from app.errors import StorageFailure
from app.journeys.counter import Counter
from app.journeys.demonstration import PRACTICE
from app.journeys.paper import forms_of
from app.paths import DataFolder
from app.storage.receptions import Receptions
from models.card import CardKind, CardReading, ReaderState
from models.case import Answers
from models.reception import Step
from tests.signed_in import seat_of
from ui.areas import RECEPTION
from ui.lanes import Lane
from ui.printing import print_pdf
from ui.reception import ReceptionArea
from ui.window import Window, _open_store
from ui.work import Work

CHIP = practice_chip(PRACTICE / "taro.toml")


@dataclass(frozen=True)
class CounterWithCard(Counter):
    """The counter with the simulated card in process instead of the reader service; all else is the real thing."""

    def watch(self, listener: object, cancel: Event) -> None:
        listener((ReaderState("試験", CardKind.MY_NUMBER),))  # type: ignore[operator]
        cancel.wait()

    def read_card(
        self, request: ReadRequest, secret: SecretSource, cancel: Event, progress: Progress | None = None
    ) -> CardReading:
        del cancel, progress
        with Talk(SimulatedConnection(CHIP)) as talk:
            return read_connected(talk, request, secret)


@pytest.fixture
def window(qtbot: QtBot, counter: Counter) -> Iterator[Window]:
    one = Window(CounterWithCard(counter.open_store, "窓口1", seat=counter.seat))
    one.resize(1366, 768)
    one.show()
    qtbot.waitExposed(one)
    yield one
    one.close()
    one.deleteLater()


def area(window: Window) -> ReceptionArea:
    one = window.area(RECEPTION)
    assert isinstance(one, ReceptionArea)
    return one


def work_of(window: Window) -> Work:
    work = area(window)._work
    assert work is not None
    return work


def show(window: Window, work: Work) -> None:
    window.enter(RECEPTION)
    area(window).show_work(work)


def family(window: Window) -> Work:
    case = case_from_json(json.loads((PRACTICE / "family.json").read_text(encoding="utf-8")))
    return Work(replace(window._counter.new_reception(), case=case))


def step(window: Window) -> Step | None:
    return work.reception.step if (work := area(window)._work) else None


def press_pin(qtbot: QtBot, window: Window, pin: str) -> None:
    qtbot.waitUntil(area(window).pages.read.pad.isEnabled)
    for digit in pin:
        qtbot.keyClick(area(window).pages.read.pad, getattr(Qt.Key, f"Key_{digit}"))  # type: ignore[no-untyped-call]


def test_a_pin_on_the_pad_reads_the_card_and_goes_on_to_the_household(qtbot: QtBot, window: Window) -> None:
    window.start_page.new.click()
    qtbot.waitUntil(lambda: "マイナンバーカード" in window.reader.text())
    press_pin(qtbot, window, "1234")
    qtbot.waitUntil(lambda: step(window) is Step.HOUSEHOLD)
    assert work_of(window).case.members[0].name == "墨田　太郎"
    assert len(area(window).pages.read.pad._secret) == 0


def test_a_wrong_pin_is_said_with_the_tries_left_and_nothing_goes_on(qtbot: QtBot, window: Window) -> None:
    window.start_page.new.click()
    press_pin(qtbot, window, "9999")
    qtbot.waitUntil(lambda: "あと2回" in area(window).pages.read.banner.text)
    assert step(window) is Step.READ
    press_pin(qtbot, window, "1234")
    qtbot.waitUntil(lambda: step(window) is Step.HOUSEHOLD)


def test_a_family_moves_in_from_the_household_to_the_printed_sheets(qtbot: QtBot, window: Window) -> None:
    show(window, family(window))
    for expected in (Step.HOUSEHOLD, Step.QUESTIONS, Step.PROCEDURES, Step.SHEETS):
        window.next.click()
        assert step(window) is expected
    qtbot.waitUntil(lambda: work_of(window).bundle is not None, timeout=20_000)
    bundle = work_of(window).bundle
    assert bundle is not None
    plan = work_of(window).plan
    assert plan is not None
    assert tuple(sheet.form for sheet in bundle.sheets) == forms_of(plan)
    window.next.click()
    window.next.click()
    qtbot.waitUntil(lambda: area(window).pages.done._number.text().endswith("-0001"))


def test_what_is_missing_is_said_and_the_household_page_stays(window: Window) -> None:
    window.start_page.new.click()
    window.next.click()
    window.next.click()
    assert step(window) is Step.HOUSEHOLD
    assert "新しい住所" in area(window).pages.household.banner.text


def test_an_unfinished_reception_reopens_where_it_was(qtbot: QtBot, window: Window, counter: Counter) -> None:
    show(window, family(window))
    window.next.click()
    window.next.click()
    window.start()
    qtbot.waitUntil(lambda: [one.step for one in counter.unfinished()] == [Step.QUESTIONS])
    window._resume(counter.unfinished()[0].id)
    qtbot.waitUntil(lambda: step(window) is Step.QUESTIONS)
    assert len(work_of(window).case.members) == 4


def test_an_answer_changes_the_questions_and_the_case(window: Window) -> None:
    work = family(window)
    case = replace(work.case, answers=Answers())
    show(window, Work(replace(work.reception, case=case, step=Step.QUESTIONS)))
    area(window).pages.questions._answer("dog", True)
    assert area(window).pages.questions.case(case).answers.dog is True
    shown = [question.id for question, _ in window._counter.interview(area(window).pages.questions.case(case))]
    assert "dog_chip_registered" in shown


def test_between_visitors_nothing_of_the_last_one_stays(qtbot: QtBot, window: Window) -> None:
    show(window, family(window))
    shortcut = next(one for one in window.findChildren(QShortcut) if one.key() == QKeySequence("F12"))
    shortcut.activated.emit()
    qtbot.waitUntil(lambda: area(window)._work is None)
    assert "墨田" not in window.windowTitle()
    assert window.pages.currentWidget() is window.start_page


def test_no_content_of_a_printed_sheet_stays_when_the_next_visitor_comes(qtbot: QtBot, window: Window) -> None:
    show(window, family(window))
    for _ in range(4):
        window.next.click()
    qtbot.waitUntil(lambda: work_of(window).bundle is not None, timeout=20_000)
    assert window.findChildren(QBuffer)
    window.start()
    qtbot.waitUntil(lambda: window.findChildren(QBuffer) == [])
    assert window.findChildren(QPdfDocument) == []


def test_every_control_has_a_name_for_those_who_cannot_see_it(window: Window) -> None:
    show(window, family(window))
    controls = [
        control
        for kind in (QAbstractButton, QLineEdit, QComboBox)
        for control in window.findChildren(kind)
        if isinstance(control, QWidget) and not control.objectName().startswith("qt_")
    ]
    assert [type(control).__name__ for control in controls if not control.accessibleName()] == []


def test_the_bundle_goes_to_a_printer_page_by_page(window: Window, tmp_path_factory: pytest.TempPathFactory) -> None:
    work = family(window)
    plan = window._counter.plan(work.case)
    bundle = window._counter.print_forms(work.reception, plan, ["juminhyo"])
    printer = QPrinter()
    printer.setResolution(72)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    out = tmp_path_factory.mktemp("print") / "out.pdf"
    printer.setOutputFileName(str(out))
    assert print_pdf(bundle.pdf, printer, Event()) == bundle.pages
    assert out.read_bytes().startswith(b"%PDF")


def test_a_lane_brings_results_and_errors_home_to_the_windows_thread(qtbot: QtBot) -> None:
    lane = Lane("test")
    home: list[tuple[object, str]] = []
    here = threading.current_thread().name
    lane.run(lambda: 42, lambda r: home.append((r, threading.current_thread().name)), lambda _e: None)
    lane.run(lambda: 1 // 0, lambda _r: None, lambda e: home.append((type(e), threading.current_thread().name)))
    qtbot.waitUntil(lambda: len(home) == 2)
    lane.close()
    assert home == [(42, here), (ZeroDivisionError, here)]


def test_a_closed_lane_takes_nothing_more(qtbot: QtBot) -> None:
    lane = Lane("test")
    home: list[int] = []
    lane.run(lambda: 1, home.append, lambda _e: None)
    qtbot.waitUntil(lambda: home == [1])
    lane.close()
    lane.run(lambda: 2, home.append, lambda _e: None)
    qtbot.wait(50)
    assert home == [1]


def test_without_its_store_the_window_says_why_and_begins_nothing(qtbot: QtBot) -> None:
    def fail() -> Receptions:
        raise StorageFailure("key_missing")

    one = Window(CounterWithCard(fail, "窓口1", seat=seat_of()))
    one.show()
    qtbot.waitUntil(lambda: "鍵" in one.start_page.banner.text)
    assert not one.start_page.new.isEnabled()
    one.close()
    one.deleteLater()


def test_the_window_opens_its_own_store_while_it_already_stands(qtbot: QtBot, tmp_path: Path) -> None:
    counter = CounterWithCard(partial(_open_store, DataFolder(tmp_path / "data")), "窓口1", seat=seat_of())
    one = Window(counter)
    one.show()
    qtbot.waitUntil(lambda: one.start_page.records.hint.text() == "まだ受付はありません。")
    one.close()
    counter.close()
    one.deleteLater()
