"""Speaking: with a voice of this program where it has one, else with the system's; nobody where neither has one."""

from __future__ import annotations

import shutil
import sys
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, Signal
from PySide6.QtMultimedia import QAudioFormat, QAudioSink, QMediaDevices
from PySide6.QtTextToSpeech import QTextToSpeech, QVoice

from app.settings import Settings
from app.speech.sound import NoSpeaker
from app.speech.voices import FASTEST, SLOWEST, SystemVoice, able, chosen
from app.translation.languages import languages
from ui.lanes import Lane

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from app.journeys.speech import SpeechDesk
    from app.speech.voices import Speech

SLOW, USUAL = 0.7, 1.0
READ_ALOUD = "Ctrl+R"


class Mouth(QObject):
    """One voice at a time. `spoken` follows `look`: the languages that are spoken here. `failed`: why one is not."""

    looked = Signal()
    failed = Signal(object)

    def __init__(
        self,
        desk: SpeechDesk,
        parent: QObject | None = None,
        *,
        settings: Callable[[], Settings] = Settings,
        engine: str | None = None,
    ) -> None:
        """`settings`: as they are when somebody speaks. `engine`: Qt's name of the system's; None: the usual one."""
        super().__init__(parent)
        self._desk, self._settings = desk, settings
        self._engine = _system_engine() if engine is None else engine
        self._lane: Lane | None = None
        self._system: QTextToSpeech | None = None
        self._sink: QAudioSink | None = None
        self._buffer: QBuffer | None = None
        self._round = 0
        self._own: frozenset[str] = frozenset()
        self.spoken: frozenset[str] = frozenset()

    def look(self) -> None:
        """Which languages have a voice just now."""
        self._run().run(self._desk.spoken, self._looked, self.failed.emit)

    def _looked(self, found: frozenset[str]) -> None:
        self._own = found
        self.spoken = frozenset(code for code in languages() if code in found or self._voice(code) is not None)
        self.looked.emit()

    def say(self, text: str, language: str, speed: float = USUAL) -> None:
        """Aloud, in place of what is being said."""
        self.stop()
        wanted = self._settings()
        speed = min(max(speed * wanted.speech_speed / 100, SLOWEST), FASTEST)
        voice = self._voice(language)
        if voice is not None and self._system is not None:
            self._system.setVoice(voice)
            self._system.setRate(speed - 1)
            self._system.say(text)
            return
        do = partial(self._desk.speak, text, language, speed, wanted.voice(language))
        self._run().run(do, partial(self._play, self._round), self.failed.emit)

    def offered(self, language: str) -> tuple[str, ...]:
        """Everybody who speaks the language here, by name."""
        own: tuple[str, ...] = ()
        if language in self._own:
            own = tuple(one.name for one in self._desk.voices(language))
        if (system := self._speech()) is None:
            return own
        locale = languages()[language].locale
        return (*own, *(one.name for one in able(tuple(_offered(system, locale)), locale)))

    def stop(self) -> None:
        self._round += 1
        if self._system is not None and self._system.state() != QTextToSpeech.State.Ready:
            self._system.stop()  # only where it speaks: asked for nothing, some engines take a second over it
        if self._sink is not None:
            self._sink.stop()
            self._sink.deleteLater()
            self._sink = None
        self._buffer = None

    def leave(self) -> None:
        """Silence; no thread stays, and no sound of what was said."""
        self.stop()
        if self._lane is not None:
            self._lane.close()
            self._lane.deleteLater()
            self._lane = None

    def _run(self) -> Lane:
        if self._lane is None:
            self._lane = Lane("mouth", self)
        return self._lane

    # -- this program's voices -----------------------------------------------------------------------------------

    def _play(self, number: int, speech: Speech) -> None:
        if number != self._round:
            return
        device = QMediaDevices.defaultAudioOutput()
        if device.isNull():
            self.failed.emit(NoSpeaker())
            return
        given = QAudioFormat()
        given.setSampleRate(speech.rate)
        given.setChannelCount(1)
        given.setSampleFormat(QAudioFormat.SampleFormat.Int16)
        self._buffer = QBuffer(self)
        self._buffer.setData(QByteArray(speech.sound))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._sink = QAudioSink(device, given, self)
        self._sink.start(self._buffer)

    # -- the system's voices -------------------------------------------------------------------------------------

    def _voice(self, language: str) -> QVoice | None:
        """Its voice for the language: where that is the chosen one, or where this program has none of its own."""
        preferred, own = self._settings().voice(language), language in self._own
        if (own and not preferred) or (system := self._speech()) is None:
            return None
        offered = _offered(system, languages()[language].locale)
        best = chosen(tuple(offered), languages()[language].locale, preferred)
        if best is None or (own and best.name != preferred):
            return None
        return offered[best]

    def _speech(self) -> QTextToSpeech | None:
        """The system's engine, asked for once; None where there is none, or it is out of order."""
        if self._engine and self._system is None:
            self._system = QTextToSpeech(self._engine, self)
        ready = self._system is not None and self._system.state() != QTextToSpeech.State.Error
        return self._system if ready else None


def _offered(system: QTextToSpeech, locale: str) -> Mapping[SystemVoice, QVoice]:
    """The system's voices for the language of a locale: of all languages there may be thirteen thousand."""
    wanted = _language_of(locale)
    locales = (one for one in system.availableLocales() if _language_of(one.name()) == wanted)
    found = (voice for one in locales for voice in system.allVoices(one))
    return {SystemVoice(voice.name(), voice.locale().name()): voice for voice in found}


def _language_of(locale: str) -> str:
    """`ja` of `ja_JP`."""
    return locale.partition("_")[0]


def _system_engine() -> str:
    """By name: Qt would take its own trial engine where no other is there.

    speech-dispatcher speaks with espeak-ng and takes seconds to begin: it is asked only where espeak-ng is not there.
    """
    if sys.platform == "win32":
        return "winrt"
    return "speechd" if shutil.which("speech-dispatcher") and not shutil.which("espeak-ng") else ""
