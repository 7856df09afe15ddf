"""What a reception does with kept ones: people copied from an earlier visit, earlier completions, hand-over files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox, QVBoxLayout

from app.clock import JAPAN
from app.journeys.counter import Counter, with_household_of
from models.reception import Reception, ReceptionSummary
from models.sheet import Bundle
from ui.area import Services
from ui.lanes import Waiting
from ui.shell import Shell

if TYPE_CHECKING:
    from models.case import Case
    from models.records import Found
    from ui.widgets.reception_picker import ReceptionPicker
    from ui.work import Work

_LARGE = (1100, 700)


class Job(NamedTuple):
    """What goes to a printer: of which reception, which sheets; `pdf` is drawn when its turn comes."""

    reception: Reception
    forms: tuple[str, ...]
    printer: str
    pdf: Callable[[], bytes]


class Records:
    """Every answer comes home through the lanes; what fails is said on the page."""

    def __init__(self, frame: Shell, services: Services) -> None:
        self._frame, self._services, self._counter = frame, services, services.counter
        self._database, self._paper = services.database, services.paper

    def pick_household(self, case: Case, done: Callable[[Case], None]) -> None:
        """Let the clerk choose an earlier reception, and give back the case with its people."""
        self._database.run(self._counter.all, partial(self._pick, case, done), self._frame.say)

    def _pick(self, case: Case, done: Callable[[Case], None], receptions: Sequence[ReceptionSummary]) -> None:
        from ui.widgets.reception_picker import ReceptionPicker

        picker = ReceptionPicker(receptions, "前の受付から世帯の人を入れる", self._frame)
        picker.records.find_wanted.connect(partial(self._find, picker))
        if picker.exec() == QDialog.DialogCode.Accepted and picker.chosen is not None:
            self._copy(picker.chosen, case, done)

    def _find(self, picker: ReceptionPicker, typed: str) -> None:
        from app.journeys.records import RecordDesk
        from ui.record_words import asked

        def show(found: Found) -> None:
            if picker.isVisible():
                picker.records.show_found(typed, found.lines)

        self._database.run(partial(RecordDesk(self._counter).find, asked(typed)), show, self._frame.say)

    def _copy(self, earlier: UUID, case: Case, done: Callable[[Case], None]) -> None:
        self._database.run(
            partial(self._counter.open, earlier),
            lambda found: done(with_household_of(case, found.case)),
            self._frame.say,
        )

    def list_versions(self, reception: UUID, done: Callable[[Sequence[Reception]], None]) -> None:
        """How the reception stood at each of its completions."""
        self._database.run(partial(self._counter.versions, reception), done, self._frame.say)

    def show_version(self, version: Reception) -> None:
        """The sheets as they were then, to look at."""
        self._paper.run(partial(_printed, self._counter, version), partial(self._show, version), self._frame.say)

    def _show(self, version: Reception, bundle: Bundle) -> None:
        from ui.widgets.sheet_view import SheetView

        dialog = QDialog(self._frame)
        dialog.setWindowTitle(f"{version.number}　{version.saved_at.astimezone(JAPAN):%m月%d日 %H:%M} の書類")
        dialog.resize(*_LARGE)
        view = SheetView()
        QVBoxLayout(dialog).addWidget(view)
        view.show_sheets(bundle.sheets)
        dialog.exec()
        view.forget()
        dialog.deleteLater()

    def print(self, job: Job, done: Callable[[int], None]) -> None:
        """`done` hears of the pages; what came out stands in the trail."""
        cancel = Event()
        do = partial(_on_paper, self._counter, job, cancel)
        self._paper.run(do, done, self._frame.say, Waiting("印刷しています", cancel.set))

    def release(self, reception: Reception, reason: str, released: Callable[[Reception], None]) -> None:
        """支援措置: with a supervisor, who is asked for where the clerk is none."""
        from ui.access.approval import supervised

        supervised(self._frame, self._services, partial(self._counter.release, reception, reason), released)

    def hand_over(self, work: Work) -> None:
        """Write the files for the sections, sealed or not, into a folder that the clerk names."""
        from ui.widgets.seal_dialog import SealDialog

        dialog = SealDialog("引継ぎファイル", self._frame)
        folder = ""
        if dialog.exec():
            folder = QFileDialog.getExistingDirectory(self._frame, "引継ぎファイルを書き出すフォルダー")
        if folder and work.plan is not None:
            do = partial(self._counter.hand_over, work.reception, work.plan, Path(folder), dialog.passphrase)
            self._paper.run(do, self._handed_over, self._frame.say, Waiting("書き出しています"))
        dialog.deleteLater()

    def _handed_over(self, facts: dict[str, object]) -> None:
        sections = facts["sections"]
        count = len(sections) if isinstance(sections, list) else 0
        where = f"{facts['container']} に閉じて" if facts["container"] else "閉じずに"
        QMessageBox.information(
            self._frame, "引継ぎファイル", f"{count}の窓口への引継ぎファイルを、{where}書き出しました。"
        )


def _on_paper(counter: Counter, job: Job, cancel: Event) -> int:
    from ui.printing import print_on

    pages = print_on(job.printer, job.pdf(), cancel)
    counter.printed(job.reception, job.forms, pages, job.printer)
    return pages


def print_kept(counter: Counter, reception: UUID, forms: tuple[str, ...], printer: str, pdf: bytes) -> int:
    """A second print; what came out stands in the trail."""
    from ui.printing import print_on

    pages = print_on(printer, pdf, Event())
    counter.receptions.audit.note("reception.printed", reception, forms=",".join(forms), pages=pages, printer=printer)
    return pages


def _printed(counter: Counter, version: Reception) -> Bundle:
    from app.journeys.paper import printable

    plan = counter.plan(version.case)
    return counter.print_forms(version, plan, printable(plan, version.release))
