"""もしも: the same return with other amounts, computed beside it. The return itself does not change."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from app.journeys.tax_desk import Outcome, outcome, with_changes
from app.tax.entries import entry_at
from app.tax.questions import WhatIf, questions
from models.filing import Entries
from models.tax import TaxResult
from ui.tax.amount_field import AmountField
from ui.tax.answer import JAPANESE
from ui.tax.words import difference_text, yen
from ui.widgets.basics import label, row


class WhatIfPanel(QWidget):
    """Each ticked line changes one entry; what both taxes become is said below."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lines = [_Line(one) for one in questions().what_if]
        self.answer = label("", wrap=True)
        self._entries: Entries = {}
        self._result: TaxResult | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.addWidget(label("選ぶと、申告の内容を変えずに税の違いだけを計算します。", "quiet", wrap=True))
        column.addWidget(self.answer)
        for line in self._lines:
            column.addWidget(line)
            line.edited.connect(self._compute)
        column.addStretch()

    def show_outcome(self, entries: Entries, result: TaxResult | None) -> None:
        self._entries, self._result = entries, result
        self._compute()

    def _compute(self) -> None:
        result = self._result
        if result is None:
            self.answer.setText("申告の内容が計算できるようになると使えます。")
            return
        changes: dict[str, Any] = {}
        for line in self._lines:
            changes |= line.changes(self._entries, result)
        self.answer.setText(_said(result, outcome(with_changes(self._entries, changes))) if changes else "")


class _Line(QWidget):
    edited = Signal()

    def __init__(self, what: WhatIf) -> None:
        super().__init__()
        self._what = what
        self.tick = QCheckBox(what.name[JAPANESE])
        self.tick.setAccessibleName(what.name[JAPANESE])
        self.tick.clicked.connect(self._turn)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.tick)
        self.amount = AmountField(f"{what.name[JAPANESE]}の金額")
        self.amount.show_value(what.amount)
        self.amount.edited.connect(self.edited)
        self.amount.hide()
        column.addLayout(row(self.amount, stretch=0))

    def _turn(self) -> None:
        self.amount.setVisible(self.tick.isChecked() and not self._what.up_to)
        self.edited.emit()

    def changes(self, entries: Entries, result: TaxResult) -> dict[str, int]:
        """Path → amount; nothing while it is not ticked or no amount."""
        if not self.tick.isChecked():
            return {}
        if self._what.up_to:
            return {self._what.path: yen(result, self._what.up_to)}
        more, now = self.amount.value(), entry_at(entries, self._what.path) or 0
        return (
            {self._what.path: now + self._what.times * more} if isinstance(more, int) and isinstance(now, int) else {}
        )


def _said(now: TaxResult, then: Outcome) -> str:
    if then.result is None:
        return "この金額では計算できません。"
    lines, whole = [], 0
    for name, line in (("所得税", "income_tax.total_tax"), ("住民税", "resident_tax.total")):
        before, after = yen(now, line), yen(then.result, line)
        whole += after - before
        lines.append(f"{name}　{before:,}円 → {after:,}円　{_change(after - before)}")
    return "\n".join([*lines, f"合わせて　{_change(whole)}"])


def _change(yen_more: int) -> str:
    return f"{difference_text(yen_more, 0)}円" if yen_more else "変わりません"
