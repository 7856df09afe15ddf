"""The filling of the draft with a test household, some moments after each change: what it looks like, what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from forms import field_ids
from ui.designer.draft import Draft
from ui.designer.words import fault_field, fault_words, label
from ui.lanes import Lane

if TYPE_CHECKING:
    from forms.overlay.definition import OfficeSheet
    from ui.designer.draft import Subject

_PATIENCE_MS = 150
EMPTY = ""


@dataclass(frozen=True)
class Tried:
    """The picture's PDF, and each problem with the field that it is about."""

    pdf: bytes
    pages: int
    problems: tuple[tuple[str, str], ...]


class Trial(QObject):
    """`tried` with the outcome for the draft as it stands; `household` "" leaves the blank empty."""

    tried = Signal(object)
    failed = Signal(object)

    def __init__(self, draft: Draft, lane: Lane, parent: QObject) -> None:
        super().__init__(parent)
        self._draft, self._lane = draft, lane
        self.household = EMPTY
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PATIENCE_MS)
        self._timer.timeout.connect(self._run)
        draft.changed.connect(self._timer.start)

    def choose(self, household: str) -> None:
        self.household = household
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def _run(self) -> None:
        sheet, subject = self._draft.sheet, self._draft.subject
        work = partial(_try, sheet, subject, self.household)
        self._lane.run(work, partial(self._home, sheet), self.failed.emit)

    def _home(self, sheet: OfficeSheet, tried: Tried) -> None:
        """Unless the draft has gone on meanwhile: then the next one comes."""
        if sheet is self._draft.sheet:
            self.tried.emit(tried)


def _try(sheet: OfficeSheet, subject: Subject, household: str) -> Tried:
    from app.office_forms.store import faults_of
    from app.office_forms.trial import try_out

    faults = faults_of(sheet, subject.blank.pdf)
    problems = [(fault_field(fault, sheet), fault_words(fault, sheet, subject)) for fault in faults]
    if not household:
        return Tried(subject.blank.pdf, len(subject.blank.pages), tuple(problems))
    printed = try_out(sheet, subject.blank.pdf, household)
    placed = sheet.placed()
    owners = {one.companion: one.id for one in subject.fields.values()}
    for problem in printed.problems:
        field = _field(problem.field)
        if field in placed or owners.get(field) in placed:
            owner = field if field in placed else owners[field]
            problems.append((owner, f"「{label(subject, field)}」{_person(problem.field)}: {problem.detail}"))
    return Tried(printed.pdf, printed.pages, tuple(dict.fromkeys(problems)))


def _person(identity: str) -> str:
    """`row[3].name` → （4人目）."""
    row = field_ids.parse(identity).row if identity else None
    return "" if row is None else f"（{row + 1}人目）"


def _field(identity: str) -> str:
    """`row[3].name` → `row.name`."""
    return field_ids.parse(identity).defined if identity else ""
