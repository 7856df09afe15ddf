"""Step 4: every procedure with its deadline, place and reason; the deadlines in order beside them."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from models.procedure import Plan, PlannedProcedure
from ui.pages.page import Page
from ui.widgets.basics import card, clear, label, scroll
from ui.work import Work

_UNSURE = frozenset({"B", "U"})


class ProceduresPage(Page):
    title = "必要な手続き"
    lead = "回る順に並んでいます。「要確認」は、まだ所管課に確かめていない決まりです。"
    help = "理由と根拠は、来庁した方に聞かれたときにそのまま説明できます。"

    def __init__(self) -> None:
        super().__init__()
        inside, beside = QWidget(), QWidget()
        self._list, self._side = QVBoxLayout(inside), QVBoxLayout(beside)
        for column in (self._list, self._side):
            column.setContentsMargins(0, 0, 8, 0)
            column.setSpacing(8)
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addWidget(scroll(inside, "手続きの一覧"), 3)
        line.addWidget(scroll(beside, "期限とお知らせ"), 1)
        self.column.addLayout(line, 1)

    def show_work(self, work: Work) -> None:
        clear(self._list)
        clear(self._side)
        if work.plan is None:
            return
        for procedure in work.plan.procedures:
            self._list.addWidget(_procedure(procedure))
        self._list.addStretch()
        self._side.addWidget(_deadlines(work.plan))
        if work.plan.notices:
            frame, column = card()
            column.addWidget(label("お知らせ", "heading"))
            for notice in work.plan.notices:
                column.addWidget(label(notice, "quiet", wrap=True))
            self._side.addWidget(frame)
        self._side.addStretch()


def _procedure(procedure: PlannedProcedure) -> QFrame:
    frame, column = card()
    grid = QGridLayout()
    grid.setHorizontalSpacing(14)
    grid.setVerticalSpacing(3)
    due = label(f"{_day(procedure.due_on)} まで" if procedure.due_on else "日の定めなし")
    due.setProperty("chip", "due" if procedure.due_on else "none")
    due.setAlignment(Qt.AlignmentFlag.AlignCenter)
    due.setMinimumWidth(140)
    due.setToolTip(procedure.due_rule)
    grid.addWidget(due, 0, 0, 2, 1, Qt.AlignmentFlag.AlignVCenter)
    name = QHBoxLayout()
    name.addWidget(label(procedure.name_ja, "heading"))
    if procedure.confidence in _UNSURE:
        unsure = label("要確認")
        unsure.setProperty("chip", "unsure")
        name.addWidget(unsure)
    name.addStretch()
    grid.addLayout(name, 0, 1)
    grid.addWidget(label("、".join(procedure.because), wrap=True), 1, 1)
    grid.addWidget(label(f"{procedure.due_rule}　｜　根拠 {procedure.source}", "quiet", wrap=True), 2, 1)
    place = label(f"{procedure.desk} {procedure.floor}".strip(), wrap=True)
    place.setFixedWidth(190)
    grid.addWidget(place, 0, 2, 2, 1)
    grid.setColumnStretch(1, 1)
    column.addLayout(grid)
    column.setContentsMargins(14, 10, 14, 10)
    return frame


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"


def _deadlines(plan: Plan) -> QFrame:
    frame, column = card()
    column.addWidget(label("期限の早い順", "heading"))
    dated = sorted((p.due_on, p.name_ja) for p in plan.procedures if p.due_on)
    for due, name in dated:
        column.addWidget(label(f"{_day(due)}　{name}", wrap=True))
    return frame
