"""The models for listening in memory: Japanese and one other (a small model in use takes about 300 MB, facts 4.5)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from app.memory import give_back
from app.speech.recogniser import Model, VoskRecogniser

KEPT = "ja"


@dataclass(frozen=True)
class Place:
    """Where the model of a language lies; `check` raises where its files are not what was installed."""

    folder: Path
    sha256: str
    test_model: bool
    check: Callable[[], None]


@dataclass
class _Slot:
    place: Place
    lock: Lock = field(default_factory=Lock)
    model: Model | None = None

    def load(self) -> Model:
        """Once, whoever comes first; its files are looked over before."""
        with self.lock:
            if self.model is None:
                self.place.check()
                self.model = Model.load(self.place.folder)
            return self.model


class Shelf:
    """What `find` says is installed, loaded when it is asked for. Any thread may ask.

    A model that gives way to another, or is taken off the disk, lives on for the recognisers that have it.
    """

    def __init__(self, find: Callable[[str], Place]) -> None:
        """`find` raises MissingAsset for a language without a model."""
        self._find = find
        self._slots: dict[str, _Slot] = {}
        self._lock = Lock()

    def recogniser(self, language: str) -> VoskRecogniser:
        """A new listening; loads the model where it is not in memory. MissingAsset, Refused."""
        return self._slot(language).load().recogniser()

    def prepare(self, language: str) -> None:
        """Load in advance, in the caller's thread; the other languages are not held up by it."""
        self._slot(language).load()

    def is_test_model(self, language: str) -> bool:
        """Whether what it hears may not be taken for what was said."""
        return self._find(language).test_model

    def loaded(self) -> list[str]:
        """The languages in memory."""
        return [language for language, slot in self._slots.items() if slot.model is not None]

    def close(self) -> None:
        """Give every model back."""
        with self._lock:
            self._slots.clear()
        give_back()

    def _slot(self, language: str) -> _Slot:
        """The language's place on the shelf; the one that stood there beside Japanese goes."""
        with self._lock:
            gone = self._clear(language)
            place = self._find(language)
            if language not in self._slots or self._slots[language].place.sha256 != place.sha256:
                gone = self._slots.pop(language, None) is not None or gone
                self._slots[language] = _Slot(place)
            slot = self._slots[language]
        if gone:
            give_back()
        return slot

    def _clear(self, wanted: str) -> bool:
        others = [language for language in self._slots if wanted != KEPT and language not in (KEPT, wanted)]
        for language in others:
            del self._slots[language]
        return bool(others)
