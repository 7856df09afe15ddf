"""The pictures of the card above the fields: the clerk types from them what the chip does not say as text.

Shown from memory and let go with the visitor; never written anywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPixmap, QWheelEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.card.pictures import as_png
from app.errors import UnreadableCard
from ui.widgets.basics import button, clear, label


@dataclass(frozen=True)
class _Look:
    """`height` in pixels at 1×; lines of writing stand over one another, other pictures beside them."""

    caption: str
    height: int
    line: bool = False


_LOOKS = {
    "name": _Look("氏名", 46, line=True),
    "address": _Look("住居地", 40, line=True),
    "front": _Look("カードの表", 230),
    "face": _Look("顔写真", 112),
}
_ZOOMS = (1.0, 1.5, 2.0, 3.0)
_FRAME = 26  # pixels: the margins around the tallest picture
_TALLEST = 330  # pixels: what is larger is scrolled, so that the fields keep their place


class CardImages(QFrame):
    """Hidden while there is nothing to show. ＋ and － zoom, as Ctrl and the wheel do."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._pictures: dict[str, QPixmap] = {}
        self._zoom = 0
        self._inside = QWidget()
        self._row = QHBoxLayout(self._inside)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(20)
        self._area = QScrollArea()
        self._area.setWidget(self._inside)
        self._area.setWidgetResizable(True)
        self._area.setAccessibleName("カードの画像")
        self._area.viewport().installEventFilter(self)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(20, 8, 12, 8)
        outer.addWidget(self._area, 1)
        outer.addLayout(self._controls())
        self.hide()

    def _controls(self) -> QVBoxLayout:
        self.closer, self.farther = button("＋", name="画像を大きくする"), button("－", name="画像を小さくする")
        self.closer.clicked.connect(lambda _on: self.zoom(1))
        self.farther.clicked.connect(lambda _on: self.zoom(-1))
        column = QVBoxLayout()
        for one in (self.closer, self.farther):
            column.addWidget(one)
        column.addStretch()
        return column

    @property
    def shown(self) -> tuple[str, ...]:
        """What is shown, by name."""
        return tuple(self._pictures)

    @property
    def scale(self) -> float:
        return _ZOOMS[self._zoom]

    def show_pictures(self, pictures: Mapping[str, bytes]) -> None:
        """Show the pictures of a card, by what they show; what cannot be shown is left out."""
        found = {name: _pixmap(pictures[name]) for name in _LOOKS if name in pictures}
        self._pictures = {name: picture for name, picture in found.items() if picture is not None}
        self._zoom = 0
        self.setVisible(bool(self._pictures))
        self._show()

    def zoom(self, steps: int) -> None:
        self._zoom = min(max(self._zoom + steps, 0), len(_ZOOMS) - 1)
        self._show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 Qt's name
        """Ctrl and the wheel over the pictures zoom; the wheel alone scrolls."""
        if isinstance(event, QWheelEvent) and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1 if event.angleDelta().y() > 0 else -1)
            return True
        return super().eventFilter(watched, event)

    def _show(self) -> None:
        self.closer.setEnabled(self._zoom < len(_ZOOMS) - 1)
        self.farther.setEnabled(self._zoom > 0)
        clear(self._row)
        lines = [name for name in self._pictures if _LOOKS[name].line]
        if lines:
            self._row.addLayout(self._captioned(*lines))
        for name in self._pictures:
            if name not in lines:
                self._row.addLayout(self._captioned(name))
        self._row.addStretch()
        self.setFixedHeight(min(self._height(lines), _TALLEST))

    def _height(self, lines: list[str]) -> int:
        """Enough for the lines over one another, or for the tallest picture beside them."""
        caption = self.fontMetrics().height() + 8
        stacked = sum(round(_LOOKS[name].height * self.scale) + caption for name in lines)
        beside = [round(_LOOKS[name].height * self.scale) + caption for name in self._pictures if name not in lines]
        return max([stacked, *beside]) + _FRAME

    def _captioned(self, *names: str) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(2)
        for name in names:
            column.addWidget(label(_LOOKS[name].caption, "quiet"))
            column.addWidget(self._picture(name))
        column.addStretch()
        return column

    def _picture(self, name: str) -> QLabel:
        look, ratio = _LOOKS[name], self.devicePixelRatioF()
        height = round(look.height * self.scale * ratio)
        scaled = self._pictures[name].scaledToHeight(height, Qt.TransformationMode.SmoothTransformation)
        scaled.setDevicePixelRatio(ratio)
        one = QLabel()
        one.setPixmap(scaled)
        one.setFixedSize(scaled.deviceIndependentSize().toSize())
        one.setAccessibleName(look.caption)
        return one


def _pixmap(picture: bytes) -> QPixmap | None:
    try:
        png = as_png(picture)
    except UnreadableCard:
        return None
    pixmap = QPixmap()
    return pixmap if pixmap.loadFromData(png, "PNG") else None
