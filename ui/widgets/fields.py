"""Fields of an entry form: text, date, choice, tick. Each gives and takes the model's own value."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from models.partial_date import PartialDate
from ui import theme
from ui.dates import both_calendars, read_date
from ui.widgets.basics import label

_COLUMNS = (6, 4, 2)
_BETWEEN = 12  # pixels between two columns
_NARROWEST = 104  # pixels at 100 %: a postcode
_LONGEST_DAY = "2018年12月30日（平成30年12月30日）"


class Field(QWidget):
    """One entry with its name; `changed` when the person has settled it."""

    changed = Signal()

    @abstractmethod
    def value(self) -> Any:
        """The model's value of what stands there."""

    @abstractmethod
    def show_value(self, value: Any) -> None:
        """Show a value without telling `changed`."""


class TextField(Field):
    def __init__(self, name: str, placeholder: str = "", edit: QLineEdit | None = None) -> None:
        super().__init__()
        self.edit = edit or QLineEdit()
        self.edit.setAccessibleName(name)
        self.edit.setPlaceholderText(placeholder)
        self.edit.editingFinished.connect(self.changed)
        _column(self, self.edit)

    def value(self) -> str:
        return self.edit.text()

    def show_value(self, value: str | None) -> None:
        self.edit.setText(value or "")


class DateField(Field):
    """Understands every way of writing; shows the date in both calendars below, or what is wrong."""

    def __init__(self, name: str, *, exact: bool = False) -> None:
        super().__init__()
        self._exact = exact
        self.edit = QLineEdit()
        self.edit.setAccessibleName(name)
        self.edit.setPlaceholderText("例 S63.5.1　1988/5/1")
        self.edit.textChanged.connect(self._explain)
        self.edit.editingFinished.connect(self.changed)
        self._below = _DayBelow()
        _column(self, self.edit, self._below)

    def value(self) -> PartialDate | date | None:
        read = read_date(self.edit.text())
        return read.exact() if read and self._exact else read

    def show_value(self, value: PartialDate | date | None) -> None:
        self.edit.setText(str(value) if value else "")

    def _explain(self, text: str) -> None:
        read = self.value()
        wrong = bool(text) and read is None
        shown = PartialDate.of(read) if isinstance(read, date) else read
        self._below.setText("日付として読めません" if wrong else both_calendars(shown) if shown else "")
        self.edit.setProperty("wrong", wrong)
        self.edit.style().polish(self.edit)


class _DayBelow(QLabel):
    """As wide as the longest day from the start: the form does not move while a date is typed."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "quiet")

    def minimumSizeHint(self) -> QSize:  # noqa: N802 Qt's name
        return QSize(self.fontMetrics().horizontalAdvance(_LONGEST_DAY) + 2, super().minimumSizeHint().height())


class ChoiceField(Field):
    """One of several words; the value is the key."""

    def __init__(self, name: str, words: Mapping[Any, str]) -> None:
        super().__init__()
        self.box = QComboBox()
        self.box.setAccessibleName(name)
        self._keys: list[Any] = []
        self.offer(words)
        self.box.activated.connect(lambda _index: self.changed.emit())
        _column(self, self.box)

    def offer(self, words: Mapping[Any, str]) -> None:
        """Other words to choose from; the first is chosen."""
        self._keys = list(words)  # kept here: Qt would make plain strings of them
        self.box.clear()
        self.box.addItems(list(words.values()))

    def value(self) -> Any:
        return self._keys[self.box.currentIndex()]

    def show_value(self, value: Any) -> None:
        self.box.setCurrentIndex(self._keys.index(value) if value in self._keys else 0)


class PickField(Field):
    """Words to pick from, and room to write another one."""

    def __init__(self, name: str, words: Sequence[str]) -> None:
        super().__init__()
        self.box = QComboBox()
        self.box.setEditable(True)
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.box.setAccessibleName(name)
        self.box.addItems(list(words))
        self.box.setMaxVisibleItems(14)
        self.box.activated.connect(lambda _index: self.changed.emit())
        edit = self.box.lineEdit()
        assert edit is not None  # noqa: S101 an editable box has one
        edit.setAccessibleName(name)
        edit.editingFinished.connect(self.changed)
        _column(self, self.box)

    def value(self) -> str:
        return self.box.currentText()

    def show_value(self, value: str | None) -> None:
        self.box.setCurrentIndex(-1)
        self.box.setEditText(value or "")


class TickField(Field):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.box = QCheckBox(text)
        self.box.setAccessibleName(text)
        self.box.clicked.connect(lambda _on: self.changed.emit())
        _column(self, self.box)

    def value(self) -> bool:
        return self.box.isChecked()

    def show_value(self, value: Any) -> None:
        self.box.setChecked(bool(value))


@dataclass(frozen=True)
class Entry:
    """A field in a form: the model's attribute, the name beside it, and how many of six columns it takes."""

    key: str
    name: str
    field: Field
    columns: int = 3


class EntryForm(QWidget):
    """Fields in a grid of six columns, or of four or two where the room or a large type leaves no more."""

    changed = Signal()

    def __init__(self, entries: Sequence[Entry]) -> None:
        super().__init__()
        self._entries = {entry.key: entry.field for entry in entries}
        self._cells = [_Cell(entry) for entry in entries]
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(_BETWEEN)
        self._grid.setVerticalSpacing(4)
        for entry in entries:
            entry.field.changed.connect(self.changed)
        self._arrange(_COLUMNS[0])

    def values(self) -> dict[str, Any]:
        return {key: field.value() for key, field in self._entries.items()}

    def show_values(self, model: object) -> None:
        """Show what the model has; an entry that it does not know keeps what stands there."""
        for key, field in self._entries.items():
            if hasattr(model, key):
                field.show_value(getattr(model, key))

    def key_of(self, inside: QWidget) -> str:
        """The entry that a widget belongs to; empty where it is none of ours."""
        entries = self._entries.items()
        return next((key for key, field in entries if field is inside or field.isAncestorOf(inside)), "")

    def field(self, key: str) -> Field | None:
        return self._entries.get(key)

    # -- room ----------------------------------------------------------------------------------------------------

    def minimumSizeHint(self) -> QSize:  # noqa: N802 Qt's name
        """As narrow as the fewest columns are."""
        return QSize(self._width_of(_COLUMNS[-1]), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 Qt's name
        super().resizeEvent(event)
        self._reflow()

    def event(self, event: QEvent) -> bool:
        """Another size of type asks for other widths."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._reflow()
        return super().event(event)

    def _reflow(self) -> None:
        """The most columns that fit."""
        fitting = (columns for columns in _COLUMNS if self._width_of(columns) <= self.width())
        self._arrange(next(fitting, _COLUMNS[-1]))

    def _width_of(self, columns: int) -> int:
        """What so many equal columns need, in pixels."""
        least = theme.px(_NARROWEST) + _BETWEEN
        one = max(least, *(-(-(cell.width + _BETWEEN) // cell.span(columns)) for cell in self._cells))
        return one * columns - _BETWEEN

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for part in (part for cell in self._cells for part in cell.parts):
            self._grid.removeWidget(part)
        for line, placed in enumerate(_lines(self._cells, columns)):
            for cell, column, span in placed:
                if cell.name is not None:
                    self._grid.addWidget(cell.name, line * 2, column, 1, span)
                self._grid.addWidget(cell.field, line * 2 + 1, column, 1, span, Qt.AlignmentFlag.AlignTop)
        for index in range(_COLUMNS[0]):
            self._grid.setColumnStretch(index, 1 if index < columns else 0)


class _Cell:
    """A field with its name above it; a tick has its name beside it."""

    def __init__(self, entry: Entry) -> None:
        self.field, self._columns = entry.field, entry.columns
        self.name = None if isinstance(entry.field, TickField) else label(entry.name, "quiet")

    @property
    def parts(self) -> Sequence[QWidget]:
        return (self.field,) if self.name is None else (self.name, self.field)

    @property
    def width(self) -> int:
        """The least it can do with, in pixels."""
        return max(part.minimumSizeHint().width() for part in self.parts)

    def span(self, columns: int) -> int:
        """Columns it takes of so many: of six as was asked for, else an even part of the line."""
        even = self._columns if columns == _COLUMNS[0] else max(self._columns // 2 * 2, 1)
        return min(even, columns)


def _lines(cells: Sequence[_Cell], columns: int) -> list[list[tuple[_Cell, int, int]]]:
    """Cells line by line, each with its column and its span; before a new line the last one takes what is left."""
    lines: list[list[tuple[_Cell, int, int]]] = [[]]
    column = 0
    for cell in cells:
        span = cell.span(columns)
        if column + span > columns:
            last, at, _ = lines[-1].pop()
            lines[-1].append((last, at, columns - at))
            lines.append([])
            column = 0
        lines[-1].append((cell, column, span))
        column += span
    return lines


def _column(owner: QWidget, *widgets: QWidget) -> None:
    layout = QVBoxLayout(owner)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(1)
    for widget in widgets:
        layout.addWidget(widget)
    owner.setFocusProxy(widgets[0])
