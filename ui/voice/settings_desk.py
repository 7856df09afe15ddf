"""Microphone, voices and interpreters of this counter: chosen, kept, and tried before anybody waits for them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.errors import KnownError
from app.journeys.speech import SpeechDesk
from app.speech.voices import NoVoice
from app.translation.languages import languages
from app.translation.phrasebook import translation
from ui.lanes import Lane
from ui.pages.voice_settings import VoiceSettingsPage
from ui.voice.microphone import names
from ui.voice.mouth import Mouth
from ui.words import words

if TYPE_CHECKING:
    from app.speech.listen import Loudness
    from ui.area import Services
    from ui.shell import Shell

_TRIAL_MS = 6_000
_SAMPLE = "please_wait"
_VERDICTS = {
    "nothing": "声が届いていません。マイクのつなぎ方と、音を消すスイッチ（ミュート）を確かめてください。",
    "faint": "声がとても小さく届いています。マイクに近づくか、端末の設定でマイクの音量を上げてください。",
    "good": "よく聞こえています。",
    "loud": "声が大きすぎて割れています。マイクから離れるか、端末の設定でマイクの音量を下げてください。",
}  # fmt: skip


class VoiceSettings(QObject):
    """Holds the page. A trial ends by itself, and nothing of it is kept."""

    _level = Signal(object)

    def __init__(self, frame: Shell, services: Services) -> None:
        super().__init__(frame)
        self._frame, self._services = frame, services
        self._desk = SpeechDesk(services.data)
        self._microphone = services.microphone()
        self._lane: Lane | None = None
        self._trying = False
        self.mouth = Mouth(self._desk, self, settings=lambda: services.preferences.settings)
        self.page = VoiceSettingsPage()
        self._looks = QTimer(self)  # the page stands before the system's sound service is asked
        self._looks.setSingleShot(True)
        self._looks.timeout.connect(self._look)
        self._ends = QTimer(self)
        self._ends.setSingleShot(True)
        self._ends.setInterval(_TRIAL_MS)
        self._ends.timeout.connect(self._microphone.close)
        self._connect()

    def _connect(self) -> None:
        self.page.wanted.connect(self._change)
        self.page.microphone_tried.connect(self._try_microphone)
        self.page.voice_tried.connect(self._try_voice)
        self.page.languages.currentIndexChanged.connect(lambda _index: self._show_voices())
        self._level.connect(self.page.show_level)
        self.mouth.looked.connect(self._show_voices)
        self.mouth.failed.connect(self._frame.say)
        self._services.preferences.changed.connect(self._show_settings)

    def show(self) -> None:
        self._frame.show_page(self.page)
        self.page.show_languages({code: one.name_ja for code, one in languages().items()})
        self.page.show_heard("")
        self._show_settings()
        self.page.microphones.setFocus()
        self._looks.start()

    def leave(self) -> None:
        self._looks.stop()
        self._ends.stop()
        self._microphone.close()
        self.mouth.leave()
        if self._lane is not None:
            self._lane.close()
            self._lane.deleteLater()
            self._lane = None
        self._show_trying(trying=False)

    def _look(self) -> None:
        self.page.show_microphones(names())
        self.mouth.look()

    def _show_settings(self) -> None:
        self.page.show_settings(self._services.preferences.settings)

    def _change(self, values: dict[str, Any]) -> None:
        self._services.preferences.change(self._services.database, self._frame.say, **values)

    # -- the microphone ------------------------------------------------------------------------------------------

    def _try_microphone(self) -> None:
        if self._trying:
            self._microphone.close()
            return
        try:
            sound = self._microphone.open()
        except KnownError as error:
            self.page.show_heard(words(error))
            return
        self._show_trying(trying=True)
        self._ends.start()
        if self._lane is None:
            self._lane = Lane("trial", self)
        self._lane.run(partial(self._desk.try_microphone, sound, self._level.emit), self._tried, self._not_tried)

    def _tried(self, found: Loudness) -> None:
        self._show_trying(trying=False)
        self.page.show_heard(_VERDICTS[found])

    def _not_tried(self, error: Exception) -> None:
        self._show_trying(trying=False)
        self.page.show_heard(words(error))

    def _show_trying(self, *, trying: bool) -> None:
        self._trying = trying
        self.page.show_trying(trying=trying)

    # -- the voices ----------------------------------------------------------------------------------------------

    def _show_voices(self) -> None:
        language = self.page.language
        offered = self.mouth.offered(language)
        reason = None if offered else self._desk.silence(language)
        self.page.show_voices(offered, words(NoVoice(reason, language)) if reason else "")

    def _try_voice(self, language: str) -> None:
        sample = translation(_SAMPLE, language)
        if sample is not None:
            self.mouth.say(sample.text, language)
