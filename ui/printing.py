"""A PDF in memory to a printer: pages are drawn, no file is written."""

from __future__ import annotations

from threading import Event

from PySide6.QtCore import QBuffer, QByteArray, QSize
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QTransform
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from app.errors import Refused
from app.file_printers import writes_a_file
from ui.pdf_library import keep_started


def usual_printer() -> str:
    """The system's own choice; empty where it has none."""
    return QPrinterInfo.defaultPrinterName()


def print_on(name: str, pdf: bytes, cancel: Event) -> int:
    """Print on the system's printer of this name: see `print_pdf`. Refused("printer_writes_file") where it is none."""
    refuse_file_printer(name)
    return print_pdf(pdf, QPrinter(QPrinterInfo.printerInfo(name), QPrinter.PrinterMode.HighResolution), cancel)


def refuse_file_printer(name: str) -> None:
    """A file that nobody has asked for would leave the counter without a trace (facts C-11)."""
    if writes_a_file(name):
        raise Refused("printer_writes_file", printer=name)


def print_pdf(pdf: bytes, printer: QPrinter, cancel: Event) -> int:
    """Print all pages on A4 and return how many were drawn before the cancel, which takes the whole job back.

    Refused where the printer does not begin.
    """
    buffer = QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    keep_started()
    document = QPdfDocument()
    document.load(buffer)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)
    painter = QPainter()
    if not painter.begin(printer):
        raise Refused("printer_silent")
    area = printer.pageLayout().fullRectPixels(printer.resolution())
    pages = 0
    while pages < document.pageCount() and not cancel.is_set():
        if pages:
            printer.newPage()
        painter.drawImage(area, _upright(document, pages, area.size()))
        pages += 1
    if pages < document.pageCount():
        printer.abort()
    painter.end()
    document.close()
    return pages


def _upright(document: QPdfDocument, page: int, size: QSize) -> QImage:
    """The page for upright paper: a sheet that lies across is turned by a quarter."""
    points = document.pagePointSize(page)
    if points.width() <= points.height():
        return document.render(page, size)
    return document.render(page, size.transposed()).transformed(QTransform().rotate(90))
