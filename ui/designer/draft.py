"""The version under the designer's hands: what it is, what is chosen, and every step back and forth."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from forms.intake.blank import Blank
from forms.overlay.arrange import cell_at, new_placement, rows_at, with_boxes, with_placement
from forms.overlay.catalogue import FormField
from forms.overlay.definition import Kind, OfficeSheet, Placement, Rows, Spot
from forms.paper import Box, Format


@dataclass(frozen=True)
class Subject:
    """What is being worked on: the blank with its pages, and the fields of the form."""

    blank: Blank
    fields: Mapping[str, FormField]

    @property
    def papers(self) -> tuple[Format, ...]:
        return tuple(Format(width, height, 0, 0, 0, 0) for width, height in self.blank.pages)


class Draft(QObject):
    """`changed` after each change of the version, `chosen_changed` after each change of what is chosen."""

    changed = Signal()
    chosen_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.steps = QUndoStack(self)
        self._sheet: OfficeSheet | None = None
        self._subject: Subject | None = None
        self.chosen: frozenset[Spot] = frozenset()

    def open(self, sheet: OfficeSheet, subject: Subject) -> None:
        self._sheet, self._subject, self.chosen = sheet, subject, frozenset()
        self.steps.clear()
        self.changed.emit()
        self.chosen_changed.emit()

    @property
    def sheet(self) -> OfficeSheet:
        assert self._sheet is not None  # noqa: S101 opened before it is shown
        return self._sheet

    @property
    def subject(self) -> Subject:
        assert self._subject is not None  # noqa: S101 opened before it is shown
        return self._subject

    def boxes(self, page: int) -> Mapping[Spot, Box]:
        """Every box of a page."""
        return {spot: box for spot, on, box in self.sheet.spots() if on == page}

    def chosen_boxes(self) -> Mapping[Spot, Box]:
        return {spot: box for spot, _, box in self.sheet.spots() if spot in self.chosen}

    def chosen_placement(self) -> Placement | None:
        """The field that alone is chosen, in one or all of its boxes."""
        fields = {spot.field for spot in self.chosen}
        return self.sheet.placement(fields.pop()) if len(fields) == 1 else None

    def choose(self, spots: Iterable[Spot]) -> None:
        chosen = frozenset(spots)
        if chosen != self.chosen:
            self.chosen = chosen
            self.chosen_changed.emit()

    def choose_field(self, field: str) -> None:
        """All boxes of a field."""
        placed = self.sheet.placement(field)
        self.choose(Spot(field, area) for area in (placed.areas if placed else ()))

    def change(self, words: str, sheet: OfficeSheet, merge: str = "") -> None:
        """One step; steps with the same `merge` one after the other become one."""
        if sheet != self._sheet:
            self.steps.push(_Step(self, words, sheet, merge))

    def move(self, words: str, boxes: Mapping[Spot, Box], merge: str = "") -> None:
        self.change(words, with_boxes(self.sheet, boxes), merge)

    def change_placement(self, words: str, placed: Placement, merge: str = "") -> None:
        self.change(words, with_placement(self.sheet, placed), merge)

    def place(self, field: str, page: int, x: float, y: float, kind: Kind | None = None) -> None:
        """Put a field at a point of a page: into the ruled cell or the entry field that is there."""
        subject = self.subject
        hints = [hint for hint in subject.blank.hints if hint.page == page]
        rulings = subject.blank.rulings[page - 1]
        cell = cell_at(x, y, rulings, hints, subject.papers[page - 1])
        self.put(new_placement(subject.fields[field], page, cell, kind), rows_at(x, y, rulings))

    def put(self, placed: Placement, rows: Rows | None = None) -> None:
        """A new placement with its boxes inside the page; the first of a table brings the table's rows."""
        paper = self.subject.papers[placed.page - 1]
        areas = {area: _inside(box, paper) for area, box in placed.areas.items()}
        label = self.subject.fields[placed.field].label
        sheet = self.sheet
        if placed.in_rows and sheet.rows is None:
            sheet = replace(sheet, rows=rows)
        self.change(f"「{label}」を置く", with_placement(sheet, replace(placed, areas=areas)))
        self.choose_field(placed.field)

    def take(self, sheet: OfficeSheet) -> None:
        """For a step alone."""
        self._sheet = sheet
        there = {spot for spot, _, _ in sheet.spots()}
        self.changed.emit()
        self.choose(self.chosen & there)


class _Step(QUndoCommand):
    def __init__(self, draft: Draft, words: str, after: OfficeSheet, merge: str) -> None:
        super().__init__(words)
        self._draft, self._before, self.after, self.merge = draft, draft.sheet, after, merge

    def id(self) -> int:
        return 1 if self.merge else -1

    def mergeWith(self, other: QUndoCommand) -> bool:  # noqa: N802 Qt's name
        if not isinstance(other, _Step) or other.merge != self.merge:
            return False
        self.after = other.after
        return True

    def undo(self) -> None:
        self._draft.take(self._before)

    def redo(self) -> None:
        self._draft.take(self.after)


def _inside(box: Box, paper: Format) -> Box:
    width, height = min(box.width, paper.width), min(box.height, paper.height)
    return Box(max(0, min(box.x, paper.width - width)), max(0, min(box.y, paper.height - height)), width, height)
