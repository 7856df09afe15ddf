"""Pictures of characters as they will be printed: Qt itself draws every 異体字セレクタ as the plain character."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QRect, QSize
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtPdf import QPdfDocument

from ui.pdf_library import keep_started

if TYPE_CHECKING:
    from forms.write import Align


def pictures(texts: Sequence[str], size: QSize, align: Align = "center") -> list[QPixmap]:
    """One picture of `size` pixels for each text, black on white."""
    from forms.specimen import specimen

    if not texts:
        return []
    sheet = _render(specimen(texts, size.width() / 4, size.height() / 4, len(texts), align), size, len(texts))
    cells = (QRect(index * size.width(), 0, size.width(), size.height()) for index in range(len(texts)))
    return [QPixmap.fromImage(sheet.copy(cell)) for cell in cells]


def _render(pdf: bytes, size: QSize, count: int) -> QImage:
    buffer = QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    keep_started()
    document = QPdfDocument()
    document.load(buffer)
    whole = QSize(size.width() * count, size.height())
    sheet = QImage(whole, QImage.Format.Format_RGB32)
    sheet.fill(QColor("white"))
    painter = QPainter(sheet)
    painter.drawImage(0, 0, document.render(0, whole))
    painter.end()
    document.close()
    return sheet
