"""A section of questions on a card, with the lines of the computation that it bears on."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.tax.entries import entry_at, with_entry
from app.tax.questions import Section
from models.filing import Entries
from models.tax import TaxResult
from ui.tax.answer import JAPANESE, Answer, visitors
from ui.tax.rows import Rows
from ui.tax.words import amount_text
from ui.widgets.basics import label
from ui.widgets.columns import columns
from ui.widgets.fields import TickField
from ui.widgets.fold import Fold


class SectionCard(QFrame):
    """`edited` with every keystroke in it."""

    edited = Signal()

    def __init__(self, section: Section, language: str) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._section = section
        self._single = {} if section.rows else {one.path: Answer(one, language) for one in section.fields}
        self._rows = Rows(section, language) if section.rows else None
        self._present = TickField(section.asked[JAPANESE]) if section.present else None
        self._inside: QWidget = self._rows or columns(list(self._single.values()))
        self._lines = label("", "quiet", wrap=True)
        self._fold = self._lay_out(language)
        for one in (*self._single.values(), self._rows):
            if one is not None:
                one.edited.connect(self.edited)
        if self._present is not None:
            self._present.changed.connect(self._turn)

    def _lay_out(self, language: str) -> Fold | None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 20, 12)
        column.setSpacing(6)
        section, inside = self._section, QWidget()
        below = QVBoxLayout(inside)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(6)
        if not section.fold:
            column.addWidget(label(section.title[JAPANESE], "heading", wrap=True))
        for text in (
            visitors(section.title, language),
            section.help.get(JAPANESE, ""),
            visitors(section.help, language),
        ):
            if text:
                below.addWidget(label(text, "quiet", wrap=True))
        if self._present is not None:
            below.addWidget(self._present)
            below.addWidget(label(visitors(section.asked, language), "quiet", wrap=True))
        below.addWidget(self._inside)
        below.addWidget(self._lines)
        self._lines.hide()
        fold = Fold(section.title[JAPANESE], inside) if section.fold else None
        column.addWidget(fold or inside)
        return fold

    # -- entries -------------------------------------------------------------------------------------------------

    def write(self, entries: Entries) -> Entries:
        """The entries with what stands here."""
        if self._rows is not None:
            return with_entry(entries, self._section.rows, self._rows.entries() or None)
        if self._present is not None:
            entries = with_entry(entries, self._section.present, None)
            if not self._present.value():
                return entries
        for path, answer in self._single.items():
            entries = with_entry(entries, path, answer.entry)
        there = self._section.present
        return with_entry(entries, there, {}) if there and entry_at(entries, there) is None else entries

    def show_entries(self, entries: Entries) -> None:
        if self._rows is not None:
            self._rows.show_entries(entry_at(entries, self._section.rows) or ())
        for path, answer in self._single.items():
            answer.show_entry(entry_at(entries, path))
        if self._present is not None:
            self._present.show_value(entry_at(entries, self._section.present) is not None)
            self._inside.setVisible(self._present.value())
        if self._fold is not None:
            self._fold.head.setChecked(any(answer.entry is not None for answer in self._single.values()))

    def _turn(self) -> None:
        if self._present is not None:
            self._inside.setVisible(self._present.value())
        self.edited.emit()

    def answers(self) -> Iterator[tuple[str, Answer]]:
        """Every field by its path in the return."""
        yield from self._rows.answers() if self._rows is not None else self._single.items()

    def open(self) -> None:
        """Let every field be seen."""
        if self._fold is not None:
            self._fold.head.setChecked(True)
        if self._present is not None and not self._present.value():
            self._present.show_value(value=True)
            self._turn()

    # -- what comes of it ----------------------------------------------------------------------------------------

    def show_result(self, result: TaxResult | None) -> None:
        """The section's lines with amount and reason."""
        found = [result.line(one) for one in self._section.lines] if result else []
        said = [f"{line.name_ja}{_tax(line.id)} {amount_text(line.amount)}　{line.formula_ja}" for line in found]
        self._lines.setText("\n".join(said))
        self._lines.setVisible(bool(said))


def _tax(line: str) -> str:
    return {"income_tax": "（所得税）", "resident_tax": "（住民税）"}.get(line.partition(".")[0], "")
