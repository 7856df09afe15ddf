"""One answer, large: in the visitor's language, and in Japanese beneath for the staff."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.guide.guide import Answer
from app.guide.words import JAPANESE, words
from ui import theme
from ui.talk.script import dress
from ui.talk.spoken_label import SpokenLabel
from ui.widgets.basics import chip, clear


class AnswerView(QWidget):
    """Empty until there is an answer to show."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(4, 4, 4, 4)
        self._column.setSpacing(10)

    def show_answer(self, visitor: Answer, japanese: Answer, language: str) -> None:
        """Once where the visitor's language is Japanese."""
        clear(self._column)
        self._say(visitor, language, large=True)
        if language != JAPANESE:
            line = QFrame()
            line.setFrameShape(QFrame.Shape.HLine)
            self._column.addWidget(line)
            self._say(japanese, JAPANESE, large=False)
        self._text(words()[JAPANESE].source.format(source=japanese.source), "quiet", JAPANESE)
        self._column.addStretch()

    def show_unknown(self, language: str) -> None:
        """That the guide has no answer."""
        clear(self._column)
        for spoken in dict.fromkeys((language, JAPANESE)):
            self._text(words()[spoken].unknown, "said" if spoken == language else "lead", spoken)
        self._column.addStretch()

    def _say(self, answer: Answer, language: str, *, large: bool) -> None:
        self._text(answer.title, "title" if large else "heading", language)
        if answer.category:
            self._chip(answer.category, "category", language)
        for line in answer.text.split("\n"):
            self._text(line, "language" if large else "", language)
        if answer.unsure:
            self._chip(answer.unsure, "unsure", language)

    def _text(self, text: str, role: str, language: str) -> None:
        one = SpokenLabel(role)
        one.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        one.say(text, language)
        self._column.addWidget(one)

    def _chip(self, text: str, kind: str, language: str) -> None:
        one = chip(text, kind)
        one.setWordWrap(True)
        dress(one, language)
        one.ensurePolished()
        one.setMinimumHeight(one.fontMetrics().height() + theme.px(10))  # the sheet's padding is not counted
        self._column.addWidget(one)
