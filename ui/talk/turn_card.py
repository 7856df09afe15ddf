"""What was said last: in both languages, with everything that staff must know of the translation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from app.translation.glossary import meaning
from app.translation.languages import JAPANESE
from models.talk import Turn
from ui.talk.spoken_label import SpokenLabel
from ui.widgets.basics import button, chip, clear, label

_BEFORE = "左の定型文を選ぶか、下に文を入力してください。"


class TurnCard(QFrame):
    """`show_wanted`: to the visitor; `mark_wanted`: among the favourites, or no more."""

    show_wanted = Signal()
    mark_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(20, 12, 20, 12)
        self._column.setSpacing(8)
        self.who = label("", "quiet")
        self.ja = label(_BEFORE, "heading", wrap=True)
        self.other = SpokenLabel("said")
        self.other.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._marks = QHBoxLayout()
        self._marks.setSpacing(6)
        self.way_back = label("", "small", wrap=True)
        self.warnings = label("", "small", wrap=True)
        self.warnings.setProperty("tone", "warn")
        self._terms = QHBoxLayout()
        self._terms.setSpacing(6)
        self.show_it = button("相手に見せる (F8)", primary=True)
        self.mark = button("☆ よく使う", name="よく使う定型文にする")
        self.mark.setCheckable(True)
        self.speak_room = QHBoxLayout()
        """For what says the sentence aloud, where this counter can."""
        self._lay_out()
        self.show_it.clicked.connect(self.show_wanted)
        self.mark.clicked.connect(self.mark_wanted)
        self.show_turn(None)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.who)
        head.addLayout(self._marks)
        head.addStretch()
        self._column.addLayout(head)
        for one in (self.ja, self.other, self.way_back, self.warnings):
            self._column.addWidget(one)
        self._column.addLayout(self._terms)
        self._column.addStretch(1)
        below = QHBoxLayout()
        below.addWidget(self.mark)
        below.addLayout(self.speak_room)
        below.addStretch()
        below.addWidget(self.show_it)
        self._column.addLayout(below)

    def lie_low(self, *, low: bool) -> None:
        """Half a screen: closer together, the language's sentence no larger than the Japanese."""
        self._column.setContentsMargins(*((14, 6, 14, 6) if low else (20, 12, 20, 12)))
        self._column.setSpacing(4 if low else 8)
        self.other.setProperty("role", "heading" if low else "said")
        self.other.style().polish(self.other)

    def show_turn(
        self, turn: Turn | None, *, marked: bool = False, terms: Mapping[str, Sequence[str]] | None = None
    ) -> None:
        """`terms`: the office's words in it and what the language calls them."""
        clear(self._marks)
        clear(self._terms)
        self.who.setText({"staff": "職員 →", "visitor": "← お客さま"}[turn.speaker] if turn else "")
        self.ja.setText(turn.ja if turn else _BEFORE)
        self.other.say(turn.other if turn else "", turn.language if turn else JAPANESE)
        self.way_back.setText(_way_back(turn) if turn else "")
        self.warnings.setText("\n".join(f"⚠ {one}" for one in turn.warnings) if turn else "")
        for one in (self.who, self.other, self.way_back, self.warnings):
            one.setVisible(bool(one.text()))
        for text, kind in _marks(turn) if turn else ():
            self._marks.addWidget(chip(text, kind))
        for term, names in (terms or {}).items():
            self._terms.addWidget(_Term(term, names))
        self._terms.addStretch()
        self.show_it.setEnabled(turn is not None)
        self.mark.setVisible(bool(turn and turn.phrase))
        self.mark.setChecked(marked)
        self.mark.setText("★ よく使う" if marked else "☆ よく使う")


def _way_back(turn: Turn) -> str:
    lines = [f"訳し戻し: {turn.back}"] if turn.back else []
    if turn.via:
        lines.append(f"英語を経由しました: {turn.via}")
    return "\n".join(lines)


def _marks(turn: Turn) -> Sequence[tuple[str, str]]:
    marks = [("機械翻訳（誤りがあり得ます）", "machine")] if turn.by_machine else []
    if turn.test_model:
        marks.append(("試験用モデル: 訳ではありません", "machine"))
    if turn.reviewed is False:
        marks.append(("定型文・未確認", "unsure"))
    if turn.reviewed:
        marks.append(("確認済みの訳", "done"))
    return marks


class _Term(QPushButton):
    """An office word; touched, it says what the language calls it."""

    def __init__(self, term: str, names: Sequence[str]) -> None:
        super().__init__(f"{term} …")
        self.setProperty("small", True)
        self.setCheckable(True)
        self.setAccessibleName(f"{term} の訳語")
        self._words = (f"{term} …", f"{term} = {' / '.join(names)}")
        self.setToolTip(meaning(term))
        self.toggled.connect(lambda told: self.setText(self._words[told]))
