"""まとめて作る: a folder of the next day's cases, the sheets of each, and all of them to the printer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QProgressBar,
    QTableWidget,
    QTableWidgetItem,
)

from ui import theme
from ui.pages.page import Page
from ui.widgets.basics import button, card, label, row
from ui.widgets.printers import NONE_JA, PrinterBox
from ui.widgets.table import line_table

if TYPE_CHECKING:
    from app.journeys.batch import Outcome

_COLUMNS = ("ファイル", "はじめの人", "書類", "ページ", "結果")
_SAID = len(_COLUMNS) - 1
_NOT_CHOSEN = "（まだ選んでいません）"


class BatchPage(Page):
    """Asks for folders, for a start, for a stop and for printing; what is done stands in the table."""

    title = "まとめて作る"
    lead = "フォルダーの中のケースのファイル（*.json）から、全員の書類を続けて作ります。"
    help = (
        "うまくいかないファイルがあっても、ほかのファイルの書類はできます。わけは表の「結果」に出ます。"
        "書類は、ファイルごとのフォルダーに入ります。途中でやめても、できた書類は残ります。"
    )
    cases_wanted = Signal()
    out_wanted = Signal()
    start_wanted = Signal()
    stop_wanted = Signal()
    print_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.choose_cases = button("選ぶ…", name="ケースのフォルダーを選ぶ")
        self.choose_out = button("選ぶ…", name="書類を入れるフォルダーを選ぶ")
        self.cases, self.out = label(_NOT_CHOSEN, "small", wrap=True), label(_NOT_CHOSEN, "small", wrap=True)
        self.start = button("書類を作る", primary=True)
        self.stop = button("やめる")
        self.print = button("全部を印刷する", primary=True)
        self.printers = PrinterBox()
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName("進み具合")
        self.state = label("", "lead", wrap=True)
        self.table = _table()
        self.column.addWidget(self._folders())
        self.column.addLayout(row(self.progress, self.stop, stretch=0))
        self.column.addWidget(self.state)
        self.column.addWidget(self.table, 1)
        self.column.addLayout(row(label("プリンター"), self.printers, self.print, stretch=1))
        self._running = self._printable = False
        self._connect()
        self.forget()

    def _folders(self) -> QFrame:
        frame, column = card()
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setColumnStretch(1, 1)
        lines = (
            ("ケースのフォルダー", self.cases, self.choose_cases),
            ("書類を入れるところ", self.out, self.choose_out),
        )
        for line, (name, chosen, choose) in enumerate(lines):
            grid.addWidget(label(name, "item"), line, 0)
            grid.addWidget(chosen, line, 1)
            grid.addWidget(choose, line, 2)
        grid.addWidget(self.start, len(lines), 2)
        column.addLayout(grid)
        return frame

    def _connect(self) -> None:
        for one, wanted in (
            (self.choose_cases, self.cases_wanted),
            (self.choose_out, self.out_wanted),
            (self.start, self.start_wanted),
            (self.stop, self.stop_wanted),
        ):
            one.clicked.connect(wanted)
        self.print.clicked.connect(lambda: self.print_wanted.emit(self.printers.currentText()))

    # -- showing -------------------------------------------------------------------------------------------------

    def show_folders(self, cases: str, out: str) -> None:
        self.cases.setText(cases or _NOT_CHOSEN)
        self.out.setText(out or _NOT_CHOSEN)
        self._ready = bool(cases and out)
        self._allow()

    def show_printers(self, names: Sequence[str], remembered: str) -> None:
        self.printers.show_names(names, remembered)
        self.printers.setPlaceholderText("" if names else NONE_JA)
        self._allow()

    def show_running(self, words: str) -> None:
        """Something runs from now on; how long is not known yet."""
        self.banner.say("")
        self._running = True
        self.progress.setRange(0, 0)
        self.state.setText(words)
        self._allow()

    def show_progress(self, done: int, of: int) -> None:
        """Unless it came late: nothing runs any more."""
        if self._running:
            self.progress.setRange(0, of)
            self.progress.setValue(done)
            self.state.setText(f"{of}件のうち{done}件が終わりました。")

    def show_idle(self, words: str) -> None:
        """Nothing runs any more; what there is to say about it."""
        self._running = False
        self.state.setText(words)
        self._allow()

    def show_outcomes(self, outcomes: Sequence[Outcome]) -> None:
        """A line for each case; what failed in the colour of what is wrong."""
        self._printable = any(not one.error for one in outcomes)
        self.table.setRowCount(len(outcomes))
        for line, one in enumerate(outcomes):
            cells = (one.file, one.name, str(one.forms or ""), str(one.pages or ""), one.said)
            for column, text in enumerate(cells):
                self.table.setItem(line, column, _cell(text, wrong=bool(one.error), number=column in (2, 3)))
        self.table.resizeRowsToContents()
        self._allow()

    def forget(self) -> None:
        """Names and folders go with whoever worked here."""
        self._ready = False
        self.show_folders("", "")
        self.show_outcomes(())
        self.show_idle("")
        self.banner.say("")

    def _allow(self) -> None:
        for one in (self.choose_cases, self.choose_out):
            one.setEnabled(not self._running)
        self.start.setEnabled(self._ready and not self._running)
        self.print.setEnabled(self._printable and not self._running and self.printers.count() > 0)
        for part in (self.progress, self.stop):
            part.setVisible(self._running)


def _table() -> QTableWidget:
    table = line_table("ファイルごとの結果", _COLUMNS, wide=(_SAID,))
    table.setWordWrap(True)
    table.horizontalHeader().sectionResized.connect(lambda *_: table.resizeRowsToContents())
    return table


def _cell(text: str, *, wrong: bool, number: bool) -> QTableWidgetItem:
    cell = QTableWidgetItem(text)
    side = Qt.AlignmentFlag.AlignRight if number else Qt.AlignmentFlag.AlignLeft
    cell.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
    cell.setToolTip(text)
    if wrong:
        cell.setForeground(QBrush(QColor(theme.tokens().bad)))
    return cell
