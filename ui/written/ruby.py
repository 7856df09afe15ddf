"""Japanese in large type with its readings over the kanji; lines break between any two pieces."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.translation.furigana import Piece
from ui import theme
from ui.written.look import Look

_READING = 0.45  # of the type's size
_NOT_FIRST = frozenset("、。，．・？！）」』】ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ")  # 行頭禁則


class Ruby(QWidget):
    """One sentence."""

    def __init__(self, pieces: Sequence[Piece], look: Look) -> None:
        super().__init__()
        self._pieces, self._look = _units(pieces), look
        self.setAccessibleName("".join(piece.text for piece in pieces))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def wear(self, look: Look) -> None:
        self._look = look
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:  # noqa: N802 Qt's name
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 Qt's name
        return round(len(self._lines(width)) * self._line_height())

    def sizeHint(self) -> QSize:  # noqa: N802 Qt's name
        return QSize(theme.px(320), self.heightForWidth(max(self.width(), theme.px(320))))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 Qt's name
        return QSize(theme.px(160), round(self._line_height()))

    def _fonts(self) -> tuple[QFont, QFont]:
        large, small = QFont(), QFont()
        for font, points in ((large, self._look.points), (small, self._look.points * _READING)):
            font.setFamilies(theme.FAMILIES)
            font.setPointSizeF(points)
            font.setBold(self._look.bold)
        return large, small

    def _line_height(self) -> float:
        large, small = map(QFontMetricsF, self._fonts())
        return large.height() + (small.height() if self._look.readings else 0)

    def _width(self, piece: Piece) -> float:
        large, small = map(QFontMetricsF, self._fonts())
        reading = small.horizontalAdvance(piece.reading) if self._look.readings else 0
        return max(large.horizontalAdvance(piece.text), reading)

    def _lines(self, width: float) -> list[list[tuple[Piece, float]]]:
        """Each line's pieces with their widths."""
        lines: list[list[tuple[Piece, float]]] = [[]]
        room = float(width)
        for piece in self._pieces:
            needs = self._width(piece)
            if needs > room and lines[-1] and piece.text[0] not in _NOT_FIRST:
                lines.append([])
                room = float(width)
            lines[-1].append((piece, needs))
            room -= needs
        return lines

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 Qt's name
        del event
        painter = QPainter(self)
        painter.setPen(QColor(self._look.colours.ink))
        large, small = self._fonts()
        over = QFontMetricsF(small).height() if self._look.readings else 0.0
        for number, line in enumerate(self._lines(self.width())):
            top, left = number * self._line_height(), 0.0
            for piece, width in line:
                painter.setFont(large)
                _centred(painter, piece.text, left, width, top + over + QFontMetricsF(large).ascent())
                if self._look.readings and piece.reading:
                    painter.setFont(small)
                    _centred(painter, piece.reading, left, width, top + QFontMetricsF(small).ascent())
                left += width


def _centred(painter: QPainter, text: str, left: float, width: float, baseline: float) -> None:
    spare = width - QFontMetricsF(painter.font()).horizontalAdvance(text)
    painter.drawText(QPointF(left + spare / 2, baseline), text)


def _units(pieces: Sequence[Piece]) -> list[Piece]:
    """What stays on one line: a word with its reading, or a letter."""
    return list(chain.from_iterable([one] if one.reading else map(Piece, one.text) for one in pieces))
