"""Speaking and listening in a talk: the buttons of both sides, and what becomes of what was heard."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from app.journeys.speech import SpeechDesk
from app.speech.voices import NoVoice
from app.translation.languages import JAPANESE
from ui import theme
from ui.voice import icons
from ui.voice.confirming import note_of
from ui.voice.listen_button import ListenButton
from ui.voice.listener import Listener
from ui.voice.mouth import READ_ALOUD, SLOW, USUAL, Mouth
from ui.widgets.basics import button
from ui.words import words

if TYPE_CHECKING:
    from app.speech.listen import Heard
    from ui.area import Services
    from ui.talk.talk_page import TalkPage
    from ui.talk.visitor_page import VisitorPage

_NO_VOICE = "読み上げの声はありません"


class TalkVoice(QObject):
    """`heard`: the visitor's words and whether a test model heard them; they are not confirmed yet."""

    heard = Signal(str, bool)

    def __init__(self, services: Services, mouth: Mouth, page: TalkPage, visitor: VisitorPage, parent: QObject) -> None:
        super().__init__(parent)
        self._page, self._visitor = page, visitor
        self._language = self._told = ""
        self.desk = SpeechDesk(services.data)
        self.mouth = mouth
        self.staff, self.visitor = (
            ListenButton(Listener(self.desk, services.microphone(), self), JAPANESE, "押して話す (Ctrl+Space)")
            for _side in range(2)
        )
        self.aloud, self.slowly = button(""), button("ゆっくり", name="ゆっくり読み上げる")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._page.listen_room.addWidget(self.staff)
        self._visitor.listen_room.addWidget(self.visitor)
        for one in (self.aloud, self.slowly):
            self._page.card.speak_room.addWidget(one)
        for one in (self.aloud, self._visitor.tools.speak):
            one.setIconSize(icons.size())
        self.slowly.hide()
        self.aloud.hide()

    def _connect(self) -> None:
        staff, visitor = self.staff.listener, self.visitor.listener
        staff.hearing.connect(lambda hearing: self._page.entry.setText(hearing.text))
        staff.heard.connect(self._staff_heard)
        staff.failed.connect(self._say)
        visitor.hearing.connect(lambda hearing: self._visitor.entry.setText(hearing.text))
        visitor.heard.connect(self._visitor_heard)
        visitor.failed.connect(self._say)
        for one in (self.staff, self.visitor):
            one.begun.connect(self.mouth.stop)  # else it would hear itself
        self.mouth.looked.connect(self._show_voices)
        self.mouth.failed.connect(self._say)
        self.aloud.clicked.connect(partial(self._speak, USUAL))
        self.slowly.clicked.connect(partial(self._speak, SLOW))
        self._visitor.tools.speak.clicked.connect(self._speak_to_visitor)
        QShortcut(QKeySequence("Ctrl+Space"), self._page).activated.connect(self.staff.toggle)
        QShortcut(QKeySequence(READ_ALOUD), self._page).activated.connect(partial(self._speak, USUAL))
        QShortcut(QKeySequence(READ_ALOUD), self._visitor).activated.connect(self._speak_to_visitor)

    def show_language(self, language: str, press_and_speak: str, read_aloud: str) -> None:
        """The visitor's language, and in it what its buttons are called."""
        self._language = language
        hears = self.desk.hears(language)
        self.visitor.setVisible(hears)
        self.visitor.show_language(language, press_and_speak)
        self._visitor.tools.speak.setAccessibleName(read_aloud)
        self._visitor.tools.speak.setToolTip(read_aloud)
        self.staff.listener.prepare(JAPANESE)
        self.visitor.listener.prepare(language)
        self.mouth.look()

    def leave(self) -> None:
        """Nothing is heard or said any more."""
        self._told = ""
        for one in (self.staff, self.visitor):
            one.listener.leave()

    def _show_voices(self) -> None:
        able, t = self._language in self.mouth.spoken, theme.tokens()
        reason = None if able else self.desk.silence(self._language)
        self._page.show_silence(words(NoVoice(reason, self._language)) if reason else "")
        self.aloud.setText("読み上げ" if able else _NO_VOICE)
        self.aloud.setToolTip(READ_ALOUD if able else "")
        self.aloud.setAccessibleName(self.aloud.text())
        self.aloud.setIcon(icons.loudspeaker(t.text if able else t.quiet))
        self.aloud.setEnabled(able)
        self.aloud.show()
        self.slowly.setVisible(able)
        self._visitor.tools.speak.setIcon(icons.loudspeaker(t.text))
        self._visitor.tools.speak.setVisible(able)

    def _speak(self, speed: float, _checked: bool = False) -> None:
        text = self._page.card.other.text()
        if text and self._language in self.mouth.spoken:
            self.mouth.say(text, self._language, speed)

    def _speak_to_visitor(self) -> None:
        """Asked for once more, the same sentence comes slowly: that needs no button and no word."""
        text = self._visitor.text.text()
        if text and self._language in self.mouth.spoken:
            again, self._told = text == self._told, text
            self.mouth.say(text, self._language, SLOW if again else USUAL)

    def _staff_heard(self, heard: Heard) -> None:
        """Shown where one types: whoever said it confirms or corrects it there."""
        self._page.show_heard(heard.text, note_of(heard, test_model=self.desk.is_test_model(JAPANESE)))
        self._page.banner.say(words(heard.trouble) if heard.trouble else "")

    def _visitor_heard(self, heard: Heard) -> None:
        if heard.trouble:
            self._say(heard.trouble)
        self.heard.emit(heard.text, self.desk.is_test_model(self._language))

    def _say(self, error: Exception) -> None:
        """To staff, in their language; the line to type stands where it was."""
        self._page.banner.say(words(error))
