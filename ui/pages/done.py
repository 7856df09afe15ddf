"""Step 7: the reception number and where to go next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox

from app.clock import JAPAN
from models.reception import Reception
from ui.pages.page import Page
from ui.widgets.basics import button, card, clear, label, row
from ui.work import Work


class DonePage(Page):
    """`version_wanted` brings an earlier completion that is to be looked at."""

    correct_wanted = Signal()
    handover_wanted = Signal()
    version_wanted = Signal(object)
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
        self.correct = button("内容を訂正する")
        self.correct.clicked.connect(self.correct_wanted)
        self.handover = button("引継ぎファイルを書き出す")
        self.handover.clicked.connect(self.handover_wanted)
        self.versions = QComboBox()
        self.versions.setAccessibleName("完了した版")
        self.versions.activated.connect(self._show_version)
        line = row(self.correct, self.handover, self.versions)
        self.next_visitor = button("次の方へ（F12）", primary=True, big=True)
        self.next_visitor.clicked.connect(self.next_wanted)
        line.addStretch()
        line.addWidget(self.next_visitor)
        self.column.addLayout(line)
        self.column.addStretch()
        self._versions: Sequence[Reception] = ()
        self.versions.hide()

    def show_versions(self, versions: Sequence[Reception]) -> None:
        """Earlier completions, once there are several."""
        self._versions = versions
        self.versions.clear()
        self.versions.addItem("訂正する前の書類を見る")
        for number, version in enumerate(versions, 1):
            self.versions.addItem(f"{number}回目　{version.saved_at.astimezone(JAPAN):%Y年%m月%d日 %H:%M}")
        self.versions.setVisible(len(versions) > 1)

    def _show_version(self, index: int) -> None:
        if index > 0:
            self.version_wanted.emit(self._versions[index - 1])
            self.versions.setCurrentIndex(0)

    def show_work(self, work: Work) -> None:
        self._number.setText(work.reception.number)
        clear(self._desks)
        self._desks.addWidget(label("このあと回る窓口", "heading"))
        procedures = work.plan.procedures if work.plan else ()
        for desk in dict.fromkeys(f"{p.floor}　{p.desk}".strip() for p in procedures if p.forms):
            self._desks.addWidget(label(desk))
