"""The ward as a drawing of our own: rivers, railway lines, stations, and the offices; the chosen one stands out."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from app.guide.city_map import Degrees, city_map
from ui import theme

_NORTH, _SOUTH, _WEST, _EAST = 35.7430, 35.6850, 139.7840, 139.8490  # what is shown
_RIVER, _LINE, _STATION, _OFFICE = 9.0, 2.5, 7.0, 15.0  # pixels at 100 %
_MARGIN = 24.0
_VEIL = 190  # of 255: what lies under a name is faint
_SQUEEZE = math.cos(math.radians((_NORTH + _SOUTH) / 2))  # a degree east against a degree north


class MapView(QWidget):
    """North is above. The picture is rough, which the page says beside it."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("区の地図（おおよその位置）")
        self._offices: Mapping[str, Degrees] = {}
        self._chosen = ""
        self._japanese = True
        self._caption = ""

    def sizeHint(self) -> QSize:  # noqa: N802 Qt's name
        return QSize(theme.px(420), theme.px(400))

    def show_offices(self, offices: Mapping[str, Degrees], chosen: str, caption: str, *, japanese: bool) -> None:
        """The offices by the names to be shown; the chosen one stands out. The caption says how rough it is."""
        self._caption = caption
        self._offices, self._chosen, self._japanese = offices, chosen, japanese
        self.setAccessibleDescription(chosen)
        self.update()

    def at(self, place: Degrees) -> QPointF:
        """Where a place lies in the drawing."""
        tall, wide = _NORTH - _SOUTH, (_EAST - _WEST) * _SQUEEZE
        margin = theme.px(_MARGIN)
        scale = min((self.width() - 2 * margin) / wide, (self.height() - 2 * margin) / tall)
        left, top = (self.width() - wide * scale) / 2, (self.height() - tall * scale) / 2
        return QPointF(left + (place[1] - _WEST) * _SQUEEZE * scale, top + (_NORTH - place[0]) * scale)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        worn, drawn = theme.tokens(), city_map()
        painter.fillRect(self.rect(), QColor(worn.surface))
        for points in drawn.rivers.values():
            self._way(painter, points, QPen(QColor(worn.accent_soft), theme.px(_RIVER)))
        for points in drawn.lines.values():
            self._way(painter, points, QPen(QColor(worn.edge), theme.px(_LINE)))
        taken = self._dots()
        self._draw_offices(painter, worn, taken)
        for station in drawn.stations:
            at = self.at(station.place)
            self._dot(painter, at, _STATION, QColor(worn.surface), QColor(worn.quiet))
            name = station.name_ja if self._japanese else station.name_en.removesuffix(" Station")
            self._name(painter, at, name, QColor(worn.quiet), taken)
        painter.setPen(QColor(worn.quiet))
        foot = self.rect().adjusted(theme.px(8), 0, -theme.px(8), -theme.px(4))
        painter.drawText(foot, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignRight, self._caption)
        painter.end()

    def _dots(self) -> list[QRectF]:
        """Where a name would hide a dot."""
        half = theme.px(_STATION) / 2
        places = [*(one.place for one in city_map().stations), *self._offices.values()]
        return [QRectF(at.x() - half, at.y() - half, 2 * half, 2 * half) for at in map(self.at, places)]

    def _draw_offices(self, painter: QPainter, worn: theme.Tokens, taken: list[QRectF]) -> None:
        """The chosen one's name first: where there is little room, it is the others' that give way."""
        font = painter.font()
        font.setBold(True)
        painter.setFont(font)
        for name, place in sorted(self._offices.items(), key=lambda one: one[0] != self._chosen):
            colour = QColor(worn.bad if name == self._chosen else worn.accent)
            self._dot(painter, self.at(place), _OFFICE, colour, QColor(worn.surface))
            self._name(painter, self.at(place), name, colour, taken)
        font.setBold(False)
        font.setPointSizeF(font.pointSizeF() * 0.8)
        painter.setFont(font)

    def _way(self, painter: QPainter, points: Sequence[Degrees], pen: QPen) -> None:
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPolyline(QPolygonF([self.at(point) for point in points]))

    def _dot(self, painter: QPainter, at: QPointF, size: float, inside: QColor, around: QColor) -> None:
        painter.setPen(QPen(around, theme.px(2)))
        painter.setBrush(inside)
        radius = theme.px(size) / 2
        painter.drawEllipse(at, radius, radius)

    def _name(self, painter: QPainter, at: QPointF, name: str, colour: QColor, taken: list[QRectF]) -> None:
        """Beside its dot, on the first side where it covers no other name; nowhere where there is none."""
        size = painter.fontMetrics().boundingRect(name).size()
        gap, wide, tall = theme.px(10), size.width() + 2.0, float(size.height())
        corners = (
            (at.x() + gap, at.y() - tall / 2),
            (at.x() - gap - wide, at.y() - tall / 2),
            (at.x() - wide / 2, at.y() - gap - tall),
            (at.x() - wide / 2, at.y() + gap),
        )
        inside = QRectF(self.rect())
        places = (QRectF(x, y, wide, tall) for x, y in corners)
        free = (one for one in places if inside.contains(one) and not any(one.intersects(other) for other in taken))
        if (place := next(free, None)) is not None:
            taken.append(place)
            ground = QColor(theme.tokens().surface)
            ground.setAlpha(_VEIL)
            painter.fillRect(place, ground)
            painter.setPen(colour)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, name)
