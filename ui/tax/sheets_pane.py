"""書類: the sheets of the return to look at and to print."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.sheet import PrintedSheet
from ui.widgets.basics import button, label, row
from ui.widgets.printers import NONE_JA
from ui.widgets.sheet_view import SheetView


class SheetsPane(QWidget):
    """`print_wanted` asks for all of them on paper, `medical_wanted` for the filer's list of medical expenses."""

    print_wanted = Signal()
    medical_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.view = SheetView()
        self.note = label("", "quiet", wrap=True)
        self.print = button("書類を印刷する (F8)", primary=True)
        self.print.setShortcut("F8")
        self.print.clicked.connect(self.print_wanted)
        self.medical = button("医療費の一覧（CSV）を読み込む")
        self.medical.clicked.connect(self.medical_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view, 1)
        column.addLayout(row(self.note, self.medical, self.print, stretch=0))

    def show_sheets(self, sheets: Sequence[PrintedSheet]) -> None:
        self.view.show_sheets(sheets)
        self.print.setEnabled(bool(sheets))
        self.note.setText("申告する方と確かめてから印刷します。")

    def show_printed(self, pages: int | None) -> None:
        """None: there is no printer."""
        if pages is None:
            self.note.setText(NONE_JA)
            return
        self.note.setText(f"{pages}ページを印刷しました。" if pages else "印刷をやめました。")

    def forget(self) -> None:
        self.view.forget()
        self.print.setEnabled(False)
        self.note.setText("")
