"""Passing a reception on: its next state, the section and colleague that it goes to, and a note."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from models.reception import State, Step
from models.records import Move
from ui.record_words import STATES
from ui.widgets.basics import label
from ui.widgets.dialog import Dialog
from ui.widgets.fields import ChoiceField

if TYPE_CHECKING:
    from app.journeys.records import Colleague
    from models.reception import ReceptionSummary

_ORDER = tuple(State)
_LONGEST = 300  # characters


class MoveDialog(Dialog):
    """`wish` is what the clerk has chosen; the next state is proposed."""

    def __init__(
        self,
        reception: ReceptionSummary,
        sections: Sequence[str],
        colleagues: Sequence[Colleague],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("状態・担当を変える", "記録する", parent)
        self.column.addWidget(label(f"{reception.number}　{reception.name}", "heading", wrap=True))
        self.state = ChoiceField("状態", {one: _word(one, reception.state) for one in _ways(reception)})
        self.section = ChoiceField("引き継ぐ係", {"": "（なし）", **{one: one for one in sections}})
        names = {one.login: f"{one.name}（{one.login}）" for one in colleagues}
        self.assignee = ChoiceField("担当", {"": "（決めない）", **names})
        self.note = QLineEdit()
        self.note.setAccessibleName("メモ")
        self.note.setMaxLength(_LONGEST)
        self.note.setPlaceholderText("戻すときは理由を書きます。個人番号は書かないでください")
        for name, widget in (
            ("状態", self.state), ("引き継ぐ係", self.section), ("担当", self.assignee), ("メモ", self.note),
        ):  # fmt: skip
            self.column.addWidget(label(name, "quiet"))
            self.column.addWidget(widget)
        self.state.show_value(_next(reception))
        self.section.show_value(reception.section)
        self.assignee.show_value(reception.assignee)
        self.finish()

    @property
    def wish(self) -> Move:
        return Move(self.state.value(), self.section.value(), self.assignee.value(), self.note.text())


def _ways(reception: ReceptionSummary) -> Sequence[State]:
    """Where it may go: one on, back, or on where it is."""
    if reception.step is not Step.DONE:
        return (State.RECEIVED,)
    return _ORDER[: _ORDER.index(reception.state) + 2]


def _next(reception: ReceptionSummary) -> State:
    return _ways(reception)[-1]


def _word(state: State, now: State) -> str:
    ahead = _ORDER.index(state) - _ORDER.index(now)
    return STATES[state] + ("（今のまま）" if not ahead else "に進める" if ahead > 0 else "に戻す")
