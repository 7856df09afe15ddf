"""Speaking: who speaks which language on this counter, and why nobody does where nobody does.

Two engines give sound as data: Open JTalk for Japanese (espeak-ng reads every kanji aloud as "Chinese letter") and
espeak-ng for the others. The system's own voices (Windows) speak through the window, which offers them beside these.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from app.errors import InvalidInput, KnownError, Problem
from app.sentences import bilingual
from app.speech import apart
from app.speech.readings import spoken
from app.speech.sound import Level, level
from app.speech.wav import as_wav, wav_of

LONGEST = 1000  # characters of one text
SLOWEST, FASTEST = 0.5, 2.0
_WORDS_A_MINUTE = 165  # of espeak-ng at speed 1: slower than its own 175, for people who learn the language
_DICTIONARIES = (Path("/var/lib/mecab/dic/open-jtalk/naist-jdic"),)

Reason = Literal["no_voice_exists", "voice_missing", "voice_damaged", "engine_missing"]


@dataclass(frozen=True)
class Speech:
    """What was spoken: 16-bit mono sound."""

    sound: bytes
    rate: int

    @property
    def seconds(self) -> float:
        return len(self.sound) / 2 / self.rate

    @property
    def level(self) -> Level:
        return level(self.sound)

    def as_wav(self) -> bytes:
        """The content of a WAV file."""
        return as_wav(self.sound, self.rate)


class NoVoice(KnownError):
    """The language is not spoken here; `reason` says whether that can be mended."""

    code = "missing_asset"
    exit_code = 10

    def __init__(self, reason: Reason, language: str) -> None:
        super().__init__(asset=f"voice-{language}", how_to_install="", reason=reason, language=language)
        self.reason: Reason = reason


class Voice(Protocol):
    """One who speaks one language."""

    @property
    def name(self) -> str:
        """As it is shown and chosen."""
        ...

    @property
    def credit(self) -> str:
        """Whom the licence wants to be named; empty where nobody."""
        ...

    def say(self, text: str, speed: float = 1.0) -> Speech:
        """The text spoken; `speed` from 0.5 to 2. InvalidInput for a text without a word or too long a one."""
        ...


@dataclass(frozen=True)
class EspeakVoice:
    """espeak-ng with its code of a language."""

    code: str
    credit: str = ""

    @property
    def name(self) -> str:
        return f"espeak-ng {self.code}"

    def say(self, text: str, speed: float = 1.0) -> Speech:
        words = round(_WORDS_A_MINUTE * _checked(text, speed))
        return _heard(apart.run(["espeak-ng", "-v", self.code, "-s", str(words), "--stdin", "--stdout"], text))


@dataclass(frozen=True)
class OpenJTalkVoice:
    """Open JTalk with its dictionary and an `.htsvoice`."""

    file: Path
    dictionary: Path
    credit: str = ""

    @property
    def name(self) -> str:
        return f"Open JTalk {self.file.stem}"

    def say(self, text: str, speed: float = 1.0) -> Speech:
        rate = _checked(text, speed)
        command = ["open_jtalk", "-x", str(self.dictionary), "-m", str(self.file), "-r", f"{rate:g}"]
        return _heard(apart.run([*command, "-ow", "/dev/stdout"], _one_line(spoken(text))))


def _checked(text: str, speed: float) -> float:
    if not any(letter.isalnum() for letter in text) or len(text) > LONGEST:
        raise InvalidInput(
            [
                Problem(
                    "TEXT", bilingual("characters", count=len(text)), bilingual("text_between", least=1, most=LONGEST)
                )
            ]
        )
    if not SLOWEST <= speed <= FASTEST:
        raise InvalidInput(
            [Problem("--speed", f"{speed:g}", bilingual("between", least=f"{SLOWEST:g}", most=f"{FASTEST:g}"))]
        )
    return speed


def _one_line(text: str) -> str:
    """Open JTalk reads the first line alone."""
    return "。".join(filter(None, (line.strip() for line in text.splitlines())))


def _heard(content: bytes) -> Speech:
    rate, sound = wav_of(content)
    return Speech(sound, rate)


def japanese_dictionary() -> Path | None:
    """Of Open JTalk, where it is installed."""
    return next((folder for folder in _DICTIONARIES if folder.is_dir()), None)


def japanese_voice(file: Path | None, credit: str = "") -> Voice:
    """Open JTalk with an installed voice; NoVoice where the engine or the voice is not there."""
    dictionary = japanese_dictionary()
    if dictionary is None or not apart.is_there("open_jtalk"):
        raise NoVoice("engine_missing", "ja")
    if file is None:
        raise NoVoice("voice_missing", "ja")
    return OpenJTalkVoice(file, dictionary, credit)


def foreign_voice(language: str, code: str) -> Voice:
    """espeak-ng for a language by its code of it; NoVoice where there is none, or no espeak-ng."""
    if not code:
        raise NoVoice("no_voice_exists", language)
    if not apart.is_there("espeak-ng"):
        raise NoVoice("engine_missing", language)
    return EspeakVoice(code)


@dataclass(frozen=True)
class SystemVoice:
    """A voice that the operating system offers: its name, and its language as Qt says it (`ja_JP`)."""

    name: str
    locale: str


def able(offered: Sequence[SystemVoice], locale: str) -> list[SystemVoice]:
    """Those who speak the language of the locale, first those of the very locale."""
    language = locale.partition("_")[0]
    found = [voice for voice in offered if voice.locale.partition("_")[0] == language]
    scripts = {"zh_CN", "zh_TW"}  # Mandarin of either side is understood; Cantonese (zh_HK) is another language
    understood = (voice for voice in found if language != "zh" or voice.locale in scripts)
    return sorted(understood, key=lambda voice: voice.locale != locale)


def chosen(offered: Sequence[SystemVoice], locale: str, preferred: str = "") -> SystemVoice | None:
    """The preferred voice if it speaks the language, else one of the very locale, else one of the language."""
    found = able(offered, locale)
    return next((voice for voice in found if voice.name == preferred), next(iter(found), None))
