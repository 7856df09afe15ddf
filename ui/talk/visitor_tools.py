"""What helps the visitor whatever is said: another language, the sentence for their phone, a person who interprets."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from app.translation.languages import JAPANESE, languages
from app.translation.phrasebook import translation
from ui.talk.script import dress
from ui.widgets.basics import button
from ui.widgets.columns import Columns

OTHER_LANGUAGE = "language"
INTERPRETER = "want_interpreter"
_MOST = 4


class VisitorTools(Columns):
    """`chosen` brings the phrase of a wish, or OTHER_LANGUAGE; `code_wanted` whether a code is to be seen.

    Each is named in the visitor's language alone. None of them for a page that only asks one question.
    """

    chosen = Signal(str)
    code_wanted = Signal(bool)

    def __init__(self) -> None:
        super().__init__(_MOST, spacing=12)
        self.language, self.code, self.interpreter = button(""), button("QR", name="QR"), button("")
        self.speak = button("")
        """Where there is a voice for the language."""
        self.code.setCheckable(True)
        self.code.clicked.connect(self.code_wanted)
        self.language.clicked.connect(lambda: self.chosen.emit(OTHER_LANGUAGE))
        self.interpreter.clicked.connect(lambda: self.chosen.emit(INTERPRETER))
        for one in (*self._all, self.speak):
            one.setProperty("small", True)
        self.speak.hide()
        self.show_widgets((*self._all, self.speak))
        self.offer(wanted=False)

    @property
    def _all(self) -> tuple[QPushButton, ...]:
        return self.language, self.code, self.interpreter

    def offer(self, *, wanted: bool) -> None:
        """A talk has them."""
        for one in self._all:
            one.setVisible(wanted)

    def show_language(self, code: str) -> None:
        wish = translation(INTERPRETER, code)
        _name(self.language, code, languages()[code].name)
        _name(self.interpreter, code, wish.text if wish and code != JAPANESE else "")


def _name(one: QPushButton, code: str, text: str) -> None:
    dress(one, code)
    one.setText(text)
    one.setAccessibleName(text)
