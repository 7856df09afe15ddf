"""Buttons of several lines, each line in its own language's fonts; the words wrap, and the button grows with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout

from app.translation.languages import JAPANESE
from ui.talk.spoken_label import SpokenLabel
from ui.widgets.basics import Button


@dataclass(frozen=True)
class Line:
    """A line of a tile by its role in the style sheet."""

    text: str
    role: str = ""
    language: str = JAPANESE


class Tile(Button):
    """Pressed anywhere. `lines` from top to bottom; what stands there is also its accessible name."""

    def __init__(self, lines: Sequence[Line], *, centred: bool = False) -> None:
        super().__init__()
        self.setProperty("tile", True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(12, 5, 10, 5)
        self.column.setSpacing(1)
        self.labels = [self._line(line, centred=centred) for line in lines if line.text]
        self.setAccessibleName("　".join(line.text for line in lines))

    def _line(self, line: Line, *, centred: bool) -> SpokenLabel:
        one = SpokenLabel(line.role)
        one.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        one.say(line.text, line.language)
        side = Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeading
        one.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        self.column.addWidget(one)
        return one

    def sizeHint(self) -> QSize:  # noqa: N802 Qt's name
        return self.column.totalSizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 Qt's name
        return self.column.totalMinimumSize()
