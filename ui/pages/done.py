"""Step 7: the reception number and where to go next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from app.clock import JAPAN
from models.procedure import Plan
from models.reception import Reception
from ui import theme
from ui.pages.page import Page
from ui.widgets.basics import button, card, label, row, scroll
from ui.widgets.desk_line import desk_line, numbered
from ui.work import Work

_SHORT = 8  # characters that are seen at least of a choice
_INDENT = 40  # pixels: under the desk's name


class DonePage(Page):
    """`version_wanted` brings an earlier completion that is to be looked at."""

    correct_wanted = Signal()
    handover_wanted = Signal()
    version_wanted = Signal(object)
    asks = True
    title = "完了"
    lead = "この受付はこの端末に保存しました。ご案内の紙を渡して、次の窓口を伝えてください。"

    def __init__(self) -> None:
        super().__init__()
        self._versions: Sequence[Reception] = ()
        self._record: UUID | None = None
        self._number = label("", "reception")
        self.next_visitor = button("次の方へ（F12）", primary=True, big=True)
        self.next_visitor.clicked.connect(self.next_wanted)
        frame, column = card()
        column.addWidget(label("受付番号", "quiet"))
        column.addLayout(row(self._number, self.next_visitor, stretch=0))
        self.kept = label("", "item")
        self.kept.hide()
        column.addWidget(self.kept)
        self.column.addWidget(frame)
        frame, column = card()
        column.addWidget(label("このあと回る窓口", "heading"))
        self._desks = scroll(QWidget(), "このあと回る窓口")
        column.addWidget(self._desks, 1)
        self.column.addWidget(frame, 1)
        self.column.addLayout(self._afterwards())

    def _afterwards(self) -> QHBoxLayout:
        """What is seldom wanted: corrections, files for the sections, how it was before."""
        self.correct = button("内容を訂正する")
        self.correct.clicked.connect(self.correct_wanted)
        self.handover = button("引継ぎファイルを書き出す")
        self.handover.clicked.connect(self.handover_wanted)
        self.versions = QComboBox()
        self.versions.setAccessibleName("完了した版")
        self.versions.activated.connect(self._show_version)
        self.versions.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.versions.setMinimumContentsLength(_SHORT)
        self.versions.hide()
        line = row(self.correct, self.handover, self.versions, stretch=2)
        line.addStretch(1)
        return line

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

    def show_states(self, state_of: Callable[[UUID], str]) -> None:
        """「この端末に保存」 or 「サーバーに送信済」; nothing at a counter that stands alone."""
        state = state_of(self._record) if self._record else ""
        self.kept.setText(state)
        self.kept.setVisible(bool(state))

    def show_work(self, work: Work) -> None:
        self._record = work.reception.id
        self._number.setText(work.reception.number)
        self._desks.setWidget(_way(work.plan) if work.plan else QWidget())


def _way(plan: Plan) -> QWidget:
    """The desks with their numbers, and what is done at each."""
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 8, 0)
    column.setSpacing(6)
    numbers = numbered(plan)
    for _desk, procedures in groupby(plan.procedures, lambda one: (one.floor, one.desk)):
        here = list(procedures)
        column.addLayout(desk_line(here[0], numbers))
        done = label("、".join(one.name_ja for one in here), "quiet", wrap=True)
        done.setIndent(theme.px(_INDENT))
        column.addWidget(done)
    column.addStretch()
    return inside
