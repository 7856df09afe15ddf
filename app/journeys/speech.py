"""Hearing and speaking at the counter: which model listens to a language, which voice speaks it, and what was heard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from app.errors import MissingAsset, Refused
from app.paths import DataFolder
from app.speech import libvosk
from app.speech.listen import Heard, Hearing, Loudness, Tell, listen, loudness
from app.speech.recogniser import Recogniser
from app.speech.shelf import Place, Shelf
from app.speech.sound import Level, SoundSource
from app.speech.tidy import Tidied
from app.speech.voices import NoVoice, Reason, Speech, Voice, foreign_voice, japanese_voice
from app.speech.wav import LONGEST_S, open_wav
from app.translation.individual import may_become_number, may_hold_number
from app.translation.languages import JAPANESE, languages
from app.translation.packages import LISTENING, SPEAKING, Package, damaged, installed
from app.translation.speaking import credit_of

_HOW_TO_INSTALL = "madoguchi models install FILE"


class SpeechDesk:
    """What the window's pages and the command line call. All of it may take its time: it runs in a lane.

    Two lanes may listen at once, each with a recogniser of its own.
    """

    def __init__(self, data: DataFolder | None = None) -> None:
        """Without a data folder nothing is installed."""
        self._data = data

    # -- listening -----------------------------------------------------------------------------------------------

    @cached_property
    def _shelf(self) -> Shelf:
        return Shelf(self._place)

    def hears(self, language: str) -> bool:
        """Whether a model for it is installed, and what runs it."""
        return libvosk.is_there() and self._listening(language) is not None

    def heard(self) -> frozenset[str]:
        """The languages that are heard here."""
        return frozenset(code for code in languages() if self.hears(code))

    def prepare(self, language: str) -> None:
        """Bring the language's model into memory, so that the first listening begins at once."""
        self._shelf.prepare(language)

    def loaded(self) -> list[str]:
        """The languages whose models are in memory."""
        return self._shelf.loaded()

    def recogniser(self, language: str) -> Recogniser:
        """For one listening; MissingAsset where no model is installed, Refused where it is damaged."""
        return self._shelf.recogniser(language)

    def is_test_model(self, language: str) -> bool:
        """Whether the language's model is one made for tests, so that every text of it must say so."""
        package = self._listening(language)
        return package is not None and package.test_model

    def listen(
        self, source: SoundSource, language: str, tell: Tell = lambda _hearing: None, *, until_pause: bool = False
    ) -> Heard:
        """Hear somebody at the counter. What breaks off in between is told in the result, with the words before it.

        An individual number is not repeated: neither while it is said, nor in the result, which tells why it is empty.
        """
        heard = listen(
            source, self.recogniser(language), language, lambda hearing: tell(_discreet(hearing)),
            until_pause=until_pause,
        )  # fmt: skip
        if may_hold_number(heard.text):
            return replace(heard, tidied=Tidied("", ""), words=(), pauses=(), trouble=Refused("individual_number_said"))
        return heard

    def try_microphone(self, source: SoundSource, tell: Callable[[Level], None]) -> Loudness:
        """How loud a voice arrives; nothing of the sound is kept."""
        return loudness(source, tell)

    def transcribe(self, file: Path, language: str) -> Heard:
        """A WAV file's words. Refused where they may hold an individual number."""
        sound = open_wav(file)
        heard = listen(sound, self.recogniser(language), language, longest_s=LONGEST_S + 1)
        if may_hold_number(heard.text):
            raise Refused("individual_number")
        return heard

    # -- speaking ------------------------------------------------------------------------------------------------

    def voices(self, language: str) -> tuple[Voice, ...]:
        """Whoever speaks the language as sound data; NoVoice says why nobody does."""
        if language != JAPANESE:
            return (foreign_voice(language, languages()[language].espeak),)
        packages = [one for one in self._packages() if one.kind == SPEAKING and one.source == JAPANESE]
        if not packages or self._data is None:
            return (japanese_voice(None),)
        return tuple(self._japanese(self._data.models, package) for package in packages)

    def _japanese(self, models: Path, package: Package) -> Voice:
        if damaged(models, package):
            raise Refused("model_damaged", id=package.id)
        return japanese_voice(models / package.id / next(iter(package.files)), credit_of(package))

    def voice(self, language: str, preferred: str = "") -> Voice:
        """The one of this name, or else the first."""
        offered = self.voices(language)
        return next((one for one in offered if one.name == preferred), offered[0])

    def silence(self, language: str) -> Reason | None:
        """Why the language is not spoken here; None where it is."""
        try:
            self.voices(language)
        except NoVoice as error:
            return error.reason
        except Refused:
            return "voice_damaged"
        return None

    def speak(self, text: str, language: str, speed: float = 1.0, preferred: str = "") -> Speech:
        """The text spoken. Refused where it may hold an individual number."""
        if may_hold_number(text):
            raise Refused("individual_number")
        return self.voice(language, preferred).say(text, speed)

    def spoken(self) -> frozenset[str]:
        """The languages that are spoken here."""
        return frozenset(code for code in languages() if self.silence(code) is None)

    # -- the end -------------------------------------------------------------------------------------------------

    def close(self) -> None:
        """Give the memory of every model back; whoever still listens keeps his."""
        self._shelf.close()

    def _packages(self) -> list[Package]:
        return installed(self._data.models) if self._data else []

    def _listening(self, language: str) -> Package | None:
        code = languages()[language].listen
        found = [one for one in self._packages() if one.kind == LISTENING and code and one.source == code]
        return max(found, key=lambda package: package.order, default=None)

    def _place(self, language: str) -> Place:
        package = self._listening(language)
        if package is None or self._data is None:
            raise MissingAsset(f"listen-{languages()[language].listen or language}", _HOW_TO_INSTALL)
        models = self._data.models

        def check() -> None:
            if damaged(models, package):
                raise Refused("model_damaged", id=package.id)

        return Place(models / package.id, package.sha256, package.test_model, check)


def _discreet(hearing: Hearing) -> Hearing:
    return replace(hearing, text="") if may_become_number(hearing.text) else hearing
