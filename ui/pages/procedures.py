"""Step 4: every procedure by the desk on the visitor's way; beside it deadlines, what to bring, what is not needed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from models.procedure import Plan, PlannedProcedure
from ui import theme
from ui.pages.page import Page
from ui.widgets.address_lock import AddressLock
from ui.widgets.basics import card, chip, label, scroll
from ui.widgets.desk_line import desk_line, numbered
from ui.widgets.fold import Fold
from ui.widgets.identity import IdentityCheck
from ui.widgets.month import IsOpen, MonthView
from ui.widgets.tick import Tick
from ui.work import Work

_UNSURE = frozenset({"B", "U"})
_WEEK = "月火水木金土日"
_LARGE = 1.5  # from this zoom on there is no room beside the list
_UNBOUNDED = (1 << 24) - 1  # what Qt means by no maximum
_BESIDE = 380  # pixels: a month and a line of text


class ProceduresPage(Page):
    asks = True
    title = "必要な手続き"
    lead = "窓口を回る順に並んでいます。「要確認」は、まだ所管課に確かめていない決まりです。"
    help = "「くわしく」を開くと、期限の決まり・持ち物・根拠が出ます。来庁した方にそのまま説明できます。"

    def __init__(self, is_open: IsOpen) -> None:
        super().__init__()
        self._is_open = is_open
        self.lock = AddressLock()
        self.column.addWidget(self.lock)
        self._list = scroll(QWidget(), "手続きの一覧")
        self._beside = scroll(QWidget(), "期限・持ち物・お知らせ")
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._line.setSpacing(16)
        self._line.addWidget(self._list, 1)
        self._line.addWidget(self._beside)
        self.column.addLayout(self._line, 1)

    def _arrange(self) -> None:
        """Side by side; at a large type one below the other."""
        large = theme.zoom() >= _LARGE
        self._line.setDirection(QBoxLayout.Direction.TopToBottom if large else QBoxLayout.Direction.LeftToRight)
        self._beside.setMinimumWidth(theme.px(_BESIDE))
        self._beside.setMaximumWidth(_UNBOUNDED if large else theme.px(_BESIDE))

    def show_work(self, work: Work) -> None:
        self._arrange()
        plan = work.plan
        self.lock.show_plan(plan, work.reception.release)
        if plan is None:
            self._show((), ())
            return
        numbers = numbered(plan)
        desks = groupby(plan.procedures, lambda one: (one.floor, one.desk))
        self._show(
            [_stop(list(procedures), numbers) for _desk, procedures in desks],
            _beside(plan, work.case.filed_on, self._is_open),
        )

    def _show(self, stops: Iterable[QWidget], beside: Iterable[QWidget]) -> None:
        """Each list is whole before it is seen."""
        self._list.setWidget(_below_one_another(stops))
        self._beside.setWidget(_below_one_another(beside))


def _below_one_another(parts: Iterable[QWidget]) -> QWidget:
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 8, 0)
    column.setSpacing(10)
    for part in parts:
        column.addWidget(part)
    column.addStretch()
    return inside


def _stop(procedures: list[PlannedProcedure], numbers: Sequence[str]) -> QFrame:
    """One desk on the way, with everything that is done there."""
    frame, column = card()
    column.setSpacing(6)
    column.addLayout(desk_line(procedures[0], numbers))
    for procedure in procedures:
        column.addWidget(_procedure(procedure))
    return frame


def _procedure(procedure: PlannedProcedure) -> QFrame:
    """Until when, what, because of what; the details below over the whole width."""
    frame = QFrame()
    frame.setProperty("row", True)
    column = QVBoxLayout(frame)
    column.setContentsMargins(0, 7, 0, 5)
    column.setSpacing(2)
    fold = Fold("くわしく", _details(procedure), name=f"{procedure.name_ja} くわしく")
    line = QHBoxLayout()
    line.setSpacing(14)
    line.addWidget(_due(procedure.due_on), 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(2)
    words.addWidget(label(procedure.name_ja, "item", wrap=True))
    words.addWidget(label("　".join(procedure.because), "quiet", wrap=True))
    line.addLayout(words, 1)
    if procedure.confidence in _UNSURE:
        line.addWidget(chip("要確認", "unsure"), 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(fold.head, 0, Qt.AlignmentFlag.AlignTop)
    column.addLayout(line)
    column.addWidget(fold)
    return frame


def _due(day: date | None) -> QLabel:
    due = chip(f"{_day(day)} まで" if day else "日の定めなし", "due" if day else "none")
    due.setAlignment(Qt.AlignmentFlag.AlignCenter)
    due.setFixedWidth(due.fontMetrics().horizontalAdvance("12月30日（水） まで") + theme.px(30))
    return due


def _details(procedure: PlannedProcedure) -> QWidget:
    facts: dict[str, Iterable[str]] = {
        "期限の決まり": procedure.due_rule.split("　"),
        "持ち物": procedure.bring,
        "届け出る方": ["、".join(procedure.who_may_file)] if procedure.who_may_file else [],
        "ほかの方法": ["、".join(procedure.also_at)] if procedure.also_at else [],
        "根拠": [procedure.source],
    }
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(14, 6, 0, 6)
    column.setSpacing(2)
    for head, lines in facts.items():
        for number, text in enumerate(lines):
            column.addLayout(_fact(head if number == 0 else "", text))
    return inside


def _fact(head: str, text: str) -> QHBoxLayout:
    line = QHBoxLayout()
    name = label(head, "quiet")
    name.setFixedWidth(name.fontMetrics().horizontalAdvance("期限の決まり　"))
    line.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(label(text, "small", wrap=True), 1)
    return line


def _beside(plan: Plan, today: date, is_open: IsOpen) -> Iterable[QWidget]:
    yield _deadlines(plan, today, is_open)
    if plan.notices:
        yield _folded("お知らせ", [label(f"・{text}", "small", wrap=True) for text in plan.notices], opened=True)
    yield _folded("持ち物（窓口で確かめる）", _to_bring(plan))
    yield _folded("本人確認", [IdentityCheck()])
    if plan.asked_but_not_needed:
        not_needed = [label(f"{one.name_ja}\n{one.because}", "small", wrap=True) for one in plan.asked_but_not_needed]
        yield _folded(f"要らないと確かめたもの（{len(not_needed)}件）", not_needed)


def _deadlines(plan: Plan, today: date, is_open: IsOpen) -> QFrame:
    """The month, and under it the days in order."""
    frame, column = card()
    dated = sorted(((one.due_on, one.name_ja) for one in plan.procedures if one.due_on), key=lambda pair: pair[0])
    column.addWidget(MonthView({day for day, _ in dated}, today, is_open))
    for day, pairs in groupby(dated, lambda pair: pair[0]):
        line = QHBoxLayout()
        when = label(_day(day), "small")
        when.setProperty("tone", "bad" if day < today else "")
        when.setFixedWidth(when.fontMetrics().horizontalAdvance("12月30日（水）　"))
        line.addWidget(when, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(label("\n".join(name for _, name in pairs), "small", wrap=True), 1)
        column.addLayout(line)
    return frame


def _to_bring(plan: Plan) -> Iterable[QWidget]:
    """Each thing once; the ticks are the clerk's own and are not kept."""
    things = dict.fromkeys(thing for one in plan.procedures for thing in one.bring)
    return [Tick(thing) for thing in things]


def _folded(title: str, parts: Iterable[QWidget], *, opened: bool = False) -> QFrame:
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 4, 0, 0)
    column.setSpacing(6)
    for part in parts:
        column.addWidget(part)
    frame, outer = card()
    outer.setContentsMargins(14, 8, 14, 10)
    outer.addWidget(Fold(title, inside, opened=opened))
    return frame


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日（{_WEEK[day.weekday()]}）"
