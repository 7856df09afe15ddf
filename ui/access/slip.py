"""A slip of paper for one person: recovery codes for the envelope, or what a new colleague needs to begin."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFont, QImage, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from app.clock import today
from app.errors import Refused
from ui.lanes import Waiting
from ui.printing import refuse_file_printer

if TYPE_CHECKING:
    from ui.area import Services

_MARGIN, _LINE, _QR = 15, 9, 45  # mm


def qr_image(text: str, size: int) -> QImage:
    """A 2D code of about `size` px, black on white whatever the scheme: a camera reads it."""
    import segno

    rows = [bytes(row) for row in segno.make(text, error="m").matrix]
    side = len(rows) + 8  # four white modules on each side, as the standard asks
    picture = QImage(side, side, QImage.Format.Format_Grayscale8)
    picture.fill(Qt.GlobalColor.white)
    for y, line in enumerate(rows, 4):
        for x, dark in enumerate(line, 4):
            if dark:
                picture.setPixel(x, y, 0)
    whole = max(size // side, 1) * side
    return picture.scaled(whole, whole)


def print_slip(
    services: Services, title: str, lines: Sequence[str], failed: Callable[[Exception], None], code: str = ""
) -> None:
    """On the printer of last time, in the paper lane; nothing of it is kept anywhere."""
    do = partial(_print, services.preferences.settings.printer, title, tuple(lines), code)
    services.paper.run(do, _printed, failed, Waiting("印刷しています"))


def _print(name: str, title: str, lines: Sequence[str], code: str) -> None:
    """Refused where there is no printer, or it does not begin."""
    info = QPrinterInfo.printerInfo(name) if name else QPrinterInfo.defaultPrinter()
    if info.isNull():
        raise Refused("no_printer")
    refuse_file_printer(info.printerName())
    draw_slip(QPrinter(info, QPrinter.PrinterMode.HighResolution), title, lines, code)


def draw_slip(printer: QPrinter, title: str, lines: Sequence[str], code: str = "") -> None:
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A5))
    painter = QPainter()
    if not painter.begin(printer):
        raise Refused("printer_silent")
    mm = printer.resolution() / 25.4
    left, y, width = round(_MARGIN * mm), round(_MARGIN * mm), printer.width() - round(2 * _MARGIN * mm)
    day = today()
    for size, text in ((16, title), (9, f"{day.year}年{day.month}月{day.day}日"), *((13, line) for line in lines)):
        painter.setFont(QFont("BIZ UDGothic", size))
        room = QRect(left, y, width, round(4 * _LINE * mm))
        used = painter.boundingRect(room, int(Qt.TextFlag.TextWordWrap), text)
        painter.drawText(used, int(Qt.TextFlag.TextWordWrap), text)
        y += max(used.height(), round(_LINE * mm))
    if code:
        painter.drawImage(QPoint(left, y), qr_image(code, round(_QR * mm)))
    painter.end()


def _printed(_nothing: None) -> None:
    """Paper says it itself."""
