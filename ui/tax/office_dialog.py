"""区のデータからさがす: the filer in the office's extract, by kana, birth date, number or address."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from models.office import Addressee, FilerQuery
from models.partial_date import PartialDate
from ui import theme
from ui.dates import both_calendars
from ui.widgets.basics import Banner, button, label, row
from ui.widgets.fields import DateField, Entry, EntryForm, TextField

_NUMBER = Qt.ItemDataRole.UserRole


class OfficeDialog(QDialog):
    """`find_wanted` asks for the people of a query; `chosen` is the 宛名番号 once one is taken."""

    find_wanted = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("区のデータからさがす")
        self.resize(theme.px(760), theme.px(520))
        self.chosen = ""
        self.kana, self.birth_date = TextField("氏名のカナ"), DateField("生年月日")
        self.number, self.address = TextField("宛名番号"), TextField("住所のはじめ")
        self.banner = Banner()
        self.hint = label("カナ・生年月日・宛名番号・住所のどれかを入れて Enter を押します。", "quiet", wrap=True)
        self.people = QTreeWidget()
        self.people.setAccessibleName("見つかった方")
        self.people.setRootIsDecorated(False)
        self.people.setHeaderLabels(["氏名", "カナ", "生年月日", "住所"])
        self.people.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.people.itemActivated.connect(lambda _item, _column: self._take())
        self.search, self.take = button("さがす"), button("この方の申告を始める", primary=True)
        self.search.clicked.connect(self._find)
        self.take.clicked.connect(self._take)
        self._lay_out()
        self.show_people(None)

    def _lay_out(self) -> None:
        form = EntryForm(
            [
                Entry("kana", "氏名のカナ", self.kana),
                Entry("birth_date", "生年月日", self.birth_date),
                Entry("number", "宛名番号", self.number),
                Entry("address", "住所のはじめ", self.address),
            ]
        )
        column = QVBoxLayout(self)
        column.addWidget(form)
        line = row(self.hint, self.search, stretch=0)
        column.addLayout(line)
        column.addWidget(self.banner)
        column.addWidget(self.people, 1)
        line = row(self.take)
        line.insertStretch(0)
        column.addLayout(line)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 Qt's name
        """Enter in a field searches."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._find()
        else:
            super().keyPressEvent(event)

    def query(self) -> FilerQuery:
        born = self.birth_date.value()
        return FilerQuery(
            number=self.number.value().strip(),
            kana=self.kana.value().strip(),
            birth_date=born if isinstance(born, PartialDate) else None,
            address=self.address.value().strip(),
        )

    def _find(self) -> None:
        self.banner.say("")
        self.find_wanted.emit(self.query())

    def show_people(self, people: Sequence[Addressee] | None) -> None:
        """Those who were found; None before anything was asked."""
        self.people.clear()
        for one in people or ():
            born = both_calendars(one.birth_date) if one.birth_date else "不明"
            item = QTreeWidgetItem([one.name, one.kana, born, one.address])
            item.setData(0, _NUMBER, one.number)
            self.people.addTopLevelItem(item)
        if first := self.people.topLevelItem(0):
            self.people.setCurrentItem(first)
            self.people.setFocus()
        self.take.setEnabled(bool(people))
        if people is not None and not people:
            self.hint.setText("見つかりません。入力を確かめるか、そのまま画面に入力してください。")

    def _take(self) -> None:
        if item := self.people.currentItem():
            self.chosen = item.data(0, _NUMBER)
            self.accept()
