"""From sound to words, behind one interface; Vosk behind it.

A recogniser belongs to one listening and one thread; many of them may share a model.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from app.errors import Refused
from app.speech.libvosk import KaldiRecogniser, LibraryFailure, VoskModel
from app.speech.sound import RATE, SAMPLE

_UNKNOWN = "[unk]"
_FRAMES = re.compile(r"--frame-subsampling-factor=(\d+)")
_FRAME_S = 0.01
_ASSUMED_FRAME_S = 0.03  # Vosk reckons the times of words as if every model looked at each third frame
_FRAMES_A_ROUND = 20_000  # after so many it counts anew from where it is, at the end of an utterance


@dataclass(frozen=True)
class Word:
    """One word as the engine writes it; `start` and `end` in seconds of the sound; `confidence` 0 to 1.

    A confidence of 1 is no safety: models give it to wrong words too (facts §5).
    """

    word: str
    start: float
    end: float
    confidence: float


@dataclass(frozen=True)
class Partial:
    """What it sounds like so far: the next piece of sound may change it."""

    words: tuple[str, ...]


@dataclass(frozen=True)
class Utterance:
    """What was said up to a pause."""

    words: tuple[Word, ...]


class Recogniser(Protocol):
    """One listening."""

    def feed(self, sound: bytes) -> Partial | Utterance | None:
        """16 kHz mono 16-bit sound; what is new by it: an Utterance at a pause, None where nothing has changed."""
        ...

    def end(self) -> Utterance:
        """The sound is over: the words since the last pause."""
        ...


@dataclass(frozen=True)
class Model:
    """A loaded model; freed with the last recogniser that uses it. `frame_s`: seconds between two looks of it."""

    engine: VoskModel
    frame_s: float
    name: str

    @classmethod
    def load(cls, folder: Path) -> Model:
        """From the disk; Refused where the engine does not take it."""
        try:
            return cls(VoskModel(folder), _frame_s(folder), folder.name)
        except LibraryFailure as error:
            raise Refused("model_damaged", id=folder.name) from error

    def recogniser(self) -> VoskRecogniser:
        """A new listening; Refused where the model is not fit for one."""
        try:
            return VoskRecogniser(self)
        except LibraryFailure as error:
            raise Refused("model_damaged", id=self.name) from error


def _frame_s(folder: Path) -> float:
    conf = folder / "conf" / "model.conf"
    found = _FRAMES.search(conf.read_text(encoding="utf-8", errors="replace")) if conf.exists() else None
    return _FRAME_S * int(found[1]) if found else _ASSUMED_FRAME_S


class VoskRecogniser:
    """A listening with a Vosk model."""

    def __init__(self, model: Model) -> None:
        self._engine = KaldiRecogniser(model.engine, RATE)
        self._stretch = model.frame_s / _ASSUMED_FRAME_S
        self._round_s = _FRAMES_A_ROUND * model.frame_s
        self._fed = 0
        self._round = 0.0  # seconds from which the engine counts
        self._partial = ""

    def feed(self, sound: bytes) -> Partial | Utterance | None:
        """One piece, 0.1 s at best. An utterance without a word is none."""
        if not sound:
            return None
        self._fed += len(sound)
        if self._engine.accept(sound):
            return self._utterance(self._engine.result()) or self._changed("")
        return self._changed(json.loads(self._engine.partial())["partial"])

    def end(self) -> Utterance:
        """The words since the last pause, maybe none."""
        return self._utterance(self._engine.final()) or Utterance(())

    def _changed(self, partial: str) -> Partial | None:
        if partial == self._partial:
            return None
        self._partial = partial
        return Partial(tuple(word for word in partial.split() if word != _UNKNOWN))

    def _utterance(self, result: str) -> Utterance | None:
        found: list[dict[str, Any]] = json.loads(result).get("result", [])
        words = tuple(self._word(one) for one in found if one["word"] != _UNKNOWN)
        now = self._fed / SAMPLE / RATE
        if now - self._round > self._round_s:
            self._round = now
        if not words:
            return None
        self._partial = ""
        return Utterance(words)

    def _word(self, found: dict[str, Any]) -> Word:
        start, end = (self._round + (found[key] - self._round) * self._stretch for key in ("start", "end"))
        return Word(found["word"], round(start, 3), round(end, 3), round(found["conf"], 3))
