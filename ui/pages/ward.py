"""What somebody has to look at between this counter and the ward's server, and the two sides of one record."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QVBoxLayout, QWidget

from app.clock import JAPAN
from ui.pages.page import Page
from ui.ward_words import part_name, shown
from ui.widgets.basics import button, card, label, row, scroll

if TYPE_CHECKING:
    from app.journeys.many_counters import Status
    from app.journeys.two_sides import Difference, Path
    from app.storage.outbox import Held
    from models.told import Standing, Told

_FAULTS = {
    "server_refused": "サーバーが受け取りませんでした",
    "other_content": "サーバーに、同じ番号の別の内容があります",
}


class WaitingPage(Page):
    """`sides_wanted` brings the record of which both sides are to be looked at."""

    title = "サーバーとの間で確かめる保存"
    lead = "どの保存も、この端末に残っています。ここで確かめて、送り直すか、内容を1つにします。"
    retry_wanted = Signal()
    sides_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.told = label("", "item", wrap=True)
        self.told.hide()
        self.column.addWidget(self.told)
        frame, column = card()
        column.addWidget(label("2つの窓口で変更された受付", "heading"))
        self._standing = QVBoxLayout()
        column.addLayout(self._standing)
        self.column.addWidget(frame)
        frame, column = card()
        column.addWidget(label("サーバーが受け取らなかった保存", "heading"))
        self._held = QVBoxLayout()
        column.addLayout(self._held)
        self.retry = button("もう一度送る")
        self.retry.clicked.connect(self.retry_wanted)
        line = row(self.retry)
        line.addStretch()
        column.addLayout(line)
        self.column.addWidget(frame)
        self.column.addStretch()

    def tell(self, text: str) -> None:
        self.told.setText(text)
        self.told.setVisible(bool(text))

    def show_status(self, status: Status) -> None:
        standing = [self._standing_line(one) for one in status.standing]
        _fill(self._standing, standing or [label("ありません。", "quiet")])
        held = [label(_held(one), wrap=True) for one in status.waiting.held]
        _fill(self._held, held or [label("ありません。", "quiet")])
        self.retry.setVisible(bool(held))

    def _standing_line(self, one: Standing) -> QWidget:
        text = f"{one.number}　{one.name}"
        both = button("両方を見る", name=f"{text} 両方を見る")
        both.clicked.connect(lambda: self.sides_wanted.emit(one.record))
        line = row(label(text, wrap=True), both, stretch=0)
        line.setContentsMargins(0, 0, 0, 0)
        whole = QWidget()
        whole.setLayout(line)
        return whole


class TwoSidesPage(Page):
    """`settled` brings the other side, and the paths at which its values were chosen. Nothing is chosen beforehand."""

    title = "2つの窓口での変更"
    lead = "同じ受付が2つの窓口で変更されています。違うところを選んでください。選ばなかったほうもサーバーに残ります。"
    settled = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self._theirs: Told | None = None
        self._choices: list[tuple[Path, QButtonGroup]] = []
        self.who = label("", "item", wrap=True)
        self.column.addWidget(self.who)
        frame, column = card()
        self._differences = scroll(QWidget(), "違うところ")
        column.addWidget(self._differences, 1)
        self.column.addWidget(frame, 1)
        self.all_ours, self.all_theirs = button("すべて、この端末の内容"), button("すべて、相手の内容")
        self.all_ours.clicked.connect(partial(self._choose_all, 0))
        self.all_theirs.clicked.connect(partial(self._choose_all, 1))
        self.keep = button("この内容で保存する", primary=True)
        self.keep.clicked.connect(self._settle)
        line = row(self.all_ours, self.all_theirs)
        line.addStretch()
        line.addWidget(self.keep)
        self.column.addLayout(line)

    def show_sides(self, ours: Told, theirs: Told) -> None:
        from app.journeys.two_sides import differences

        self._theirs = theirs
        when = [f"{one.counter}（{one.saved_at.astimezone(JAPAN):%m月%d日 %H:%M}）" for one in (ours, theirs)]
        self.who.setText(f"この端末: {when[0]}　相手: {when[1]}")
        self.all_theirs.setText(f"すべて、{theirs.counter}の内容")
        found = differences(ours, theirs)
        inside, grid = QWidget(), QGridLayout()
        inside.setLayout(grid)
        for x, head in enumerate(("項目", "この端末", theirs.counter)):
            grid.addWidget(label(head, "heading"), 0, x)
            grid.setColumnStretch(x, 2 if x else 1)
        self._choices = [(one.path, self._choice(grid, y, one, theirs.counter)) for y, one in enumerate(found, 1)]
        grid.setRowStretch(len(found) + 1, 1)
        self._differences.setWidget(inside)
        self._may_keep()

    def _choice(self, grid: QGridLayout, y: int, one: Difference, counter: str) -> QButtonGroup:
        """One value, ours and theirs side by side."""
        name = part_name(one.path)
        grid.addWidget(label(name, wrap=True), y, 0)
        group = QButtonGroup(self._differences)
        for side, (value, whose) in enumerate(((one.ours, "この端末"), (one.theirs, counter))):
            radio = QRadioButton(shown(value))
            radio.setAccessibleName(f"{name} {whose}: {shown(value)}")
            group.addButton(radio, side)
            grid.addWidget(radio, y, side + 1)
        group.idClicked.connect(self._may_keep)
        return group

    def _choose_all(self, side: int) -> None:
        for _, group in self._choices:
            group.button(side).setChecked(True)
        self._may_keep()

    def _may_keep(self, _side: int = 0) -> None:
        self.keep.setEnabled(all(group.checkedId() >= 0 for _, group in self._choices))

    def _settle(self) -> None:
        if self._theirs is not None:
            self.settled.emit(self._theirs, [path for path, group in self._choices if group.checkedId() == 1])

    def forget(self) -> None:
        """Nothing of the record stays on the page."""
        self._theirs, self._choices = None, []
        self._differences.setWidget(QWidget())
        self.who.setText("")


def _held(one: Held) -> str:
    return f"{one.number}　{one.since.astimezone(JAPAN):%m月%d日 %H:%M}　{_FAULTS.get(one.fault, one.fault)}"


def _fill(column: QVBoxLayout, widgets: list[Any]) -> None:
    while (item := column.takeAt(0)) is not None:
        if widget := item.widget():
            widget.deleteLater()
    for widget in widgets:
        column.addWidget(widget)
