"""A spoken answer to a question: shown to whoever spoke in their own language, and an answer once they confirm it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app import clock
from app.journeys.speech import SpeechDesk
from app.translation.answering import chosen, day, number
from app.translation.languages import JAPANESE
from ui.talk.pickers import DayPicker, NumberPicker
from ui.talk.script import months_of
from ui.talk.showing import HEARD_NO, HEARD_YES
from ui.talk.visitor_page import Choice, Shown
from ui.voice.listen_button import ListenButton
from ui.voice.listener import Listener
from ui.words import words

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.speech.listen import Heard
    from ui.area import Services
    from ui.talk.visitor_page import VisitorPage

_TEST_MODEL = "（試験用モデル）"
_CONFIRM, _AGAIN, _PRESS, _YES, _NO = "heard_correctly", "say_again", "press_and_speak", "yes", "no"


class AskVoice(QObject):
    """The microphone of a question. Where it fails, touching and typing are what is left.

    `confirmed`: the id of the choice that was said. A day or a number stands in its picker, a text in the line to type.
    """

    confirmed = Signal(str)

    def __init__(self, services: Services, page: VisitorPage, parent: QObject) -> None:
        super().__init__(parent)
        self._page, self._shown = page, Shown(JAPANESE, "", "")
        self._word: Callable[[str], str] = str
        self._said = ""
        self.desk = SpeechDesk(services.data)
        self.listener = Listener(self.desk, services.microphone(), self)
        self.button = ListenButton(self.listener, JAPANESE, "")
        page.listen_room.addWidget(self.button)
        self.listener.hearing.connect(lambda hearing: self._show_words(hearing.text))
        self.listener.heard.connect(self._heard)
        self.listener.failed.connect(lambda error: page.banner.say(words(error)))

    def offer(self, shown: Shown, word: Callable[[str], str]) -> None:
        """For the question that stands. `word`: a phrase by its id in the language."""
        self._shown, self._word = shown, word
        hears = self.desk.hears(shown.language)
        self.button.setVisible(hears)
        self._page.listens(on=hears)
        self.button.show_language(shown.language, word(_PRESS))
        if hears:
            self.listener.prepare(shown.language)

    def leave(self) -> None:
        self._said = ""
        self.listener.leave()

    def touched(self, choice: str) -> bool:
        """Whether the touch was about what was heard: yes confirms it, no brings the question back."""
        if choice == HEARD_YES:
            self.confirmed.emit(self._said)
        elif choice == HEARD_NO:
            self._page.show_sentence(self._shown)
            self._page.listens(on=True)
        return choice in (HEARD_YES, HEARD_NO)

    def _show_words(self, text: str) -> None:
        """While they are spoken."""
        if self._shown.entry == "text":
            self._page.entry.setText(text)
        else:
            self._help(text)

    def _heard(self, heard: Heard) -> None:
        self._page.banner.say(words(heard.trouble) if heard.trouble else "")
        if self._shown.entry == "text":
            self._page.entry.setText(heard.text)
            self._page.entry.setFocus()
            self._help(self._word(_CONFIRM) if heard.text else "")
        elif not self._understood(heard.text):
            self._help(f"{heard.text}\n{self._word(_AGAIN)}".strip())

    def _understood(self, text: str) -> bool:
        language, picker = self._shown.language, self._page.picker
        if isinstance(picker, DayPicker):
            if found := day(text, language, months_of(language), clock.today()):
                picker.show_day(found)
                self._help(self._word(_CONFIRM))
            return found is not None
        if isinstance(picker, NumberPicker):
            value = number(text, language)
            if value is not None:
                picker.show_number(value)
                self._help(self._word(_CONFIRM))
            return value is not None
        self._said = chosen(text, {one.id: one.text for one in self._shown.choices}, language) or ""
        if self._said:
            self._ask_back(next(one for one in self._shown.choices if one.id == self._said))
        return bool(self._said)

    def _ask_back(self, said: Choice) -> None:
        """Is that what you said? Nothing goes into a field before."""
        choices = [Choice(HEARD_YES, self._word(_YES), "はい。"), Choice(HEARD_NO, self._word(_NO), "いいえ。")]
        help_text = self._marked(self._word(_CONFIRM))
        self._page.show_sentence(Shown(self._shown.language, said.text, said.ja, choices, help_text, "touch"))

    def _help(self, text: str) -> None:
        self._page.help_text.say(self._marked(text) if text else "", self._shown.language)
        self._page.help_text.setVisible(bool(text))

    def _marked(self, text: str) -> str:
        mark = _TEST_MODEL if self.desk.is_test_model(self._shown.language) else ""
        return f"{text} {mark}".strip()
