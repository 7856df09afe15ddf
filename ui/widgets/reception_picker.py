"""Choosing one of the kept receptions: the record list in a dialog."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtWidgets import QWidget

from models.reception import ReceptionSummary
from ui import theme
from ui.widgets.dialog import Dialog
from ui.widgets.record_list import RecordList

_SIZE = (620, 520)  # pixels at 100 %


class ReceptionPicker(Dialog):
    """`chosen` is the id of the reception that is marked."""

    def __init__(self, receptions: Sequence[ReceptionSummary], title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, "この人たちを入れる", parent)
        self.resize(*map(theme.px, _SIZE))
        self.records = RecordList("どの受付の人を入れますか", "氏名・受付番号・日付・状態でさがす")
        self.records.open_wanted.connect(self.accept)
        self.records.marked.connect(lambda: self.yes.setEnabled(self.chosen is not None))
        self.records.show_receptions(receptions)
        self.column.addWidget(self.records, 1)
        self.finish()
        self.records.search.setFocus()

    @property
    def chosen(self) -> UUID | None:
        return self.records.chosen
