"""Step 7: the reception number and where to go next."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout

from ui.pages.page import Page
from ui.widgets.basics import button, card, clear, label
from ui.work import Work


class DonePage(Page):
    title = "完了"
    lead = "この受付はこの端末に保存しました。ご案内の紙を渡して、次の窓口を伝えてください。"

    def __init__(self) -> None:
        super().__init__()
        frame, column = card()
        self._number = label("", "number")
        column.addWidget(label("受付番号", "quiet"))
        column.addWidget(self._number)
        self.column.addWidget(frame)
        frame, self._desks = card()
        self.column.addWidget(frame)
        line = QHBoxLayout()
        self.next_visitor = button("次の方へ（F12）", primary=True, big=True)
        self.next_visitor.clicked.connect(self.next_wanted)
        line.addStretch()
        line.addWidget(self.next_visitor)
        self.column.addLayout(line)
        self.column.addStretch()

    def show_work(self, work: Work) -> None:
        self._number.setText(work.reception.number)
        clear(self._desks)
        self._desks.addWidget(label("このあと回る窓口", "heading"))
        procedures = work.plan.procedures if work.plan else ()
        for desk in dict.fromkeys(f"{p.floor}　{p.desk}".strip() for p in procedures if p.forms):
            self._desks.addWidget(label(desk))
