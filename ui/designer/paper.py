"""The picture of a page under the boxes: drawn by QtPdf as sharp as the zoom needs, from memory."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QObject, QRectF, QSize, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPen
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from forms.paper import PORTRAIT, Format
from ui.pdf_library import keep_started

_LARGEST = 4000  # pixels a side
_PATIENCE_MS = 60


class PaperPicture(QObject):
    """`ready` when `image` is what was wanted last."""

    ready = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.image = QImage()
        keep_started()
        self._document = QPdfDocument(self)
        self._buffer = QBuffer(self)
        self._wanted = (0, QSize(1, 1))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PATIENCE_MS)
        self._timer.timeout.connect(self._draw)

    @property
    def pages(self) -> int:
        return self._document.pageCount()

    def load(self, pdf: bytes) -> None:
        self._document.close()
        self._buffer.close()
        self._buffer.setData(QByteArray(pdf))
        self._buffer.open(QBuffer.OpenModeFlag.ReadOnly)
        self._document.load(self._buffer)

    def want(self, page: int, paper: Format, pixels_a_mm: float) -> None:
        """Soon: a zoom in many small steps is drawn once."""
        size = QSize(
            min(_LARGEST, round(paper.width * pixels_a_mm)), min(_LARGEST, round(paper.height * pixels_a_mm))
        )  # fmt: skip
        self._wanted = (page, size)
        self._timer.start()

    def _draw(self) -> None:
        page, size = self._wanted
        if page < self.pages and not size.isEmpty():
            self.image = self._document.render(page, size)
            self.ready.emit()


class PaperItem(QGraphicsItem):
    """White paper with a thin edge, and the picture on it."""

    def __init__(self) -> None:
        super().__init__()
        self._paper = PORTRAIT
        self._image = QImage()

    def show_paper(self, paper: Format) -> None:
        self.prepareGeometryChange()
        self._paper = paper
        self.update()

    def show_picture(self, image: QImage) -> None:
        self._image = image
        self.update()

    def boundingRect(self) -> QRectF:  # noqa: N802 Qt's name
        return QRectF(0, 0, self._paper.width, self._paper.height)

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        pen = QPen(QColor("#9aa5b0"), 1)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.setBrush(QColor("white"))
        painter.drawRect(self.boundingRect())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self.boundingRect(), self._image)
