"""The first page: a new reception, the unfinished ones, and the record list."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem

from app.clock import JAPAN
from models.reception import ReceptionSummary
from ui.pages.page import Page
from ui.widgets.basics import button, card, label
from ui.widgets.stepper import NAMES


class StartPage(Page):
    title = "こんにちは。きょうの受付を始めましょう"
    lead = "新しい受付を始めるか、途中の受付を続けます。どこで止めても、入力した内容は残っています。"
    new_wanted = Signal()
    open_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        line = QHBoxLayout()
        line.setSpacing(20)
        frame, column = card()
        column.addWidget(label("新しい受付", "heading"))
        column.addWidget(label("引越し・世帯の変更の手続きを、カードの読み取りから始めます。", "quiet", wrap=True))
        column.addStretch()
        self.new = button("新しい受付を始める", primary=True, big=True)
        self.new.clicked.connect(self.new_wanted)
        column.addWidget(self.new)
        column.addStretch()
        line.addWidget(frame, 2)
        frame, column = card()
        column.addWidget(label("受付の一覧", "heading"))
        column.addWidget(label("途中のものは、止めたところから続けられます。", "quiet"))
        self._list = QListWidget()
        self._list.setAccessibleName("受付の一覧")
        self._list.itemActivated.connect(self._open)
        column.addWidget(self._list)
        line.addWidget(frame, 3)
        self.column.addLayout(line, 1)

    def show_receptions(self, receptions: Sequence[ReceptionSummary]) -> None:
        self._list.clear()
        for reception in receptions:
            item = QListWidgetItem(_line(reception))
            item.setData(Qt.ItemDataRole.UserRole, reception.id)
            self._list.addItem(item)
        if not receptions:
            item = QListWidgetItem("まだ受付はありません。")
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self._list.addItem(item)

    def _open(self, item: QListWidgetItem) -> None:
        identity = item.data(Qt.ItemDataRole.UserRole)
        if isinstance(identity, UUID):
            self.open_wanted.emit(identity)


def _line(reception: ReceptionSummary) -> str:
    saved = reception.saved_at.astimezone(JAPAN)
    name = reception.name or "（氏名未入力）"
    return f"{reception.number}　{name}\n{NAMES[reception.step]}　{saved:%m月%d日 %H:%M} 保存"
