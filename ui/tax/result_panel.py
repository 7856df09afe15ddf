"""The live result beside the questions: what is to be paid or comes back, from income to tax, and why."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from app.journeys.tax_desk import Outcome
from models.filing import Entries
from models.tax import Notice, Status, TaxResult
from ui.tax.bar import TaxBar, share_of
from ui.tax.lines_view import LinesView
from ui.tax.notices import NoticeList
from ui.tax.what_if import WhatIfPanel
from ui.tax.words import STATUS, amount_text, fiscal_text, year_text, yen
from ui.widgets.basics import button, chip, label, row
from ui.widgets.columns import Columns, columns
from ui.widgets.fitting import FittingScroll

_FIGURES = {
    "total_income": "合計所得",
    "income_tax.deductions_total": "所得控除",
    "income_tax.taxable_income": "課税所得",
    "income_tax.total_tax": "所得税",
    "resident_tax.taxable_base": "課税標準",
    "resident_tax.total": "住民税",
}
_VIEWS = ("計算", "確認", "もしも")


class ResultPanel(QFrame):
    """`jump_wanted` brings the path of a field that a fault or notice speaks of."""

    jump_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.payable, self.payable_name = label("", "number"), label("所得税", "quiet")
        self.resident, self.resident_name = label("", "number"), label("住民税", "quiet")
        self.status = chip("", "none")
        self.limit = label("", "quiet", wrap=True)
        self.bar = TaxBar()
        self.lines, self.notices, self.what_if = LinesView(), NoticeList(), WhatIfPanel()
        self.notices.jump_wanted.connect(self.jump_wanted)
        self._cells: dict[str, tuple[QLabel, QLabel]] = {}
        self._years = label("", "quiet"), label("", "quiet")
        self._stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 10)
        column.setSpacing(6)
        column.addWidget(self._totals())
        column.addLayout(row(self.status, self.limit, stretch=1))
        column.addWidget(self.bar)
        column.addLayout(self._figures())
        column.addLayout(self._views())
        column.addWidget(self._stack, 1)

    def _totals(self) -> Columns:
        """Side by side, or one below the other at a large type."""
        return columns([_pair(self.payable_name, self.payable), _pair(self.resident_name, self.resident)], most=2)

    def _figures(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(0, 1)
        for place, one in enumerate(self._years, 1):
            grid.addWidget(one, 0, place, Qt.AlignmentFlag.AlignRight)
        for line, (key, name) in enumerate(_FIGURES.items(), 1):
            self._cells[key] = label("", "item"), label("", "small")
            grid.addWidget(label(name, "small"), line, 0)
            for place, one in enumerate(self._cells[key], 1):
                grid.addWidget(one, line, place, Qt.AlignmentFlag.AlignRight)
        return grid

    def _views(self) -> QGridLayout:
        grid, self._tabs = QGridLayout(), [button(name) for name in _VIEWS]
        views: tuple[QWidget, ...] = (self.lines, self.notices, self.what_if)
        for index, (one, view) in enumerate(zip(self._tabs, views, strict=True)):
            one.setCheckable(True)
            one.setAutoExclusive(True)
            one.setProperty("small", True)
            one.setShortcut(f"Alt+{index + 1}")
            one.setToolTip(f"Alt+{index + 1}")
            one.clicked.connect(partial(self.show_view, index))
            self._stack.addWidget(_scrolling(view))
            grid.addWidget(one, 0, index)
        self.show_view(0)
        return grid

    def show_view(self, index: int) -> None:
        """計算, 確認, もしも."""
        self._tabs[index].setChecked(True)
        self._stack.setCurrentIndex(index)

    # -- what there is -------------------------------------------------------------------------------------------

    def show_outcome(self, entries: Entries, outcome: Outcome, office: tuple[Notice, ...] = ()) -> None:
        """`office`: what did not hold together in the office's own data."""
        result = outcome.result
        self._show_totals(result)
        self._show_status(outcome)
        self._show_figures(outcome)
        self.lines.show_result(result)
        self.notices.show_outcome(outcome, office)
        self.what_if.show_outcome(entries, result)
        count = len(outcome.problems) + len(office) + (len(result.warnings) if result else 0)
        self._tabs[1].setText(f"確認 {count}件" if count else _VIEWS[1])
        self._tabs[1].setShortcut("Alt+2")  # a new text takes it away

    def _show_totals(self, result: TaxResult | None) -> None:
        if result is None:
            self.payable_name.setText("所得税")
            self.payable.setText("—")
            self.resident.setText("—")
            return
        payable = yen(result, "income_tax.payable")
        self.payable_name.setText(f"所得税（{'戻る額' if payable < 0 else '納める額'}）")
        self.payable.setText(amount_text(abs(payable)))
        self.resident_name.setText(f"住民税（{fiscal_text(result.fiscal_year)}）")
        self.resident.setText(amount_text(yen(result, "resident_tax.total")))

    def _show_status(self, outcome: Outcome) -> None:
        result = outcome.result
        if result is None:
            self.status.setText("計算前")
            needed = "生年月日を入れると、計算が始まります。"
            self.limit.setText("この申告は計算できません。" if outcome.refused else needed)
            return
        status = Status(str(result.amounts["resident_tax.status"]))
        self.status.setText(STATUS[status])
        self.status.setProperty("chip", "due" if status is Status.TAXED else "done")
        self.status.style().polish(self.status)
        limit = yen(result, "resident_tax.per_capita_exemption_limit")
        said = f"住民税がかからない合計所得の限度 {limit:,}円"
        self.limit.setText(f"直すところを除いて計算しています。{said}" if outcome.problems else said)

    def _show_figures(self, outcome: Outcome) -> None:
        result, before = outcome.result, outcome.before
        self.bar.setVisible(result is not None)
        for key, cells in self._cells.items():
            for one, cell in zip((result, before), cells, strict=True):
                cell.setText(amount_text(one.amounts[key]) if one and result else "")
        if result is not None:
            year = year_text(result.income_year)
            shares = [share_of(result, year)]
            earlier = ""
            if before is not None:
                earlier = year_text(before.income_year) if outcome.before_filed else "前年の規則なら"
                shares.append(share_of(before, year_text(before.income_year)))
            self.bar.show_shares(*shares)
            self._years[0].setText(year)
            self._years[1].setText(earlier)


def _scrolling(view: QWidget) -> FittingScroll:
    """So that no view makes the panel higher than its page."""
    area = FittingScroll()
    area.column.setContentsMargins(0, 0, 0, 0)
    area.column.addWidget(view)
    return area


def _pair(name: QLabel, amount: QLabel) -> QWidget:
    both = QWidget()
    column = QVBoxLayout(both)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(name)
    column.addWidget(amount)
    return both
