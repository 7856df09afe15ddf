"""Counts as lying bars, each with its name and its number: read without colour, and by ear as one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme

_NAME, _NUMBER = 0.34, 0.16  # parts of the width
_GAP = 8  # pixels at 100 %


@dataclass(frozen=True)
class Bar:
    """`share` of the longest bar, from 0 to 1."""

    name: str
    number: str
    share: float


class BarChart(QWidget):
    """As high as its bars need."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._title, self._bars = name, tuple[Bar, ...]()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)

    def show_bars(self, bars: Sequence[Bar]) -> None:
        self._bars = tuple(bars)
        self.setAccessibleDescription("、".join(f"{one.name} {one.number}" for one in bars))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 Qt's name
        return QSize(theme.px(420), max(1, len(self._bars)) * self._line())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 Qt's name
        return QSize(theme.px(300), self.sizeHint().height())

    def _line(self) -> int:
        return self.fontMetrics().height() + theme.px(_GAP)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 Qt's name
        painter, t = QPainter(self), theme.tokens()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        name, number = int(self.width() * _NAME), int(self.width() * _NUMBER)
        room = self.width() - name - number - 2 * theme.px(_GAP)
        for place, bar in enumerate(self._bars):
            top, height = place * self._line(), self._line() - theme.px(_GAP) // 2
            painter.setPen(QColor(t.text))
            middle = Qt.AlignmentFlag.AlignVCenter
            shown = painter.fontMetrics().elidedText(bar.name, Qt.TextElideMode.ElideRight, name)
            painter.drawText(QRect(0, top, name, height), Qt.AlignmentFlag.AlignLeft | middle, shown)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.accent))
            left = name + theme.px(_GAP)
            painter.drawRoundedRect(left, top + height // 6, max(2, int(room * bar.share)), height * 2 // 3, 3, 3)
            painter.setPen(QColor(t.text))
            where = QRect(self.width() - number, top, number, height)
            painter.drawText(where, Qt.AlignmentFlag.AlignRight | middle, bar.number)
        painter.end()
