"""まとめて作る: the sheets of a whole folder of cases, made and printed in the paper lane."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog

from ui.area import Area, Services
from ui.lanes import Waiting
from ui.pages.batch import BatchPage
from ui.shell import Shell
from ui.widgets.printers import printer_names
from ui.words import words

if TYPE_CHECKING:
    from app.journeys.batch import BatchJob, Outcome

    Progress = Callable[[int, int], None]

_MAKING, _PRINTING = "書類を作っています。", "印刷しています。"


class BatchArea(Area):
    """`progressed` brings home from the lane how many of how many are done."""

    progressed = Signal(int, int)

    def __init__(self, frame: Shell, services: Services) -> None:
        super().__init__(frame, services)
        self.page = BatchPage()
        self._cases = self._out = ""
        self._job: BatchJob | None = None
        self._outcomes: Sequence[Outcome] = ()
        self._cancel: Event | None = None  # of what runs
        self.page.cases_wanted.connect(self._choose_cases)
        self.page.out_wanted.connect(self._choose_out)
        self.page.start_wanted.connect(self.make)
        self.page.stop_wanted.connect(self._stop)
        self.page.print_wanted.connect(self.print)
        self.progressed.connect(self.page.show_progress)

    def begin(self) -> None:
        self.show(self.page)
        self.page.choose_cases.setFocus()
        remembered = self.services.preferences.settings.printer
        show = partial(_show_printers, self.page, remembered)
        self.services.paper.run(printer_names, show, self.frame.say, Waiting("プリンターを調べています"))

    def go_back(self) -> None:
        """What runs is stopped first; what is done stands there to be seen."""
        if self._cancel is None:
            super().go_back()
        else:
            self._stop()

    def leave(self) -> None:
        """What is made stays in its folder; what runs stops after the case in hand."""
        self._stop()
        self._cases = self._out = ""
        self._job = self._cancel = None
        self._outcomes = ()
        self.page.forget()

    # -- folders -------------------------------------------------------------------------------------------------

    def _choose_cases(self) -> None:
        self.choose(cases=_ask(self.page, "ケースのフォルダー", self._cases))

    def _choose_out(self) -> None:
        self.choose(out=_ask(self.page, "書類を入れるフォルダー", self._out))

    def choose(self, *, cases: str = "", out: str = "") -> None:
        """Take one folder or the other; none chosen leaves what was."""
        self._cases, self._out = cases or self._cases, out or self._out
        self.page.show_folders(self._cases, self._out)

    # -- making --------------------------------------------------------------------------------------------------

    def make(self) -> None:
        from app.journeys.batch import BatchJob

        job = BatchJob(Path(self._cases), Path(self._out), own_forms=self.services.counter.own_forms)
        self._job, self._cancel, self._outcomes = job, job.cancel, ()
        self.page.show_outcomes(())
        self.page.show_running(_MAKING)
        do = partial(_make, job, self.progressed.emit)
        waiting = Waiting("書類を作っています", job.cancel.set)
        self.services.paper.run(do, partial(self._made, job), partial(self._failed, job), waiting)

    def _made(self, job: BatchJob, outcomes: Sequence[Outcome]) -> None:
        if self._job is not job:
            return  # whoever began it has gone
        self._cancel, self._outcomes = None, outcomes
        self.page.show_outcomes(outcomes)
        self.page.show_idle(_said(outcomes, stopped=job.cancel.is_set()))

    def _failed(self, job: BatchJob, error: Exception) -> None:
        if self._job is job:
            self._cancel = None
            self.page.show_idle("")
            self.frame.say(error)

    def _stop(self) -> None:
        if self._cancel is not None:
            self._cancel.set()

    # -- printing ------------------------------------------------------------------------------------------------

    def print(self, printer: str) -> None:
        """All bundles that were made, one job each; one that fails does not stop the others."""
        job = self._job
        if job is None:
            return
        self._cancel = cancel = Event()
        self.page.show_running(_PRINTING)
        do = partial(_print, printer, job, self._outcomes, cancel, self.progressed.emit)
        waiting = Waiting("印刷しています", cancel.set)
        self.services.paper.run(do, partial(self._printed, job, cancel), partial(self._failed, job), waiting)
        self.services.preferences.change(self.services.database, self.frame.say, printer=printer)

    def _printed(self, job: BatchJob, cancel: Event, printed: tuple[int, Sequence[str]]) -> None:
        if self._job is not job:
            return
        self._cancel = None
        pages, failed = printed
        end = "印刷をやめました。紙が出ていないか確かめてください。" if cancel.is_set() else ""
        self.page.show_idle(f"{pages}ページを印刷しました。{end}")
        self.page.banner.say("\n".join(failed))


def _show_printers(page: BatchPage, remembered: str, names: Sequence[str]) -> None:
    page.show_printers(names, remembered)


def _ask(page: BatchPage, title: str, before: str) -> str:
    return QFileDialog.getExistingDirectory(page, title, before)


def _make(job: BatchJob, progress: Progress) -> list[Outcome]:
    """In the lane."""
    from app.journeys.batch import outcome, run_batch

    return [outcome(job, result) for result in run_batch(job, progress)]


def _print(
    printer: str, job: BatchJob, outcomes: Sequence[Outcome], cancel: Event, progress: Progress
) -> tuple[int, list[str]]:
    """In the lane: how many pages were printed, and what is to be said about the bundles that were not."""
    from app.journeys.batch import bundle_of
    from ui.printing import print_on

    made = [one for one in outcomes if not one.error]
    pages, failed = 0, []
    for number, one in enumerate(made, 1):
        if cancel.is_set():
            break
        try:
            pages += print_on(printer, bundle_of(job, one), cancel)
        except Exception as error:  # noqa: BLE001 one bundle must not stop the others
            failed.append(f"{one.file}: {words(error)}")
        progress(number, len(made))
    return pages, failed


def _said(outcomes: Sequence[Outcome], *, stopped: bool) -> str:
    failed = sum(bool(one.error) for one in outcomes)
    parts = [f"{len(outcomes) - failed}件の書類を作りました。"] if outcomes else []
    if failed:
        parts.append(f"{failed}件は作れませんでした。「結果」のわけを直して、もう一度作ってください。")
    if stopped:
        parts.append("途中でやめました。")
    return "".join(parts) or "このフォルダーにケースのファイル（*.json）はありません。"
