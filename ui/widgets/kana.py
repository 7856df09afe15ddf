"""A name and its furigana: what is typed before the conversion to kanji becomes the reading."""

from __future__ import annotations

import re

import jaconv
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QLineEdit

_READING = re.compile(r"[ぁ-ゖー\s]+[a-zａ-ｚ]?", re.IGNORECASE)
_SPOKEN = re.compile(r"[ぁ-ゖァ-ヶーｦ-ﾟ\s]+")


class NameEdit(QLineEdit):
    """Takes a name and writes its reading into the furigana's line, as long as nobody has typed there."""

    def __init__(self, kana: QLineEdit) -> None:
        super().__init__()
        self._kana = kana
        self._typed = ""
        self._proposed = ""
        self.textEdited.connect(self._forget_with_the_name)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:  # noqa: N802 Qt's name
        """The last reading before the kanji are chosen is what was spoken."""
        preedit, chosen = event.preeditString(), event.commitString()
        if _READING.fullmatch(preedit):
            self._typed = re.sub(r"[a-zａ-ｚ]$", "", preedit, flags=re.IGNORECASE)
        super().inputMethodEvent(event)
        if chosen:
            self._add(chosen if _SPOKEN.fullmatch(chosen) else self._typed)
            self._typed = ""

    def _add(self, reading: str) -> None:
        if self._kana.text() == self._proposed:
            self._propose(self._proposed + katakana(reading))

    def _forget_with_the_name(self, name: str) -> None:
        if not name and self._kana.text() == self._proposed:
            self._propose("")

    def _propose(self, reading: str) -> None:
        self._proposed = reading
        self._kana.setText(reading)


def katakana(reading: str) -> str:
    """Full-width katakana, small letters kept; a space between the names as the record has it."""
    return jaconv.h2z(jaconv.hira2kata(reading)).replace(" ", "　")
