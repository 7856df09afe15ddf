"""開示請求: of whom, and for which request. Name and birth date are both needed: a name alone is not a person."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from app.journeys.disclosure import Person
from models.partial_date import PartialDate
from ui.widgets.basics import label
from ui.widgets.dialog import Dialog
from ui.widgets.fields import DateField, TextField


class DisclosureDialog(Dialog):
    """`person` and `purpose` are what was entered; the yes opens once they are whole."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("開示請求の資料", "フォルダーを選んで作る", parent)
        about: QLabel = label(
            "1人についての記録（受付・申告・税の抽出データ・取扱いの記録）をすべて、PDFとJSONで作ります。"
            "責任者の確認が要り、証跡に残ります。",
            "quiet",
            wrap=True,
        )
        self.column.addWidget(about)
        self.name, self.born = TextField("氏名"), DateField("生年月日")
        self.purpose = TextField("目的（請求の受付番号など）")
        for name, field in (("氏名", self.name), ("生年月日", self.born), ("目的（請求の受付番号など）", self.purpose)):
            self.column.addWidget(label(name, "quiet"))
            self.column.addWidget(field)
        for edit in (self.name.edit, self.born.edit, self.purpose.edit):
            edit.textChanged.connect(self._entered)
        self.finish()
        self._entered()

    @property
    def person(self) -> Person | None:
        born = self.born.value()
        whole = isinstance(born, PartialDate) and self.name.value().strip()
        return Person(self.name.value().strip(), born) if whole and isinstance(born, PartialDate) else None

    def _entered(self) -> None:
        self.yes.setEnabled(self.person is not None and bool(self.purpose.value().strip()))
