"""A card gliding onto a reader: what the visitor is asked to do, and that something is being read."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import Property, QEasingCurve, QPointF, QPropertyAnimation, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme


class Motion(Enum):
    """What the picture shows: no reader, the card to be laid down, lying there, being read, read."""

    STILL = auto()
    COMING = auto()
    LYING = auto()
    READING = auto()
    DONE = auto()


class CardPicture(QWidget):
    """`place` runs from 0 (card beside the reader) to 1 (card on it), and on to 2 while waves run over the card."""

    def __init__(self) -> None:
        super().__init__()
        self._place = 0.0
        self._shown = Motion.STILL
        self.setAccessibleName("カードをリーダーに置く絵")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._motion = QPropertyAnimation(self, b"place", self)
        self._motion.setEasingCurve(QEasingCurve.Type.InOutCubic)

    def show_motion(self, motion: Motion) -> None:
        """Nothing begins anew that already moves so."""
        if motion is self._shown:
            return
        self._shown = motion
        self._motion.stop()
        if motion is Motion.COMING:
            self._animate(0.0, 1.0, 2400)
        elif motion is Motion.READING:
            self._animate(1.0, 2.0, 1200)
        else:
            self._set_place(0.0 if motion is Motion.STILL else 1.0)

    def _animate(self, start: float, end: float, milliseconds: int) -> None:
        self._motion.setDuration(milliseconds)
        self._motion.setStartValue(start)
        self._motion.setEndValue(end)
        self._motion.setLoopCount(-1)
        self._motion.start()

    def _get_place(self) -> float:
        return self._place

    def _set_place(self, place: float) -> None:
        self._place = place
        self.update()

    place = Property(float, _get_place, _set_place)

    def sizeHint(self) -> QSize:  # noqa: N802 Qt's name
        return QSize(theme.px(380), theme.px(250))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 Qt's name
        return QSize(theme.px(250), theme.px(200))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 Qt's name
        t = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(self.rect().center())
        painter.scale(theme.zoom(), theme.zoom())
        reader = QRectF(-115, -60, 230, 150)
        absent = self._shown is Motion.STILL
        painter.setPen(QPen(QColor(t.line), 2, Qt.PenStyle.DashLine if absent else Qt.PenStyle.SolidLine))
        painter.setBrush(QColor(t.raised))
        painter.drawRoundedRect(reader, 16, 16)
        if not absent:
            self._draw_lamp_and_card(painter, reader)
        painter.end()

    def _draw_lamp_and_card(self, painter: QPainter, reader: QRectF) -> None:
        t = theme.tokens()
        painter.setPen(QPen(QColor(self._lamp(t)), 4))
        lamp = reader.bottomLeft()
        painter.drawLine(lamp + QPointF(30, -16), lamp + QPointF(70, -16))
        box = QRectF(reader.x() + 28, reader.y() + 14 - (1 - min(self._place, 1.0)) * 78, 174, 106)
        self._draw_card(painter, box)
        if self._shown is Motion.READING:
            self._draw_waves(painter, box)
        elif self._shown is Motion.DONE:
            self._draw_tick(painter, box)

    def _lamp(self, t: theme.Tokens) -> str:
        lamps = {Motion.DONE: t.good, Motion.READING: t.warn}
        return lamps.get(self._shown, t.accent)

    def _draw_waves(self, painter: QPainter, box: QRectF) -> None:
        """Three rings that widen and fade."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for index in range(3):
            phase = (self._place - 1 + index / 3) % 1
            colour = QColor(theme.tokens().accent)
            colour.setAlphaF(1 - phase)
            painter.setPen(QPen(colour, 3))
            radius = 20 + 60 * phase
            painter.drawEllipse(box.center(), radius, radius)

    def _draw_tick(self, painter: QPainter, box: QRectF) -> None:
        t = theme.tokens()
        centre = box.center()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.good))
        painter.drawEllipse(centre, 34, 34)
        painter.setPen(QPen(QColor(t.surface), 6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawPolyline([centre + QPointF(-15, 1), centre + QPointF(-4, 12), centre + QPointF(16, -11)])

    def _draw_card(self, painter: QPainter, box: QRectF) -> None:
        t = theme.tokens()
        painter.setPen(QPen(QColor(t.accent), 2))
        painter.setBrush(QColor(t.accent_soft))
        painter.drawRoundedRect(box, 9, 9)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.surface))
        painter.drawRoundedRect(QRectF(box.x() + 12, box.y() + 36, 42, 52), 4, 4)
        painter.setBrush(QColor(t.accent))
        for index, width in enumerate((92, 74, 84)):
            painter.drawRoundedRect(QRectF(box.x() + 66, box.y() + 38 + index * 18, width, 7), 3, 3)
        painter.drawRoundedRect(QRectF(box.x() + 12, box.y() + 13, 70, 9), 4, 4)
