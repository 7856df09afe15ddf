"""Fields of an entry form: text, date, choice, tick. Each gives and takes the model's own value."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from models.partial_date import PartialDate
from ui.dates import both_calendars, read_date
from ui.widgets.basics import label


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
        self._below = label("", "quiet")
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
    """Fields in a grid of six columns."""

    changed = Signal()

    def __init__(self, entries: Sequence[Entry]) -> None:
        super().__init__()
        self._entries = {entry.key: entry.field for entry in entries}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        line, column = 0, 0
        for entry in entries:
            if column + entry.columns > 6:
                line, column = line + 2, 0
            if not isinstance(entry.field, TickField):
                grid.addWidget(label(entry.name, "quiet"), line, column, 1, entry.columns)
            grid.addWidget(entry.field, line + 1, column, 1, entry.columns, Qt.AlignmentFlag.AlignTop)
            entry.field.changed.connect(self.changed)
            column += entry.columns
        for index in range(6):
            grid.setColumnStretch(index, 1)

    def values(self) -> dict[str, Any]:
        return {key: field.value() for key, field in self._entries.items()}

    def show_values(self, model: object) -> None:
        """Show what the model has; an entry that it does not know keeps what stands there."""
        for key, field in self._entries.items():
            if hasattr(model, key):
                field.show_value(getattr(model, key))


def _column(owner: QWidget, *widgets: QWidget) -> None:
    layout = QVBoxLayout(owner)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(1)
    for widget in widgets:
        layout.addWidget(widget)
    owner.setFocusProxy(widgets[0])
