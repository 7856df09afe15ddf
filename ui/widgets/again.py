"""A kept reception looked at: its sheets as they are printed again, and what its corrections have changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.clock import JAPAN
from ui.widgets.basics import label, row
from ui.widgets.dialog import Dialog
from ui.widgets.printers import PrinterBox
from ui.widgets.sheet_view import SheetView
from ui.widgets.table import fill, line_table
from ui.words import place

if TYPE_CHECKING:
    from app.journeys.records import Correction
    from models.reception import ReceptionSummary
    from models.sheet import Bundle

_COLUMNS = ("訂正した日時", "窓口", "項目", "前", "後")


class AgainDialog(Dialog):
    """`print_wanted` brings the printer."""

    print_wanted = Signal(str)

    def __init__(self, one: ReceptionSummary, bundle: Bundle, parent: QWidget | None = None) -> None:
        super().__init__(f"{one.number} の再発行", "印刷する", parent, no="閉じる")
        self.column.addWidget(
            label("どのページにも「再発行」と入ります。個人番号の欄は ●●●● になります。", "quiet", wrap=True)
        )
        self.view = SheetView()
        self.view.show_sheets(bundle.sheets)
        self.column.addWidget(self.view, 1)
        self.printers = PrinterBox()
        self.column.addLayout(row(label("プリンター"), self.printers, stretch=1))
        self.yes.setEnabled(False)
        self.accepted.connect(lambda: self.print_wanted.emit(self.printers.currentText()))
        self.finish()

    def show_printers(self, remembered: str, names: Sequence[str]) -> None:
        """They have been asked for in a lane."""
        if self.isVisible():
            self.printers.show_names(names, remembered)
            self.yes.setEnabled(bool(names))


class CorrectionsDialog(Dialog):
    """Each changed fact a line, the oldest correction first."""

    def __init__(self, one: ReceptionSummary, found: Sequence[Correction], parent: QWidget | None = None) -> None:
        super().__init__(f"{one.number} の訂正", "閉じる", parent)
        self.no.hide()
        lines = [
            (f"{made.saved_at.astimezone(JAPAN):%Y年%m月%d日 %H:%M}", made.counter, place(change.path), change.before,
             change.after)
            for made in found
            for change in made.changed
        ]  # fmt: skip
        self.column.addWidget(label("" if lines else "完了のあとの訂正はありません。", "quiet", wrap=True))
        self.table = line_table("訂正の内容", _COLUMNS, wide=(3, 4))
        fill(self.table, lines)
        self.column.addWidget(self.table, 1)
        self.finish()
