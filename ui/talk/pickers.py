"""What a visitor touches to say a day or a number: no keyboard, no words but the language's own months."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app import clock
from ui.talk.script import day_in, dress, month_in, number_in
from ui.widgets.basics import button, label, row

_YEARS_BACK, _YEARS_ON = 110, 2
_KEYS = ("7", "8", "9", "4", "5", "6", "1", "2", "3", "⌫", "0")
_MOST_DIGITS = 9
TAKE = "✓"


class DayPicker(QWidget):
    """`taken` brings the day. Three boxes; below, the day as the language writes it."""

    taken = Signal(object)

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language
        today = clock.today()
        self.year, self.month, self.day = QComboBox(), QComboBox(), QComboBox()
        self.year.addItems([str(today.year + _YEARS_ON - back) for back in range(_YEARS_BACK)])
        self.month.addItems([month_in(language, month) for month in range(1, 13)])
        self.day.addItems([str(day) for day in range(1, 32)])
        self.show_day(today)
        self.said = label("", "answer")
        self.take = button(TAKE, primary=True, big=True, name="OK")
        self.take.clicked.connect(lambda: self.taken.emit(self.value()))
        for one, name in ((self.year, "年"), (self.month, "月"), (self.day, "日")):
            one.setAccessibleName(name)
            one.setMaxVisibleItems(16)
            dress(one, language)
            one.currentIndexChanged.connect(lambda _index: self._tell())
        dress(self.said, language)
        column = QVBoxLayout(self)
        column.addLayout(row(self.year, self.month, self.day, self.take))
        column.addWidget(self.said)
        self._tell()

    def show_day(self, day: date) -> None:
        self.year.setCurrentText(str(day.year))
        self.month.setCurrentIndex(day.month - 1)
        self.day.setCurrentIndex(day.day - 1)

    def value(self) -> date | None:
        """None for a day that no month has."""
        try:
            return date(int(self.year.currentText()), self.month.currentIndex() + 1, self.day.currentIndex() + 1)
        except ValueError:
            return None

    def _tell(self) -> None:
        day = self.value()
        self.said.setText(day_in(self._language, day) if day else "")
        self.take.setEnabled(day is not None)


class NumberPicker(QWidget):
    """`taken` brings the number, typed on large keys or on the keyboard."""

    taken = Signal(int)

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language, self._digits = language, ""
        self.said: QLabel = label("", "answer")
        self.said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.take = button(TAKE, primary=True, big=True, name="OK")
        self.take.clicked.connect(lambda: self.taken.emit(int(self._digits)))
        grid = QGridLayout()
        for place, key in enumerate(_KEYS):
            one = button(key)
            one.setProperty("key", True)
            one.clicked.connect(lambda _on, key=key: self.press(key))
            grid.addWidget(one, place // 3, place % 3)
        grid.addWidget(self.take, 3, 2)
        line = QHBoxLayout(self)
        line.addWidget(self.said, 1)
        line.addLayout(grid)
        self._tell()

    def press(self, key: str) -> None:
        """As a finger does."""
        self._digits = self._digits[:-1] if key == "⌫" else (self._digits + key)[:_MOST_DIGITS]
        self._tell()

    def show_number(self, number: int) -> None:
        self._digits = str(number)[:_MOST_DIGITS]
        self._tell()

    def _tell(self) -> None:
        self.said.setText(number_in(self._language, int(self._digits)) if self._digits else "…")
        self.take.setEnabled(bool(self._digits))
