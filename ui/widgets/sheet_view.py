"""The filled sheets as small pictures and one of them large: read from memory, never from a file."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QByteArray, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QImage, QMouseEvent, QPainter, QPixmap
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListView, QListWidget, QListWidgetItem, QWidget

from models.sheet import PrintedSheet
from ui import theme
from ui.pdf_library import keep_started
from ui.widgets.basics import scroll

_SMALL = QSize(118, 167)
_LARGE_WIDTH = 780
_AROUND = 40  # pixels at 100 %: the room for a name beside its picture
_LINES = 3  # of a name
_MM = 25.4 / 72  # millimetres in a point


class _Paper(QLabel):
    """The large page: a press tells where, in fractions of the picture."""

    pressed = Signal(float, float)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 Qt's name
        picture = self.pixmap().size()
        left = (self.width() - picture.width()) / 2
        if picture.width() and picture.height():
            self.pressed.emit((event.position().x() - left) / picture.width(), event.position().y() / picture.height())


class SheetView(QWidget):
    """Thumbnails on the left, the chosen page on the right; `touched` brings the sheet and the field's place."""

    touched = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self._pages: list[tuple[int, int]] = []
        self._documents: list[QPdfDocument] = []
        self._buffers: list[QBuffer] = []
        self._list = QListWidget()
        self._list.setAccessibleName("書類の一覧")
        self._list.setViewMode(QListView.ViewMode.IconMode)
        self._list.setIconSize(_SMALL)
        self._list.setResizeMode(QListView.ResizeMode.Adjust)
        self._list.setMovement(QListView.Movement.Static)
        self._list.setSpacing(8)
        self._list.setWordWrap(True)
        self._list.currentRowChanged.connect(self._show_large)
        self._sheets: Sequence[PrintedSheet] = ()
        self._large = _Paper()
        self._large.pressed.connect(self._touch)
        self._large.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._large.setAccessibleName("選んだ書類")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(self._list, 2)
        line.addWidget(scroll(self._large, "書類の大きな表示"), 5)

    def show_sheets(self, sheets: Sequence[PrintedSheet]) -> None:
        """Show them all; where the same forms were shown before, the chosen page stays chosen."""
        row = self._list.currentRow() if [s.form for s in sheets] == [s.form for s in self._sheets] else 0
        self.forget()
        self._sheets = sheets
        for index, sheet in enumerate(sheets):
            self._load(sheet.pdf)
            for page in range(sheet.pages):
                self._pages.append((index, page))
                picture = QPixmap.fromImage(_picture(self._documents[index], page, _SMALL))
                part = f" {page + 1}/{sheet.pages}" if sheet.pages > 1 else ""
                item = QListWidgetItem(QIcon(picture), sheet.name_ja + part)
                item.setSizeHint(
                    _SMALL + QSize(theme.px(_AROUND), _LINES * self._list.fontMetrics().lineSpacing() + 36)
                )
                self._list.addItem(item)
        self._list.setCurrentRow(max(row, 0))

    @property
    def chosen(self) -> tuple[PrintedSheet, int] | None:
        """The sheet and its page that are shown large."""
        row = self._list.currentRow()
        if not 0 <= row < len(self._pages):
            return None
        index, page = self._pages[row]
        return self._sheets[index], page

    def _touch(self, x: float, y: float) -> None:
        """The field under a finger: places are in millimetres of the page."""
        if self.chosen is None:
            return
        sheet, page = self.chosen
        size = self._documents[self._pages[self._list.currentRow()][0]].pagePointSize(page)
        right, down = x * size.width() * _MM, y * size.height() * _MM
        for place in sheet.places:
            if place.page == page and 0 <= right - place.x <= place.width and 0 <= down - place.y <= place.height:
                self.touched.emit(sheet, place)
                return

    def forget(self) -> None:
        """Let go of everything that was shown: this view owns documents and contents, so each is emptied and goes."""
        self._sheets = ()
        self._list.clear()
        self._large.clear()
        self._pages.clear()
        for document, buffer in zip(self._documents, self._buffers, strict=True):
            document.close()
            document.deleteLater()
            buffer.close()
            buffer.setData(QByteArray())
            buffer.deleteLater()
        self._documents.clear()
        self._buffers.clear()

    def _load(self, pdf: bytes) -> None:
        buffer = QBuffer(self)
        buffer.setData(QByteArray(pdf))
        buffer.open(QBuffer.OpenModeFlag.ReadOnly)
        keep_started()
        document = QPdfDocument(self)
        document.load(buffer)
        self._buffers.append(buffer)
        self._documents.append(document)

    def _show_large(self, row: int) -> None:
        if 0 <= row < len(self._pages):
            index, page = self._pages[row]
            picture = _picture(self._documents[index], page, QSize(_LARGE_WIDTH, _LARGE_WIDTH * 2))
            self._large.setPixmap(QPixmap.fromImage(picture))


def _picture(document: QPdfDocument, page: int, room: QSize) -> QImage:
    """The page on white paper with a thin edge, as large as the room allows, upright or across."""
    size = document.pagePointSize(page).toSize().scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
    sheet = QImage(size, QImage.Format.Format_RGB32)
    sheet.fill(QColor("white"))
    painter = QPainter(sheet)
    painter.drawImage(0, 0, document.render(page, size))
    painter.setPen(QColor("#9aa5b0"))
    painter.drawRect(0, 0, size.width() - 1, size.height() - 1)
    painter.end()
    return sheet
