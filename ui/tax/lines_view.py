"""Every line of the computation, and how the chosen one came about: formula with its numbers, law, box on paper."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from models.tax import Line, TaxResult
from ui import theme
from ui.tax.words import amount_text, difference_text, is_unsure, year_text
from ui.widgets.basics import card, label

_GROUPS = {"": "所得", "income_tax": "所得税", "resident_tax": "住民税"}
_ASK = "行を選ぶと、計算の式と根拠を表示します。"
_LINE = Qt.ItemDataRole.UserRole
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class LinesView(QWidget):
    """`wide` also shows the year before and the difference."""

    def __init__(self, *, wide: bool = False) -> None:
        super().__init__()
        self._wide = wide
        self._result: TaxResult | None = None
        self.tree = QTreeWidget()
        self.tree.setAccessibleName("計算の行")
        self.tree.setUniformRowHeights(True)
        self.tree.setColumnCount(4 if wide else 2)
        self.tree.setHeaderHidden(not wide)
        self.tree.header().setStretchLastSection(False)
        self.tree.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.tree.header().setMinimumSectionSize(theme.px(70))
        self.tree.setMinimumHeight(theme.px(240 if wide else 90))
        self.tree.currentItemChanged.connect(lambda item, _before: self._explain(item))
        frame, column = card()
        column.setContentsMargins(12, 4, 12, 4)
        column.setSpacing(4)
        self.explanation = label(_ASK, "small", wrap=True)
        self.unsure = label("要確認", "small")
        self.unsure.setProperty("tone", "warn")
        self.unsure.hide()
        column.addWidget(self.explanation)
        column.addWidget(self.unsure)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)
        whole.addWidget(self.tree, 1)

    def show_result(self, result: TaxResult | None, before: TaxResult | None = None) -> None:
        """The chosen line stays chosen."""
        chosen = self._chosen()
        self._result = result
        self.tree.clear()
        if result is None:
            self._explain(None)
            return
        if self._wide:
            year = year_text(before.income_year) if before else "前の年"
            self.tree.setHeaderLabels(["項目", year_text(result.income_year), year, "差"])
        tops = {key: QTreeWidgetItem([name]) for key, name in _GROUPS.items()}
        for line in result.lines:
            tops[line.id.rpartition(".")[0]].addChild(self._item(line, before))
        self.tree.addTopLevelItems(list(tops.values()))
        self.tree.expandAll()
        for item in self._items():
            if item.data(0, _LINE) == chosen:
                self.tree.setCurrentItem(item)

    def _item(self, line: Line, before: TaxResult | None) -> QTreeWidgetItem:
        mark = "　要確認" if is_unsure(line) else ""
        texts = [line.name_ja + mark, amount_text(line.amount)]
        if self._wide and before is not None:
            earlier = before.amounts[line.id]
            texts += [amount_text(earlier), difference_text(line.amount, earlier)]
        item = QTreeWidgetItem(texts)
        item.setData(0, _LINE, line.id)
        for column in range(1, len(texts)):
            item.setTextAlignment(column, _RIGHT)
        if not line.amount:
            for column in range(len(texts)):
                item.setForeground(column, QBrush(QColor(theme.tokens().quiet)))
        return item

    def _items(self) -> Iterator[QTreeWidgetItem]:
        for index in range(self.tree.topLevelItemCount()):
            if top := self.tree.topLevelItem(index):
                yield from filter(None, map(top.child, range(top.childCount())))

    def _chosen(self) -> str | None:
        item = self.tree.currentItem()
        return item.data(0, _LINE) if item else None

    def choose(self, line: str) -> None:
        """Bring a line up by its id."""
        for item in self._items():
            if item.data(0, _LINE) == line:
                self.tree.setCurrentItem(item)
                self.tree.scrollToItem(item)

    def _explain(self, item: QTreeWidgetItem | None) -> None:
        chosen = item.data(0, _LINE) if item else None
        if self._result is None or chosen is None:
            self.explanation.setText(_ASK)
            self.unsure.hide()
            return
        line = self._result.line(chosen)
        box = f"{line.form} {line.box}".strip()
        said = [f"{line.name_ja}　{amount_text(line.amount)}", line.formula_ja, f"根拠: {line.source}"]
        self.explanation.setText("\n".join([*said, f"記入する欄: {box}"] if box else said))
        doubts = [
            "計算の規則がまだ確かめられていません。" if is_unsure(line) else "",
            "欄の番号がまだ確かめられていません。" if box and line.box_confidence == "U" else "",
        ]
        self.unsure.setText("要確認: " + "".join(doubts))
        self.unsure.setVisible(any(doubts))
