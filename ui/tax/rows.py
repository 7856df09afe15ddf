"""A list of the return as rows of answers: salary slips, pensions, dependants."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.tax.questions import Section
from ui.tax.answer import JAPANESE, Answer
from ui.widgets.basics import button, label
from ui.widgets.columns import columns

Row = Mapping[str, Any]


class Rows(QWidget):
    """At least one row stands there; what was taken out last can be put back."""

    edited = Signal()

    def __init__(self, section: Section, language: str) -> None:
        super().__init__()
        self._section, self._language = section, language
        self._rows: list[_Row] = []
        self._taken: tuple[int, Row] | None = None
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        self.add = button(f"＋ {section.add[JAPANESE]}")
        self.add.clicked.connect(self._add_one)
        self.undo = button("消した行を戻す")
        self.undo.clicked.connect(self._put_back)
        self.undo.hide()
        line = QHBoxLayout()
        line.addWidget(self.add)
        line.addWidget(self.undo)
        line.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._column)
        column.addLayout(line)
        self.show_entries(())

    def entries(self) -> list[dict[str, Any]]:
        """Rows as the file has them; empty ones at the end are none."""
        found = [row.entries() for row in self._rows]
        while found and not found[-1]:
            found.pop()
        return found

    def show_entries(self, entries: Sequence[Row]) -> None:
        for row in [*self._rows]:
            self._drop(row)
        for entry in entries or ({},):
            self._insert(len(self._rows), entry)

    def answers(self) -> Iterator[tuple[str, Answer]]:
        """Every field of every row by its path in the return."""
        for index, row in enumerate(self._rows):
            for key, answer in row.answers.items():
                yield f"{self._section.rows}[{index}].{key}", answer

    # -- more and fewer ------------------------------------------------------------------------------------------

    def _insert(self, index: int, entry: Row) -> _Row:
        row = _Row(self._section, self._language)
        row.show_entries(entry)
        row.edited.connect(self.edited)
        row.remove.clicked.connect(partial(self._take_out, row))
        self._rows.insert(index, row)
        self._column.insertWidget(index, row)
        self._number()
        return row

    def _add_one(self) -> None:
        first = next(iter(self._insert(len(self._rows), {}).answers.values()))
        first.setFocus()
        self.edited.emit()

    def _take_out(self, row: _Row) -> None:
        index = self._rows.index(row)
        self._taken = index, row.entries()
        self._drop(row)
        if not self._rows:
            self._insert(0, {})
        self._number()
        self.undo.setVisible(bool(self._taken[1]))
        self.add.setFocus()
        self.edited.emit()

    def _put_back(self) -> None:
        if self._taken is not None:
            index, entry = self._taken
            if self.entries() == []:
                self._drop(self._rows[0])
            self._insert(min(index, len(self._rows)), entry)
            self._taken = None
            self.undo.hide()
            self.edited.emit()

    def _drop(self, row: _Row) -> None:
        self._rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _number(self) -> None:
        for number, row in enumerate(self._rows, 1):
            row.show_number(number, alone=len(self._rows) == 1)


class _Row(QFrame):
    edited = Signal()

    def __init__(self, section: Section, language: str) -> None:
        super().__init__()
        self.setProperty("row", True)
        self._title = section.title[JAPANESE]
        self.answers = {one.path: Answer(one, language) for one in section.fields}
        for one in self.answers.values():
            one.edited.connect(self.edited)
        self._number = label("", "small")
        self.remove = button("この行を消す")
        self.remove.setProperty("small", True)
        line = QHBoxLayout()
        line.addWidget(self._number)
        line.addStretch()
        line.addWidget(self.remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 2)
        column.setSpacing(4)
        column.addLayout(line)
        column.addWidget(columns(list(self.answers.values())))

    def show_number(self, number: int, *, alone: bool) -> None:
        self._number.setText(f"{self._title} {number}")
        self.remove.setAccessibleName(f"{self._title} {number} の行を消す")
        self.remove.setVisible(not alone or bool(self.entries()))

    def entries(self) -> dict[str, Any]:
        return {key: entry for key, one in self.answers.items() if (entry := one.entry) is not None}

    def show_entries(self, entry: Row) -> None:
        for key, one in self.answers.items():
            one.show_entry(entry.get(key))
