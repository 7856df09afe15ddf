"""The first page: a door for each area, the unfinished receptions, and the record list."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from ui.areas import DOORS, RECEPTION, Door
from ui.pages.page import Page
from ui.widgets.basics import button, card, label

if TYPE_CHECKING:
    from app.access.session import Session
    from models.reception import ReceptionSummary
    from ui.widgets.record_list import RecordList


class StartPage(Page):
    title = "こんにちは。きょうの受付を始めましょう"
    lead = "新しい受付を始めるか、途中の受付を続けます。どこで止めても、入力した内容は残っています。"
    help = (
        "F2 で新しい受付を始めます。一覧は ↑↓ で選び、Enter で開きます。Ctrl+F でさがせます。"
        "Ctrl と ＋ / － で文字の大きさが変わります。"
    )
    door_wanted = Signal(str)
    open_wanted = Signal(object)
    find_wanted = Signal(str)

    def __init__(self, session: Session | None) -> None:
        """The doors of whoever is signed in."""
        super().__init__()
        self._shown = [door for door in DOORS if door.about_ja and door.is_for(session)]
        self.has_records = any(door.id == RECEPTION for door in self._shown)
        self.doors: dict[str, QPushButton] = {}
        self._abouts: dict[str, QLabel] = {}
        if not self.has_records:
            self.heading.setText("こんにちは。使うものを選んでください")
            self.guidance.setText("使うものを選びます。使える入口は、役割によって違います。")
        line = QHBoxLayout()
        line.setSpacing(20)
        line.addWidget(self._doors(), 1)
        frame, self._list = card()
        line.addWidget(frame, 1)
        frame.setVisible(self.has_records)
        self.column.addLayout(line, 1)

    @property
    def new(self) -> QPushButton:
        """The main door: that of the reception for whoever may receive."""
        return next(iter(self.doors.values()))

    def furnish(self) -> None:
        """The window stands: make the list, which says that it is being filled."""
        if self.has_records:
            self.records.setVisible(True)

    @cached_property
    def records(self) -> RecordList:
        """The list, made when the window already stands: the doors come first."""
        from ui.widgets.record_list import RecordList

        records = RecordList()
        records.open_wanted.connect(self.open_wanted)
        records.find_wanted.connect(self.find_wanted)
        self._list.addWidget(records)
        return records

    def show_receptions(self, receptions: Sequence[ReceptionSummary]) -> None:
        self.records.show_receptions(receptions)

    def allow(self, *, open_doors: bool) -> None:
        """Whether anything may be begun."""
        for door in self.doors.values():
            door.setEnabled(open_doors)

    def remind(self, door: str, text: str) -> None:
        """Under a door stands what waits behind it, where anything does."""
        if text and door in self._abouts:
            about = self._abouts[door]
            about.setText(text)
            about.setProperty("tone", "warn")
            about.style().polish(about)

    def leave(self) -> None:
        """What was searched for may be a name."""
        if "records" in vars(self):
            self.records.search.clear()

    def _doors(self) -> QFrame:
        """The main door above, the others below in two columns."""
        frame, column = card()
        main = next((door for door in self._shown if door.alone), self._shown[0])
        others = [door for door in self._shown if door is not main]
        column.addWidget(label(main.name_ja, "heading"))
        column.addWidget(label(main.about_ja, "quiet", wrap=True))
        column.addWidget(self._door(main, f"{main.begin_ja or main.name_ja}（{main.key}）", primary=True))
        column.addSpacing(16)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(14)
        for place, door in enumerate(others):
            grid.addLayout(self._side_door(door), place // 2, place % 2)
        for one in range(2):
            grid.setColumnStretch(one, 1)
        column.addLayout(grid)
        column.addStretch()
        return frame

    def _side_door(self, door: Door) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(self._door(door, f"{door.name_ja}（{door.key}）"))
        self._abouts[door.id] = label(door.about_ja, "quiet", wrap=True)
        column.addWidget(self._abouts[door.id])
        column.addStretch()
        return column

    def _door(self, door: Door, text: str, *, primary: bool = False) -> QPushButton:
        one = button(text, primary=primary, big=True)
        one.setToolTip(door.about_ja)
        one.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        one.clicked.connect(partial(self.door_wanted.emit, door.id))
        self.doors[door.id] = one
        return one
