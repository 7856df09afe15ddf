"""What the visitor sees: the sentence in very large type, answers to touch, a line to type. No word of another language
but the Japanese of the same sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.translation.languages import JAPANESE, languages
from ui import theme
from ui.pages.page import Page
from ui.talk.pickers import TAKE, DayPicker, NumberPicker
from ui.talk.script import direction, dress
from ui.talk.spoken_label import SpokenLabel
from ui.talk.tiles import Line, Tile
from ui.talk.visitor_tools import VisitorTools
from ui.widgets.basics import button, clear, row

if TYPE_CHECKING:
    from ui.face.code import TextCode

_LONG = 60  # letters: above it the type is a little smaller
_COLUMNS, _COLUMNS_LOW = 3, 5
_NARROW = 310  # pixels: a column of many answers
_FEW, _MANY = 6, 9  # answers: up to there they have the room to be high; above it they are a little smaller


@dataclass(frozen=True)
class Choice:
    """One answer to touch: `slot` is `date` or `number` where it needs one; `language` where it is not the page's."""

    id: str
    text: str
    ja: str
    slot: str = ""
    language: str = ""


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
        self._language, self._low, self._types = JAPANESE, False, True
        self.setProperty("visitor", True)
        self.setAccessibleName("お客さまの画面")
        self.column.setContentsMargins(40, 10, 40, 16)
        self.heading.hide()
        self.close_it = button("職員へもどる (Esc)")
        self.close_it.setProperty("small", True)
        self.close_it.clicked.connect(self.closed)
        self.tools = VisitorTools()
        self.tools.chosen.connect(lambda id_: self.answered.emit(id_, None))
        self.tools.code_wanted.connect(self._show_code)
        self.column.insertLayout(0, row(self.tools, self.close_it, stretch=0))
        self.code: TextCode | None = None
        self.text, self.help_text, self.ja = (SpokenLabel(role) for role in ("shown", "", ""))
        texts = QVBoxLayout()
        for one in (self.text, self.help_text, self.ja):
            texts.addWidget(one)
        texts.addStretch(1)
        self._said = QHBoxLayout()
        self._said.addLayout(texts, 1)
        self.column.addLayout(self._said)
        self.column.addStretch(1)
        self.choices: dict[str, Tile] = {}
        self._answers = QGridLayout()
        self._answers.setSpacing(12)
        self.column.addLayout(self._answers)
        self.picker: DayPicker | NumberPicker | None = None
        self._below = QVBoxLayout()
        self.column.addLayout(self._below)
        self.column.addStretch(1)
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

    def lie_low(self, *, low: bool) -> None:
        """Half a screen: a smaller type and narrower margins, so that sentence, answers and entry are seen at once."""
        self._low = low
        self.close_it.setVisible(not low)
        self.column.setContentsMargins(*((24, 4, 24, 8) if low else (40, 10, 40, 16)))
        self.column.setSpacing(6 if low else 12)
        self.send.setProperty("big", not low)
        self.send.style().polish(self.send)

    def show_sentence(self, shown: Shown, placeholder: str = "") -> None:
        """One sentence and its answers; nothing of the one before is left."""
        self._language = shown.language
        long = self._low or len(shown.text) > _LONG
        self.text.setProperty("role", "shown_long" if long else "shown")
        self.text.style().polish(self.text)
        for one, words, language in (
            (self.text, shown.text, shown.language),
            (self.help_text, shown.help, shown.language),
            (self.ja, shown.ja if shown.language != JAPANESE else "", JAPANESE),
        ):
            one.say(words, language)
            one.setVisible(bool(words))
        self.setLayoutDirection(direction(languages()[shown.language]))
        self.tools.show_language(shown.language)
        self._show_code(wanted=False)
        self._show_choices(shown.choices)
        self.entry.clear()
        dress(self.entry, shown.language)
        self.entry.setPlaceholderText(placeholder)
        self.entry.setAccessibleName(placeholder or shown.text)
        self._types = shown.entry in ("", "text")
        self.listens(on=False)
        self._pick(shown.entry, "")

    def listens(self, *, on: bool) -> None:
        """Whether the microphone's button stands there also where nothing is typed."""
        for one in (self.entry, self.send):
            one.setVisible(self._types)
        self._line.setVisible(self._types or on)

    def _show_code(self, wanted: bool) -> None:
        """The sentence for the visitor's own phone: the text alone."""
        if wanted and self.code is None:
            from ui.face.code import TextCode

            self.code = TextCode()
            self._said.addWidget(self.code)
        if self.code is not None:
            said = (one.text() for one in (self.text, self.ja))
            self.code.show_text("\n".join(filter(None, said)) if wanted else "")
            self.code.setVisible(wanted)
        self.tools.code.setChecked(wanted)

    def _show_choices(self, choices: Sequence[Choice]) -> None:
        clear(self._answers)
        self.choices.clear()
        for one in choices:
            ja = one.ja if self._language != JAPANESE else ""
            role = "board" if self._low or len(choices) > _MANY else "answer"
            tile = Tile([Line(one.text, role, one.language or self._language), Line(ja, "for_staff")], centred=True)
            tile.setProperty("tall", not self._low and len(choices) <= _FEW)
            tile.clicked.connect(lambda _on=False, one=one: self._touch(one))
            self.choices[one.id] = tile
        self._place_choices()

    def _place_choices(self) -> None:
        """In columns of one width, as many as the page has room for."""
        columns = self._columns(len(self.choices))
        for place, tile in enumerate(self.choices.values()):
            self._answers.addWidget(tile, place // columns, place % columns)
        for column in range(_COLUMNS_LOW):
            self._answers.setColumnStretch(column, int(column < columns))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 Qt's name
        super().resizeEvent(event)
        if self._low:
            self._place_choices()

    def _columns(self, choices: int) -> int:
        if self._low and self.width() > self.height():
            return min(_COLUMNS_LOW, max(choices, 1))
        if choices > _MANY:
            return min(_COLUMNS + 1, max(self.width() // theme.px(_NARROW), 1))
        return min(_COLUMNS, max(choices, 1)) if choices != 4 else 2

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
