"""A card gliding onto a reader: what the visitor is asked to do, and that something is being read."""

from __future__ import annotations

from PySide6.QtCore import Property, QEasingCurve, QPointF, QPropertyAnimation, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme


class CardPicture(QWidget):
    """`place` runs from 0 (card beside the reader) to 1 (card on it)."""

    def __init__(self) -> None:
        super().__init__()
        self._place = 0.0
        self._state = "waiting"
        self.setAccessibleName("カードをリーダーに置く絵")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._motion = QPropertyAnimation(self, b"place", self)
        self._motion.setEasingCurve(QEasingCurve.Type.InOutCubic)

    def waiting(self) -> None:
        """The card comes again and again, gently."""
        if self._state != "waiting" or self._motion.state() is not QPropertyAnimation.State.Running:
            self._state = "waiting"
            self._animate(0.0, 1.0, 2400, loops=-1)

    def reading(self) -> None:
        self._settle("reading")

    def done(self) -> None:
        self._settle("done")

    def stop(self) -> None:
        self._motion.stop()

    def _settle(self, state: str) -> None:
        self._state = state
        self._motion.stop()
        self._set_place(1.0)

    def _animate(self, start: float, end: float, milliseconds: int, loops: int) -> None:
        self._motion.stop()
        self._motion.setDuration(milliseconds)
        self._motion.setStartValue(start)
        self._motion.setEndValue(end)
        self._motion.setLoopCount(loops)
        self._motion.start()

    def _get_place(self) -> float:
        return self._place

    def _set_place(self, place: float) -> None:
        self._place = place
        self.update()

    place = Property(float, _get_place, _set_place)

    def sizeHint(self) -> QSize:  # noqa: N802 Qt's name
        return QSize(380, 240)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 Qt's name
        t = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.rect().center()
        reader = QRectF(middle.x() - 115, middle.y() - 60, 230, 150)
        painter.setPen(QPen(QColor(t.line), 2))
        painter.setBrush(QColor(t.raised))
        painter.drawRoundedRect(reader, 16, 16)
        painter.setPen(QPen(QColor(t.good if self._state == "done" else t.accent), 4))
        lamp = reader.bottomLeft()
        painter.drawLine(lamp + QPointF(30, -16), lamp + QPointF(70, -16))
        self._draw_card(painter, QRectF(reader.x() + 28, reader.y() + 14 - (1 - self._place) * 78, 174, 106))
        painter.end()

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
