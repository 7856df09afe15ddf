"""A PDF in memory to a printer: pages are drawn, no file is written."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QSize
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QTransform
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo


def print_on(name: str, pdf: bytes) -> int:
    """Print all pages on the system's printer of this name; returns their number."""
    return print_pdf(pdf, QPrinter(QPrinterInfo.printerInfo(name), QPrinter.PrinterMode.HighResolution))


def print_pdf(pdf: bytes, printer: QPrinter) -> int:
    """Print all pages on A4 and return their number; RuntimeError where the printer does not begin."""
    buffer = QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)
    painter = QPainter()
    if not painter.begin(printer):
        raise RuntimeError("the printer does not begin")
    area = printer.pageLayout().fullRectPixels(printer.resolution())
    for page in range(document.pageCount()):
        if page:
            printer.newPage()
        painter.drawImage(area, _upright(document, page, area.size()))
    painter.end()
    pages = document.pageCount()
    document.close()
    return pages


def _upright(document: QPdfDocument, page: int, size: QSize) -> QImage:
    """The page for upright paper: a sheet that lies across is turned by a quarter."""
    points = document.pagePointSize(page)
    if points.width() <= points.height():
        return document.render(page, size)
    return document.render(page, size.transposed()).transformed(QTransform().rotate(90))
