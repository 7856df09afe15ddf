"""The counter's window: one reception from the card to the printed sheets. Builds every service once."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from threading import Event
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMessageBox

from app.card.request import ReadRequest
from app.card.secret import Secret
from app.clock import JAPAN
from app.errors import KnownError, Refused
from app.journeys.counter import Counter, with_holder
from app.paths import DataFolder
from app.sentences import internal_error, sentence
from models.card import CardReading, SecretKind
from models.reception import Reception, Step
from ui import theme
from ui.lanes import Lane
from ui.pages.done import DonePage
from ui.pages.household import HouseholdPage
from ui.pages.page import Page
from ui.pages.procedures import ProceduresPage
from ui.pages.questions import QuestionsPage
from ui.pages.read import ReadPage
from ui.pages.sheets import SheetsPage
from ui.pages.sign import SignPage
from ui.pages.start import StartPage
from ui.shell import Shell
from ui.work import Work

if TYPE_CHECKING:
    from app.storage.receptions import Receptions
    from ui.practice_reader import PracticeReader

_STEPS = list(Step)


def run(*, demo: bool, data: DataFolder) -> int:
    """Open the window and stay until it is closed."""
    from app import log

    log.configure()
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)  # noqa: S101 made in the line before
    theme.apply(application)
    counter = Counter(partial(_open_store, data), "窓口1")
    window = Window(counter, demo=demo)
    window.resize(1280, 720)
    window.show()
    code = application.exec()
    counter.close()
    return code


def _open_store(data: DataFolder) -> Receptions:
    """In the database's lane, while the window already stands."""
    from app.storage.receptions import Receptions

    return Receptions.open(data)


class Window(Shell):
    """Holds the work and the lanes; pages show the work, journeys do it."""

    _readers_seen = Signal(object)

    def __init__(self, counter: Counter, *, demo: bool = False) -> None:
        super().__init__(demo=demo)
        self._counter = counter
        self._work: Work | None = None
        self._kept: Reception | None = None
        self._cancel_watch, self._cancel_read = Event(), Event()
        self._practice = _practice_reader() if demo else None
        self._make_pages()
        self._make_lanes()
        self._connect()
        self.start()

    # -- building ------------------------------------------------------------------------------------------------

    def _make_pages(self) -> None:
        self.start_page, self.read_page, self.done_page = StartPage(), ReadPage(), DonePage()
        self.household_page, self.sign_page = HouseholdPage(), SignPage()
        self.questions_page = QuestionsPage(self._counter.interview)
        self.step_pages: dict[Step, Page] = {
            Step.READ: self.read_page,
            Step.HOUSEHOLD: self.household_page,
            Step.QUESTIONS: self.questions_page,
            Step.PROCEDURES: ProceduresPage(),
            Step.SHEETS: SheetsPage(),
            Step.SIGN: self.sign_page,
            Step.DONE: self.done_page,
        }
        for page in (self.start_page, *self.step_pages.values()):
            self.pages.addWidget(page)
        if self._practice is not None:
            self.read_page.offer_practice_card()
            self.read_page.lay.clicked.connect(self._move_practice_card)

    def _make_lanes(self) -> None:
        self._card, self._database, self._paper = Lane("card", self), Lane("database", self), Lane("paper", self)
        self._watch = Lane("watch", self)
        self._watch.run(
            partial(self._counter.watch, self._readers_seen.emit, self._cancel_watch), _nothing, self._failed
        )

    def _connect(self) -> None:
        self._readers_seen.connect(self.show_readers)
        self._readers_seen.connect(self.read_page.show_readers)
        self.start_page.new_wanted.connect(self._new)
        self.start_page.open_wanted.connect(self._open)
        self.read_page.read_wanted.connect(self._read)
        self.sign_page.print_wanted.connect(self._print)
        self.done_page.next_wanted.connect(self.start)
        self.back.clicked.connect(self.go_back)
        self.next.clicked.connect(self.go_on)
        keys: dict[str, Callable[[], None]] = {"F1": self._help, "F12": self.start, "Esc": self.go_back}
        for key, action in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(action)
        for enter in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            QShortcut(QKeySequence(enter), self).activated.connect(self.next.click)

    # -- between visitors ----------------------------------------------------------------------------------------

    def start(self) -> None:
        """次の方へ: everything of the last visitor leaves the window and the clipboard."""
        if self._work is not None:
            self._keep()
        self._leave_page()
        self._work = self._kept = None
        QApplication.clipboard().clear()
        self.stepper.hide()
        self.back.hide()
        self.next.hide()
        self.saved.setText("")
        self.pages.setCurrentWidget(self.start_page)
        self.start_page.new.setFocus()
        self._database.run(self._counter.all, self.start_page.show_receptions, self._store_failed)

    def _new(self) -> None:
        self._kept = None
        self._show(Work(self._counter.new_reception()))

    def _open(self, identity: UUID) -> None:
        self._database.run(partial(self._counter.open, identity), self._opened, self._failed)

    def _opened(self, reception: Reception) -> None:
        self._kept = reception
        self._show(Work(reception))

    # -- steps ---------------------------------------------------------------------------------------------------

    def go_back(self) -> None:
        if self._work is None:
            return
        index = _STEPS.index(self._work.reception.step)
        if index == 0:
            self.start()
        else:
            self._go(_STEPS[index - 1])

    def go_on(self) -> None:
        if self._work is None:
            return
        index = _STEPS.index(self._work.reception.step)
        if index + 1 < len(_STEPS) and self._may_leave():
            self._go(_STEPS[index + 1])

    def _may_leave(self) -> bool:
        """Past the questions only a case that can be planned: what is missing is said on the page."""
        if self._work is None or self._work.reception.step is not Step.HOUSEHOLD:
            return True
        problems = self._counter.problems(self.household_page.case(self._work.case))
        lines = [f"{_place(problem.path)}: {problem.allowed}" for problem in problems]
        self.household_page.banner.say("\n".join(lines[:4]))
        return not problems

    def _go(self, step: Step) -> None:
        if self._work is None:
            return
        case = self.step_pages[self._work.reception.step].case(self._work.case)
        changed = case != self._work.case
        self._leave_page()
        reception = replace(self._work.reception, case=case, step=step)
        self._show(Work(reception) if changed else replace(self._work, reception=reception))
        self._keep()

    def _show(self, work: Work) -> None:
        self._work = work
        step = work.reception.step
        self.stepper.show()
        self.stepper.show_step(step)
        self.back.show()
        self.next.setVisible(step is not Step.DONE)
        page = self.step_pages[step]
        page.show_work(work)
        self.pages.setCurrentWidget(page)
        if step in (Step.PROCEDURES, Step.SHEETS, Step.SIGN, Step.DONE):
            self._work_out(work, page)

    def _leave_page(self) -> None:
        self._cancel_read.set()
        page = self.pages.currentWidget()
        if isinstance(page, Page):
            page.leave()

    # -- plan and sheets -----------------------------------------------------------------------------------------

    def _work_out(self, work: Work, page: Page) -> None:
        """Plan and sheets where they are not known yet, in the paper lane; the page shows them when they come."""
        if work.plan is None or (work.bundle is None and work.reception.step is not Step.PROCEDURES):
            self._paper.run(partial(_worked_out, self._counter, work), partial(self._worked, page), self._failed)

    def _worked(self, page: Page, work: Work) -> None:
        """Unless the clerk has gone on to another case meanwhile."""
        if self._work is not None and self._work.case == work.case:
            self._work = replace(self._work, plan=work.plan, bundle=work.bundle)
            page.show_work(self._work)

    # -- saving --------------------------------------------------------------------------------------------------

    def _keep(self) -> None:
        """Autosave: local, at once, quietly."""
        if self._work is not None:
            self._database.run(partial(self._save, self._work.reception), self._saved, self._failed)

    def _save(self, reception: Reception) -> Reception:
        """In the database's lane, where saves follow one another: each carries the number and revision of the last."""
        last = self._kept if self._kept is not None and self._kept.id == reception.id else reception
        kept = self._counter.save(replace(reception, number=last.number, revision=last.revision))
        self._kept = kept
        return kept

    def _saved(self, reception: Reception) -> None:
        if self._work is not None and self._work.reception.id == reception.id:
            self._work = replace(
                self._work,
                reception=replace(self._work.reception, number=reception.number, revision=reception.revision),
            )
            self.saved.setText(f"この端末に保存しました {reception.saved_at.astimezone(JAPAN):%H:%M}")
            if self._work.reception.step is Step.DONE:
                self.done_page.show_work(self._work)

    # -- card ----------------------------------------------------------------------------------------------------

    def _read(self, kind: SecretKind, take: Callable[[], Secret], last_try: bool) -> None:
        self._cancel_read = Event()
        self.read_page.show_reading()
        request = ReadRequest(kind=kind, last_try=last_try, timeout=5)
        secret = take()
        self._card.run(
            partial(self._counter.read_card, request, lambda: secret, self._cancel_read),
            self._read_done,
            partial(self._read_failed, secret),
        )

    def _read_done(self, reading: CardReading) -> None:
        self.read_page.show_read(reading)
        if self._work is not None and self._work.reception.step is Step.READ:
            reception = replace(self._work.reception, case=with_holder(self._work.case, reading))
            self._work = Work(reception)
            if not reading.warnings:
                self.go_on()

    def _read_failed(self, secret: Secret, error: Exception) -> None:
        secret.wipe()
        last_try = isinstance(error, Refused) and error.facts.get("reason") == "last_try"
        self.read_page.show_error(_words(error), last_try=last_try)

    def _move_practice_card(self) -> None:
        if self._practice is not None:
            self._practice.take_away() if self._practice.laid else self._practice.lay()
            self.read_page.lay.setText("練習カードを取る" if self._practice.laid else "練習カードを置く")

    # -- paper ---------------------------------------------------------------------------------------------------

    def _print(self, printer_name: str) -> None:
        if self._work is None or self._work.bundle is None:
            return
        from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

        from ui.printing import print_pdf

        printer = QPrinter(QPrinterInfo.printerInfo(printer_name), QPrinter.PrinterMode.HighResolution)
        pdf = self._work.bundle.pdf
        self._paper.run(lambda: print_pdf(pdf, printer), self.sign_page.show_printed, self._failed)

    # -- words ---------------------------------------------------------------------------------------------------

    def _store_failed(self, error: Exception) -> None:
        """Without a store nothing may be begun: what is typed could not be kept."""
        self.start_page.new.setEnabled(False)
        self._failed(error)

    def _failed(self, error: Exception) -> None:
        page = self.pages.currentWidget()
        if isinstance(page, Page):
            page.banner.say(_words(error))

    def _help(self) -> None:
        page = self.pages.currentWidget()
        if isinstance(page, Page) and page.help:
            QMessageBox.information(self, "使い方", page.help)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 Qt's name
        """Save, then end every lane: nothing runs on behind a closed window."""
        if self._work is not None:
            self._leave_page()
            self._keep()
        self._cancel_watch.set()
        self._cancel_read.set()
        for lane in (self._watch, self._card, self._database, self._paper):
            lane.close()
        if self._practice is not None:
            self._practice.take_away()
        super().closeEvent(event)


def _practice_reader() -> PracticeReader:
    from ui.practice_reader import PracticeReader

    return PracticeReader()


def _worked_out(counter: Counter, work: Work) -> Work:
    from app.journeys.paper import forms_of

    plan = work.plan or counter.plan(work.case)
    if work.reception.step is Step.PROCEDURES:
        return replace(work, plan=plan)
    return replace(work, plan=plan, bundle=work.bundle or counter.print_forms(work.reception, plan, forms_of(plan)))


def _words(error: Exception) -> str:
    if isinstance(error, KnownError):
        return sentence(error, "ja")
    from app import incident

    return str(internal_error(incident.record(error))["message_ja"])


def _place(path: str) -> str:
    """Where a problem is, in the clerk's words."""
    names = {
        "new_address": "新しい住所", "old_address": "いままでの住所", "moved_on": "異動日", "members": "世帯の人",
        "planned_out_on": "転出予定日", "filer": "届出人",
    }  # fmt: skip
    return next((name for key, name in names.items() if path.startswith(key)), path)


def _nothing(_result: object) -> None:
    """The watch ends only with the window."""
