"""The ward's own forms: every form with its versions, and what can be done with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QLineEdit, QTreeWidget, QTreeWidgetItem

from ui.designer.look import style_sheet
from ui.designer.words import western
from ui.pages.page import Page
from ui.widgets.basics import button, label, row

if TYPE_CHECKING:
    from forms.overlay.library import Version

_KEY = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Listed:
    """A form with the ward's versions of it, as they stand on a day."""

    form: str
    name_ja: str
    versions: Sequence[Version]


class HomePage(Page):
    """Each signal carries the form's id, and the version's where one is meant."""

    title = "区の様式"
    lead = "区の用紙（PDF）を取り込み、記入する欄の位置を決めます。様式がない書類は、まどぐちの様式で印刷します。"
    help = "書類を選んで「PDFから新しく作る」を押します。版を選ぶと、開く・複製・書き出しができます。"
    new_wanted = Signal(str)
    import_wanted = Signal()
    open_wanted = Signal(str, str)
    copy_wanted = Signal(str, str)
    export_wanted = Signal(str, str)
    compare_wanted = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.setStyleSheet(style_sheet())
        self.tree = QTreeWidget()
        self.tree.setAccessibleName("書類と区の様式の一覧")
        self.tree.setHeaderLabels(["書類・版", "適用", "状態", "作成"])
        self.tree.setRootIsDecorated(True)
        self.tree.setUniformRowHeights(True)
        for column in (1, 2, 3):
            self.tree.header().setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.tree.header().setStretchLastSection(False)
        self.tree.currentItemChanged.connect(lambda _now, _before: self._say_what_is_possible())
        self.tree.itemActivated.connect(lambda _item, _column: self._open())
        self.search = QLineEdit()
        self.search.setAccessibleName("書類を探す")
        self.search.setPlaceholderText("書類を探す")
        self.search.textChanged.connect(lambda _text: self._filter())
        self.column.addWidget(self.search)
        self.column.addWidget(self.tree, 1)
        self.new = button("PDFから新しく作る", primary=True)
        self.open, self.copy, self.compare = button("開く"), button("複製"), button("前の版と比べる")
        self.export, self.take = button("書き出す"), button("様式のファイルを取り込む")
        self._note = label("", "quiet", wrap=True)
        self.column.addLayout(row(self._note, self.take, stretch=0))
        line = row(self.new, self.open, self.copy, self.compare, self.export)
        line.addStretch()
        self.column.addLayout(line)
        self._connect()

    def _connect(self) -> None:
        self.new.clicked.connect(lambda _on: self.new_wanted.emit(self.chosen()[0]))
        self.take.clicked.connect(lambda _on: self.import_wanted.emit())
        self.open.clicked.connect(lambda _on: self._open())
        self.copy.clicked.connect(lambda _on: self.copy_wanted.emit(*self.chosen()))
        self.export.clicked.connect(lambda _on: self.export_wanted.emit(*self.chosen()))
        self.compare.clicked.connect(lambda _on: self.compare_wanted.emit(*self.chosen()))

    def show_forms(self, forms: Sequence[Listed], today: date) -> None:
        """Every form, those with versions of the ward first and open."""
        here = self.chosen()
        self.tree.clear()
        for listed in sorted(forms, key=lambda one: not one.versions):
            used = [one for one in listed.versions if one.sheet and one.sheet.valid_on(today)]
            state = "区の様式で印刷" if used else "まどぐちの様式で印刷"
            top = QTreeWidgetItem([listed.name_ja, "", state, ""])
            top.setData(0, _KEY, (listed.form, ""))
            self.tree.addTopLevelItem(top)
            for one in reversed(listed.versions):
                item = QTreeWidgetItem(_row(one, today, in_use=bool(used) and one is used[-1]))
                item.setData(0, _KEY, (one.form, one.version))
                top.addChild(item)
            top.setExpanded(bool(listed.versions))
        self._choose(here)
        self._filter()

    def _filter(self) -> None:
        """The forms whose name, or whose version's name, holds what is searched for."""
        wanted = self.search.text().strip()
        for index in range(self.tree.topLevelItemCount()):
            if top := self.tree.topLevelItem(index):
                items = [top, *filter(None, map(top.child, range(top.childCount())))]
                top.setHidden(not any(wanted in item.text(0) for item in items))

    def _choose(self, key: tuple[str, str]) -> None:
        items: list[QTreeWidgetItem] = []
        for index in range(self.tree.topLevelItemCount()):
            if top := self.tree.topLevelItem(index):
                items += [top, *filter(None, map(top.child, range(top.childCount())))]
        wanted = next((item for item in items if tuple(item.data(0, _KEY)) == key), items[0] if items else None)
        if wanted:
            self.tree.setCurrentItem(wanted)
        self._say_what_is_possible()

    def chosen(self) -> tuple[str, str]:
        """Form and version; no version where the form itself is chosen."""
        item = self.tree.currentItem()
        form, version = item.data(0, _KEY) if item else ("", "")
        return form, version

    def choose(self, form: str, version: str) -> None:
        self._choose((form, version))

    def say(self, words: str) -> None:
        """What was done."""
        self._note.setText(words)

    def _say_what_is_possible(self) -> None:
        form, version = self.chosen()
        item = self.tree.currentItem()
        sound = bool(version) and item is not None and item.text(2) != _FAULTY
        self.new.setEnabled(bool(form))
        for one in (self.open, self.copy, self.export):
            one.setEnabled(sound)
        parent = item.parent() if item else None
        last = parent is not None and item is not None and parent.indexOfChild(item) == parent.childCount() - 1
        self.compare.setEnabled(sound and not last)

    def _open(self) -> None:
        if self.open.isEnabled():
            self.open_wanted.emit(*self.chosen())


_FAULTY = "誤りがあり使えません"


def _row(one: Version, today: date, *, in_use: bool) -> list[str]:
    sheet = one.sheet
    if sheet is None:
        return [f"版 {one.version}", "", _FAULTY, ""]
    state = (
        "使用中"
        if in_use
        else "これから"
        if sheet.since > today
        else "期間の重なる前の版"
        if sheet.valid_on(today)
        else "終了"
    )
    return [
        sheet.name,
        f"{western(sheet.since)}〜{western(sheet.until)}",
        state,
        f"{sheet.made_by} {sheet.made_at:%Y-%m-%d}",
    ]


def names(forms: Sequence[Listed]) -> Mapping[str, str]:
    return {listed.form: listed.name_ja for listed in forms}
