"""Receptions as records: searched and filtered at the left, what became of the marked one at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app import clock
from app.clock import JAPAN
from models.reception import State
from models.records import RecordQuery
from ui.pages.household_words import EVENTS
from ui.pages.page import Page
from ui.record_words import STATES, UNFINISHED, asked, event_name
from ui.widgets.basics import Banner, button, card, label, row, scroll
from ui.widgets.columns import Columns
from ui.widgets.fields import ChoiceField, Entry, EntryForm
from ui.widgets.record_list import RecordList

if TYPE_CHECKING:
    from app.access.session import Session
    from models.reception import ReceptionSummary
    from models.records import Found, Passage

_DAYS = {None: "すべての日", 0: "きょう", 6: "この7日", 30: "この31日"}
_WHOSE = {"": "だれでも", "me": "わたし", "section": "わたしの係"}
_STATES: dict[object, str] = {None: "すべて", UNFINISHED: UNFINISHED}
_STATES.update(STATES.items())


class RecordsPage(Page):
    """`find_wanted` brings a `RecordQuery`; `chosen_wanted` asks for the history of the marked reception."""

    title = "受付の記録"
    help = (
        "氏名・カナ・番号の一部でさがし、確認・引継ぎ・完了の記録をします。"
        "Ctrl+F で検索に移ります。↑↓ で選び、Enter で開きます。髙と高、ヤマザキとヤマサキは同じとみなします。"
        "状態は 受付済 → 確認済 → 引継済 → 完了 の順に進めます。戻すときは理由を書きます。"
    )
    find_wanted = Signal(object)
    more_wanted = Signal()
    chosen_wanted = Signal(object)
    open_wanted = Signal(object)
    move_wanted = Signal(object)
    reprint_wanted = Signal(object)
    corrections_wanted = Signal(object)
    disclosure_wanted = Signal()

    def __init__(self, session: Session | None, section: str) -> None:
        super().__init__()
        self._session, self._section = session, section
        self._found: dict[object, ReceptionSummary] = {}
        self.filters = self._made_filters()
        self.list = RecordList("見つかった受付")
        self.list.hint.setText("")
        self.list.find_wanted.connect(lambda _typed: self.ask())
        self.list.search.textChanged.connect(self._emptied)
        self.list.more_wanted.connect(self.more_wanted)
        self.list.open_wanted.connect(self.open_wanted)
        self.list.marked.connect(self._marked)
        self.detail = _Detail()
        self.detail.open.clicked.connect(lambda: self.open_wanted.emit(self.list.chosen))
        self.detail.pass_on.clicked.connect(lambda: self.move_wanted.emit(self.chosen))
        self.detail.reprint.clicked.connect(lambda: self.reprint_wanted.emit(self.chosen))
        self.detail.corrections.clicked.connect(lambda: self.corrections_wanted.emit(self.chosen))
        self.disclosure = button("開示請求…")
        self.disclosure.clicked.connect(self.disclosure_wanted)
        self.column.addWidget(self.filters)
        beside = Columns(2, 460, spacing=20)
        beside.show_widgets([self.list, self.detail])
        self.column.addWidget(beside, 1)
        below = row(self.disclosure)
        below.addStretch()
        self.column.addLayout(below)

    def _made_filters(self) -> EntryForm:
        whose = {key: word for key, word in _WHOSE.items() if key != "section" or self._section}
        entries = (
            Entry("state", "状態", ChoiceField("状態", _STATES), 1),
            Entry("days", "受付の日", ChoiceField("受付の日", _DAYS), 1),
            Entry("event", "届出の種類", ChoiceField("届出の種類", {"": "すべて", **EVENTS}), 2),
            Entry("whose", "担当", ChoiceField("担当", whose), 2),
        )
        form = EntryForm(entries)
        form.changed.connect(self.ask)
        return form

    @property
    def chosen(self) -> ReceptionSummary | None:
        """The reception whose line is marked."""
        return self._found.get(self.list.chosen)

    def ask(self) -> None:
        """Everything that the filters and the typed words say."""
        self.find_wanted.emit(self.query())

    def query(self) -> RecordQuery:
        chosen = self.filters.values()
        query = RecordQuery()
        if isinstance(state := chosen["state"], State):
            query = replace(query, state=state, unfinished=False)
        elif state:
            query = replace(query, unfinished=True)
        if chosen["days"] is not None:
            query = replace(query, since=clock.today() - timedelta(days=chosen["days"]))
        if chosen["event"]:
            query = replace(query, events=(str(chosen["event"]),))
        if chosen["whose"] == "me" and self._session:
            query = replace(query, assignee=self._session.login)
        elif chosen["whose"] == "section":
            query = replace(query, section=self._section)
        return asked(self.list.search.text(), query)

    def show_found(self, found: Found) -> None:
        self._found = {one.id: one for one in found.lines}
        self.list.show_lines(found.lines, more=found.next is not None)
        more = "以上" if found.next is not None else ""
        self.list.heading.setText(f"見つかった受付　{len(found.lines)}件{more}")

    def add_found(self, found: Found) -> None:
        self._found |= {one.id: one for one in found.lines}
        self.list.add_lines(found.lines, more=found.next is not None)
        more = "以上" if found.next is not None else ""
        self.list.heading.setText(f"見つかった受付　{len(self._found)}件{more}")

    def show_history(self, reception: ReceptionSummary, history: Sequence[Passage]) -> None:
        """Unless another line has been marked meanwhile."""
        if self.chosen == reception:
            self.detail.show_history(history)

    def forget(self) -> None:
        """What was found and searched for are names."""
        self.list.search.clear()
        self._found = {}
        self.list.show_lines([], more=False)
        self.list.hint.setText("")
        self.detail.show_reception(None)

    def _emptied(self, typed: str) -> None:
        if not typed.strip():
            self.ask()

    def _marked(self) -> None:
        self.detail.show_reception(self.chosen)
        if self.chosen is not None:
            self.chosen_wanted.emit(self.chosen)


class _Detail(QWidget):
    """The marked reception: what it is, whose it is, its history, and what can be done with it."""

    def __init__(self) -> None:
        super().__init__()
        self.name, self.about = label("", "heading", wrap=True), label("", "quiet", wrap=True)
        self.whose = label("", wrap=True)
        self.banner = Banner()
        self.open = button("開く（Enter）", primary=True)
        self.pass_on = button("状態・担当を変える…")
        self.reprint = button("再発行…")
        self.corrections = button("訂正の内容…")
        self._lines = QWidget()
        self._history = QVBoxLayout(self._lines)
        self._history.setContentsMargins(0, 0, 6, 0)
        frame, column = card()
        for one in (self.name, self.about, self.whose, self.banner):
            column.addWidget(one)
        column.addWidget(label("これまでの経過", "item"))
        column.addWidget(scroll(self._lines, "これまでの経過"), 1)
        buttons = Columns(2, 0, spacing=10)
        buttons.show_widgets(self.buttons)
        column.addWidget(buttons)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(frame)
        self.show_reception(None)

    @property
    def buttons(self) -> list[QPushButton]:
        return [self.open, self.pass_on, self.reprint, self.corrections]

    def show_reception(self, one: ReceptionSummary | None) -> None:
        for each in self.buttons:
            each.setEnabled(one is not None)
        self.show_history(())
        if one is None:
            self.name.setText("受付を選んでください")
            self.about.setText("")
            self.whose.setText("")
            return
        began = one.created_at.astimezone(JAPAN)
        self.name.setText(one.name or "（氏名未入力）")
        self.about.setText(f"{one.number}　{event_name(one.event)}　{began:%Y年%m月%d日 %H:%M} 受付　{one.counter}")
        self.whose.setText("　".join(filter(None, (_state(one), one.section, one.assignee and f"担当 {one.assignee}"))))
        finished = not _unfinished(one)
        self.reprint.setEnabled(finished)
        self.corrections.setEnabled(finished)

    def show_history(self, history: Sequence[Passage]) -> None:
        """The newest first."""
        from ui.widgets.basics import clear

        clear(self._history)
        for one in reversed(history):
            self._history.addWidget(label(_said(one), wrap=True))
        if not history:
            self._history.addWidget(label("まだ何もありません。", "quiet", wrap=True))
        self._history.addStretch()


def _unfinished(one: ReceptionSummary) -> bool:
    from ui.record_lines import RecordLine

    return RecordLine(one).unfinished


def _state(one: ReceptionSummary) -> str:
    return UNFINISHED if _unfinished(one) else STATES[one.state]


def _said(one: Passage) -> str:
    """`11月24日 13:40　隅　花子　確認済 → 引継済　証明係` and the note below."""
    at = one.at.astimezone(JAPAN)
    moved = f"{STATES[one.before]} → {STATES[one.state]}" if one.before is not one.state else "担当"
    to = [one.section, one.assignee and f"担当 {one.assignee}"]
    line = "　".join(filter(None, (f"{at.month}月{at.day}日 {at:%H:%M}", one.name or "（プログラム）", moved, *to)))
    return f"{line}\n　{one.note}" if one.note else line
