"""Staff speak, and it becomes a caption once they have confirmed it; the last caption is read aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut

from app.journeys.speech import SpeechDesk
from app.speech.voices import NoVoice
from app.translation.languages import JAPANESE
from ui.voice.confirming import note_of
from ui.voice.listen_button import ListenButton
from ui.voice.listener import Listener
from ui.voice.mouth import READ_ALOUD, Mouth
from ui.words import words

if TYPE_CHECKING:
    from app.speech.listen import Heard
    from ui.area import Services
    from ui.written.page import WritingPage


class WritingVoice(QObject):
    """One microphone and one voice, both Japanese."""

    def __init__(self, services: Services, page: WritingPage, parent: QObject) -> None:
        super().__init__(parent)
        self._page = page
        self.desk = SpeechDesk(services.data)
        self.mouth = Mouth(self.desk, self, settings=lambda: services.preferences.settings)
        self.listener = Listener(self.desk, services.microphone(), self)
        self.button = ListenButton(self.listener, JAPANESE, "押して話す (Ctrl+Space)")
        QShortcut(QKeySequence(READ_ALOUD), page).activated.connect(page.aloud.click)
        page.listen_room.addWidget(self.button)
        self.button.begun.connect(self.mouth.stop)
        self.listener.hearing.connect(lambda hearing: page.entry.setText(hearing.text))
        self.listener.heard.connect(self._heard)
        for one in (self.listener, self.mouth):
            one.failed.connect(lambda error: page.banner.say(words(error)))
        self.mouth.looked.connect(self._show_voices)
        QShortcut(QKeySequence("Ctrl+Space"), page).activated.connect(self.button.toggle)

    def _show_voices(self) -> None:
        """Whoever cannot read it aloud says why."""
        reason = None if JAPANESE in self.mouth.spoken else self.desk.silence(JAPANESE)
        self._page.aloud.setEnabled(JAPANESE in self.mouth.spoken)
        self._page.aloud.setToolTip(words(NoVoice(reason, JAPANESE)) if reason else "")

    def begin(self) -> None:
        self.listener.prepare(JAPANESE)
        self.mouth.look()

    def say(self, text: str) -> None:
        self.mouth.say(text, JAPANESE)

    def leave(self) -> None:
        self.listener.leave()
        self.mouth.leave()

    def _heard(self, heard: Heard) -> None:
        self._page.show_heard(heard.text, note_of(heard, test_model=self.desk.is_test_model(JAPANESE)))
        self._page.banner.say(words(heard.trouble) if heard.trouble else "")
