"""A sentence as a 2D code for the visitor's own phone: the text alone, no address, no network; drawn here."""

from __future__ import annotations

import segno
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme

_QUIET = 4  # modules of white around it (ISO/IEC 18004, 9.1)
_SIDE = 260  # pixels: a phone reads a sentence of 400 letters from arm's length


class TextCode(QWidget):
    """Black on white in either scheme: phones read nothing else reliably."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._rows: tuple[bytes, ...] = ()
        self.show_text(text)

    def show_text(self, text: str) -> None:
        """Nothing for an empty text."""
        code = segno.make_qr(text, error="m", encoding="utf-8") if text else None
        self._rows = tuple(bytes(row) for row in code.matrix) if code else ()
        self.setAccessibleName(text)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 Qt's name
        return QSize(theme.px(_SIDE), theme.px(_SIDE))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 Qt's name
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("white"))
        if not self._rows:
            return
        module = min(self.width(), self.height()) // (len(self._rows) + 2 * _QUIET)
        edge = (min(self.width(), self.height()) - module * len(self._rows)) / 2
        for down, row in enumerate(self._rows):
            for right, dark in enumerate(row):
                if dark:
                    place = QRectF(edge + right * module, edge + down * module, module, module)
                    painter.fillRect(place, QColor("black"))
