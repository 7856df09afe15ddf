"""Which situation is practised, and the button that lays its card down; only where the counter practises."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui.widgets.basics import button
from ui.widgets.fields import ChoiceField

_LAY, _TAKE = "練習カードを置く", "練習カードを取る"


class PracticeCards(QWidget):
    """`move_wanted`: this card is to be laid down, or the one that lies there to be taken away."""

    move_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.situation = ChoiceField("練習すること", {})
        self.situation.box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.situation.box.setMaxVisibleItems(16)
        self.button = button(_LAY)
        self.button.clicked.connect(lambda _on: self.move_wanted.emit(self.situation.value()))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.situation)
        column.addWidget(self.button)
        self.hide()

    def offer(self, situations: Mapping[str, str]) -> None:
        """These can be practised: name → situation."""
        self.situation.offer(situations)
        self.show()

    def show_laid(self, *, laid: bool) -> None:
        self.button.setText(_TAKE if laid else _LAY)
        self.button.setAccessibleName(self.button.text())
        self.situation.setEnabled(not laid)
