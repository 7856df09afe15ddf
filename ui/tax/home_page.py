"""The returns of this counter: those not finished first, those that wait for their second look, and all others."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHeaderView, QLineEdit, QTreeWidget, QTreeWidgetItem

from app.clock import JAPAN
from models.filing import FilingState, FilingSummary
from ui import theme
from ui.pages.page import Page
from ui.tax.words import STATES, year_text
from ui.widgets.basics import button, label, row
from ui.widgets.stepper import step_name

_ID = Qt.ItemDataRole.UserRole
_ORDER = list(FilingState)


class TaxHomePage(Page):
    """`new_wanted` brings the income year, `open_wanted` the id of a return."""

    title = "税の申告"
    lead = "新しい申告を始めるか、途中の申告を続けます。どこで止めても、入力した内容は残っています。"
    help = "年分を選んで「新しい申告を始める」を押します。一覧は ↑↓ で選び、Enter で開きます。"
    new_wanted = Signal(int)
    open_wanted = Signal(object)

    def __init__(self, years: Sequence[int]) -> None:
        super().__init__()
        self._years = sorted(years, reverse=True)
        self.year = QComboBox()
        self.year.setAccessibleName("申告する年分")
        self.year.addItems([year_text(year) for year in self._years])
        self.new = button("新しい申告を始める", primary=True, big=True)
        self.new.clicked.connect(lambda: self.new_wanted.emit(self._years[self.year.currentIndex()]))
        line = row(label("年分"), self.year, self.new)
        line.addStretch()
        self.column.addLayout(line)
        self.search = QLineEdit()
        self.search.setAccessibleName("申告をさがす")
        self.search.setPlaceholderText("氏名・番号・状態でさがす")
        self.search.textChanged.connect(lambda _text: self._filter())
        self.count = label("申告の一覧", "heading")
        self.tree = QTreeWidget()
        self.tree.setAccessibleName("申告の一覧")
        self.tree.setRootIsDecorated(False)
        self.tree.setHeaderLabels(["氏名", "年分", "状態", "手順", "番号", "保存"])
        self.tree.header().setStretchLastSection(False)
        self.tree.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.tree.setMinimumHeight(theme.px(200))
        self.tree.itemActivated.connect(lambda item, _column: self.open_wanted.emit(item.data(0, _ID)))
        self.column.addWidget(self.count)
        self.column.addWidget(self.search)
        self.column.addWidget(self.tree, 1)
        self.open = button("選んだ申告を開く (Enter)")
        self.open.clicked.connect(self._open)
        line = row(self.open)
        line.addStretch()
        self.column.addLayout(line)

    def show_filings(self, filings: Sequence[FilingSummary]) -> None:
        """Unfinished first, then those that wait; each group the newest first."""
        self.tree.clear()
        for one in sorted(filings, key=lambda one: _ORDER.index(one.state)):
            self.tree.addTopLevelItem(_item(one))
        if first := self.tree.topLevelItem(0):
            self.tree.setCurrentItem(first)
        self.open.setEnabled(bool(filings))
        counts = {state: sum(one.state is state for one in filings) for state in _ORDER[:2]}
        said = [f"{STATES[state]} {count}件" for state, count in counts.items() if count]
        self.count.setText("　".join(["申告の一覧", *said]))
        self._filter()

    def _filter(self) -> None:
        wanted = self.search.text().split()
        for index in range(self.tree.topLevelItemCount()):
            if item := self.tree.topLevelItem(index):
                text = " ".join(item.text(column) for column in range(item.columnCount()))
                item.setHidden(not all(word in text for word in wanted))

    def _open(self) -> None:
        if item := self.tree.currentItem():
            self.open_wanted.emit(item.data(0, _ID))

    def leave(self) -> None:
        """What was searched for may be a name."""
        self.search.clear()


def _item(one: FilingSummary) -> QTreeWidgetItem:
    saved = f"{one.saved_at.astimezone(JAPAN):%m月%d日 %H:%M}"
    name, step = one.name or "（氏名未入力）", step_name(one.step)
    item = QTreeWidgetItem([name, year_text(one.income_year), STATES[one.state], step, one.number, saved])
    item.setData(0, _ID, one.id)
    return item
