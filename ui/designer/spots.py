"""The boxes of the fields as they lie on the page: coloured, named, with handles. Millimetres are the scene's units."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from forms.overlay.definition import Spot
from forms.paper import Box
from ui import theme

HANDLES = {
    "nw": (0, 0), "n": (0.5, 0), "ne": (1, 0), "e": (1, 0.5), "se": (1, 1), "s": (0.5, 1), "sw": (0, 1), "w": (0, 0.5),
}  # fmt: skip
_HANDLE_PX = 8
_PLAIN, _CHOSEN, _WRONG = QColor(theme.LIGHT.accent), QColor("#b3420a"), QColor(theme.LIGHT.bad)  # paper is white


class SpotItem(QGraphicsItem):
    """One box of a field; `alone`: it has handles. `wrong`: something is the matter with its field."""

    def __init__(self, spot: Spot, box: Box, name: str) -> None:
        super().__init__()
        self.spot, self.name = spot, name
        self._box = box
        self.chosen = self.alone = self.wrong = False
        self.setZValue(2)

    @property
    def box(self) -> Box:
        return self._box

    def show_box(self, box: Box) -> None:
        self.prepareGeometryChange()
        self._box = box
        self.update()

    def mark(self, *, chosen: bool, alone: bool, wrong: bool) -> None:
        self.chosen, self.alone, self.wrong = chosen, alone, wrong
        self.setZValue(3 if chosen else 2)
        self.update()

    def rect(self) -> QRectF:
        return QRectF(self._box.x, self._box.y, self._box.width, self._box.height)

    def boundingRect(self) -> QRectF:  # noqa: N802 Qt's name
        return self.rect().adjusted(-4, -4, 4, 4)

    def shape(self) -> QPainterPath:
        path = QPainterPath()
        path.addRect(self.rect())
        return path

    def handle_at(self, point: QPointF, scale: float) -> str:
        """The handle at a point of the scene, where there is one; `scale` in pixels a mm."""
        if not self.alone:
            return ""
        reach = _HANDLE_PX / scale
        for name, (across, down) in HANDLES.items():
            x, y = self._box.x + self._box.width * across, self._box.y + self._box.height * down
            if abs(point.x() - x) <= reach and abs(point.y() - y) <= reach:
                return name
        return ""

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        colour = _CHOSEN if self.chosen else _WRONG if self.wrong else _PLAIN
        fill = QColor(colour)
        fill.setAlpha(46 if self.chosen else 26)
        pen = QPen(colour, 2 if self.chosen or self.wrong else 1)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.setBrush(fill)
        painter.drawRect(self.rect())
        if self.alone:
            self._handles(painter)

    def _handles(self, painter: QPainter) -> None:
        side = _HANDLE_PX / max(painter.worldTransform().m11(), 0.1)
        painter.setBrush(QColor("white"))
        for across, down in HANDLES.values():
            x, y = self._box.x + self._box.width * across, self._box.y + self._box.height * down
            painter.drawRect(QRectF(x - side / 2, y - side / 2, side, side))


class NameItem(QGraphicsItem):
    """A small flag with a field's name at its box, as large at every zoom."""

    def __init__(self, box: Box, text: str, colour: QColor = _PLAIN) -> None:
        super().__init__()
        self._text, self._colour = text, colour
        self.setPos(box.x, box.y)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)
        self.setZValue(4)
        self._font = QFont()
        self._font.setFamilies(theme.FAMILIES)
        self._font.setPixelSize(12)

    def boundingRect(self) -> QRectF:  # noqa: N802 Qt's name
        return QRectF(-1, -19, 13 * len(self._text) + 12, 20)

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        painter.setFont(self._font)
        width = painter.fontMetrics().horizontalAdvance(self._text) + 8
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colour)
        painter.drawRect(QRectF(0, -17, width, 17))
        painter.setPen(QColor("white"))
        painter.drawText(QRectF(4, -17, width, 17), Qt.AlignmentFlag.AlignVCenter, self._text)


def chosen_name(box: Box, text: str) -> NameItem:
    return NameItem(box, text, _CHOSEN)
