"""An answer in the visitor's own words, spoken: it stands in the line to type, and they confirm or correct it there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.journeys.speech import SpeechDesk
from app.translation.languages import JAPANESE
from ui.voice.listen_button import ListenButton
from ui.voice.listener import Listener

if TYPE_CHECKING:
    from app.speech.listen import Heard
    from ui.area import Services
    from ui.talk.visitor_page import VisitorPage

_TEST_MODEL = "（試験用モデル）"


class AskVoice(QObject):
    """The microphone of a question. Where it fails, the line to type is what is left."""

    def __init__(self, services: Services, page: VisitorPage, parent: QObject) -> None:
        super().__init__(parent)
        self._page, self._confirm = page, ""
        self.desk = SpeechDesk(services.data)
        self.listener = Listener(self.desk, services.microphone(), self)
        self.button = ListenButton(self.listener, JAPANESE, "")
        page.listen_room.addWidget(self.button)
        self.listener.hearing.connect(lambda hearing: page.entry.setText(hearing.text))
        self.listener.heard.connect(self._heard)
        self.listener.failed.connect(lambda _error: self._type())

    def offer(self, language: str, word: Callable[[str], str]) -> None:
        """For the question that stands. `word`: a phrase by its id in the language."""
        self._confirm = word("heard_correctly")
        self.button.setVisible(self.desk.hears(language))
        self.button.show_language(language, word("press_and_speak"))
        self.listener.prepare(language)

    def leave(self) -> None:
        self.listener.leave()

    def _heard(self, heard: Heard) -> None:
        """Nothing goes into a field that was not confirmed."""
        mark = _TEST_MODEL if self.desk.is_test_model(self.button.language) else ""
        self._page.entry.setText(heard.text)
        self._page.help_text.say(f"{self._confirm} {mark}".strip() if heard.text else "", self.button.language)
        self._page.help_text.setVisible(bool(heard.text))
        self._type()

    def _type(self) -> None:
        self._page.entry.setFocus()
