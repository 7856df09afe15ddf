"""The printers of this counter: their names, asked for in a lane, and the box in which one is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox

NONE_JA = "プリンターが登録されていません。情報システム担当に登録を頼んでください。"


def printer_names() -> list[str]:
    """Those that put ink on paper. Slow where printers are on a network: never in the window's thread."""
    from PySide6.QtPrintSupport import QPrinterInfo

    from app.file_printers import writes_a_file

    return [one for one in QPrinterInfo.availablePrinterNames() if not writes_a_file(one)]


class PrinterBox(QComboBox):
    """Empty until the names are known."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("プリンター")

    def show_names(self, names: Sequence[str], remembered: str) -> None:
        """All of them; the one of last time is chosen."""
        self.clear()
        self.addItems(list(names))
        self.setCurrentIndex(max(self.findText(remembered), 0))
