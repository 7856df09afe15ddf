"""The talk so far, the newest below; touching a turn brings it up again."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.talk import Turn
from ui.talk.tiles import Line, Tile
from ui.widgets.basics import clear, scroll

_WHO = {"staff": "職員", "visitor": "お客さま"}


class Thread(QWidget):
    """`chosen` brings a turn's place in the talk."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        inside = QWidget()
        self._lines = QVBoxLayout(inside)
        self._lines.setContentsMargins(0, 0, 6, 0)
        self._lines.setSpacing(4)
        self._room = scroll(inside, "会話の流れ")
        self._room.setProperty("inner", False)  # as low as it must be: what was said last stands above anyway
        self._room.setMinimumHeight(60)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._room)

    def show_turns(self, turns: Sequence[Turn]) -> None:
        clear(self._lines)
        for place, turn in enumerate(turns):
            lines = [Line(f"{_WHO[turn.speaker]}　{turn.ja}", "small"), Line(turn.other, "quiet", turn.language)]
            tile = Tile(lines)
            tile.clicked.connect(partial(self.chosen.emit, place))
            self._lines.addWidget(tile)
        self._lines.addStretch()
        QTimer.singleShot(0, self, self._to_the_end)

    def _to_the_end(self) -> None:
        bar = self._room.verticalScrollBar()
        bar.setValue(bar.maximum())
