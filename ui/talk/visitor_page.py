"""What the visitor sees: the sentence in very large type, answers to touch, a line to type. No word of another language
but the Japanese of the same sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.translation.languages import JAPANESE, languages
from ui.pages.page import Page
from ui.talk.pickers import TAKE, DayPicker, NumberPicker
from ui.talk.script import direction, dress
from ui.talk.tiles import Line, Tile
from ui.widgets.basics import button, clear, label

_LONG = 60  # letters: above it the type is a little smaller
_COLUMNS = 3


@dataclass(frozen=True)
class Choice:
    """One answer to touch: `slot` is `date` or `number` where it needs one."""

    id: str
    text: str
    ja: str
    slot: str = ""


@dataclass(frozen=True)
class Shown:
    """What is shown: a sentence in the visitor's language and in Japanese, a word of help, and what may be answered.

    `entry`: `text`, `date` or `number` where that is asked for right away; `touch`: only the choices; empty: typing is
    offered beside them.
    """

    language: str
    text: str
    ja: str
    choices: Sequence[Choice] = ()
    help: str = ""
    entry: str = ""


class VisitorPage(Page):
    """`answered`: the touched choice's id and the day or number with it. `typed`: a sentence. `closed`: to staff."""

    title = ""
    answered = Signal(str, object)
    typed = Signal(str)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("visitor", True)
        self.setAccessibleName("お客さまの画面")
        self.column.setContentsMargins(40, 10, 40, 16)
        self.heading.hide()
        self.close_it = button("職員へもどる (Esc)")
        self.close_it.setProperty("small", True)
        self.close_it.clicked.connect(self.closed)
        top = QHBoxLayout()
        top.addStretch()
        top.addWidget(self.close_it)
        self.column.insertLayout(0, top)
        self.text, self.help_text, self.ja = (label("", role, wrap=True) for role in ("shown", "", ""))
        for one in (self.text, self.help_text, self.ja):
            self.column.addWidget(one)
        self.column.addStretch(1)
        self.choices: dict[str, Tile] = {}
        self._answers = QGridLayout()
        self._answers.setSpacing(14)
        self.column.addLayout(self._answers)
        self.picker: DayPicker | NumberPicker | None = None
        self._below = QVBoxLayout()
        self.column.addLayout(self._below)
        self.entry = QLineEdit()
        self.entry.setMaxLength(400)
        self.send = button(TAKE, primary=True, big=True, name="OK")
        self.entry.returnPressed.connect(self._type)
        self.send.clicked.connect(self._type)
        self.listen_room = QHBoxLayout()
        """For what listens to the visitor, where this counter can."""
        self._line = QWidget()
        line = QHBoxLayout(self._line)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.entry, 1)
        line.addWidget(self.send)
        line.addLayout(self.listen_room)
        self.column.addWidget(self._line)

    def show_sentence(self, shown: Shown, placeholder: str = "") -> None:
        """One sentence and its answers; nothing of the one before is left."""
        self._language = shown.language
        long = len(shown.text) > _LONG
        self.text.setProperty("role", "shown_long" if long else "shown")
        self.text.style().polish(self.text)
        for one, words, language in (
            (self.text, shown.text, shown.language),
            (self.help_text, shown.help, shown.language),
            (self.ja, shown.ja if shown.language != JAPANESE else "", JAPANESE),
        ):
            one.setText(words)
            one.setVisible(bool(words))
            dress(one, language)
        self.setLayoutDirection(direction(languages()[shown.language]))
        self._show_choices(shown.choices)
        self.entry.clear()
        self.entry.setPlaceholderText(placeholder)
        self.entry.setAccessibleName(placeholder or shown.text)
        dress(self.entry, shown.language)
        self._line.setVisible(shown.entry in ("", "text"))
        self._pick(shown.entry, "")

    def _show_choices(self, choices: Sequence[Choice]) -> None:
        clear(self._answers)
        self.choices.clear()
        columns = min(_COLUMNS, max(len(choices), 1)) if len(choices) != 4 else 2
        for place, one in enumerate(choices):
            ja = one.ja if self._language != JAPANESE else ""
            tile = Tile([Line(one.text, "answer", self._language), Line(ja, "for_staff")], centred=True)
            tile.clicked.connect(lambda _on=False, one=one: self._touch(one))
            self.choices[one.id] = tile
            self._answers.addWidget(tile, place // columns, place % columns)

    def _touch(self, choice: Choice) -> None:
        if choice.slot:
            self._pick(choice.slot, choice.id)
        else:
            self.answered.emit(choice.id, None)

    def _pick(self, slot: str, choice: str) -> None:
        """A day or a number is asked for; for nothing else is there a picker."""
        clear(self._below)
        self.picker = None
        if slot not in ("date", "number"):
            return
        self.picker = DayPicker(self._language) if slot == "date" else NumberPicker(self._language)
        self.picker.taken.connect(lambda value: self.answered.emit(choice, value))
        self._below.addWidget(self.picker, 0, Qt.AlignmentFlag.AlignHCenter)

    def _type(self) -> None:
        if self.entry.text().strip():
            self.typed.emit(self.entry.text())

    def leave(self) -> None:
        """Nothing that was said or typed is left on the page."""
        self.show_sentence(Shown(JAPANESE, "", ""))
