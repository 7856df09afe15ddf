"""What is chosen among a few: buttons side by side, or a list of devices by their names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QWidget

from ui.widgets.basics import button


class Choice(QWidget):
    """One of a few values as buttons side by side."""

    chosen = Signal(object)

    def __init__(self, words: Mapping[Any, str], name: str) -> None:
        super().__init__()
        self._keys = list(words)
        self._group = QButtonGroup(self)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        for index, word in enumerate(words.values()):
            one = button(word, name=f"{name} {word}")
            one.setCheckable(True)
            self._group.addButton(one, index)
            line.addWidget(one)
        line.addStretch()
        self._group.idClicked.connect(lambda index: self.chosen.emit(self._keys[index]))

    def show_value(self, value: object) -> None:
        """A value that none of the buttons has leaves them as they are."""
        if value in self._keys:
            self._group.button(self._keys.index(value)).setChecked(True)

    def press(self, value: object) -> None:
        """As the clerk does."""
        self._group.button(self._keys.index(value)).click()


class Names(QComboBox):
    """Things of the system by their names, before them the way of leaving it to the program (an empty name)."""

    def __init__(self, name: str, automatic: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._automatic = automatic

    def offer(self, names: Sequence[str], remembered: str) -> None:
        """All that are there, and the remembered one even while it is not."""
        self.clear()
        self.addItem(self._automatic, "")
        for name in names:
            self.addItem(name, name)
        if remembered and remembered not in names:
            self.addItem(f"{remembered}（いまは見つかりません）", remembered)
        self.show_name(remembered)

    def show_name(self, name: str) -> None:
        self.setCurrentIndex(max(self.findData(name), 0))
