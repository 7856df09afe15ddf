"""A microphone and a loudspeaker, drawn: no font has them for certain, and they need no language."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap, QPolygonF

from ui import theme

_SIDE = 48.0  # of the drawing; shown smaller
SHOWN = 24


def microphone(colour: str) -> QIcon:
    pixmap, painter = _begun(colour)
    painter.drawRoundedRect(QRectF(17, 4, 14, 25), 7, 7)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawArc(QRectF(10, 10, 28, 27), 180 * 16, 180 * 16)
    painter.drawLine(QPointF(24, 37), QPointF(24, 44))
    painter.drawLine(QPointF(15, 44), QPointF(33, 44))
    painter.end()
    return QIcon(pixmap)


def loudspeaker(colour: str) -> QIcon:
    pixmap, painter = _begun(colour)
    corners = ((6, 18), (14, 18), (25, 8), (25, 40), (14, 30), (6, 30))
    painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawArc(QRectF(22, 16, 14, 16), -60 * 16, 120 * 16)
    painter.drawArc(QRectF(20, 8, 26, 32), -60 * 16, 120 * 16)
    painter.end()
    return QIcon(pixmap)


def size() -> QSize:
    return QSize(theme.px(SHOWN), theme.px(SHOWN))


def _begun(colour: str) -> tuple[QPixmap, QPainter]:
    pixmap = QPixmap(QSize(int(_SIDE), int(_SIDE)))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colour), 3.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.setBrush(QColor(colour))
    return pixmap, painter
