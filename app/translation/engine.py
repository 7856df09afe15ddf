"""What every translator is: one call. An engine is a folder of such; chains and caches are translators again."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, replace
from threading import Lock
from typing import Protocol


@dataclass(frozen=True)
class Raw:
    """What a machine made of a text, judged by nobody yet.

    `score`: log-probability a token (0 is certain); `via`: the English in the middle of a pair without a model of its
    own; `test_model`: made for tests, its words are no translation.
    """

    text: str
    score: float
    model: str
    via: str | None = None
    test_model: bool = False


class Translator(Protocol):
    """One direction."""

    def translate(self, text: str) -> Raw:
        """The text in the other language; blank for a blank one."""


class Identity:
    """A language into itself."""

    def translate(self, text: str) -> Raw:
        return Raw(text, 0.0, "")


@dataclass(frozen=True)
class Chained:
    """Two directions one after the other, the text in the middle kept: many can judge its English."""

    first: Translator
    second: Translator

    def translate(self, text: str) -> Raw:
        middle = self.first.translate(text)
        end = self.second.translate(middle.text)
        return replace(
            end, score=min(middle.score, end.score), model=f"{middle.model} + {end.model}", via=middle.text,
            test_model=middle.test_model or end.test_model,
        )  # fmt: skip


class Cached:
    """The last texts of one direction, in memory alone: a conversation that ends is forgotten with its translator."""

    def __init__(self, translator: Translator, size: int = 200) -> None:
        self._translator = translator
        self._size = size
        self._known: OrderedDict[str, Raw] = OrderedDict()
        self._lock = Lock()

    def translate(self, text: str) -> Raw:
        with self._lock:
            if text in self._known:
                self._known.move_to_end(text)
                return self._known[text]
        made = self._translator.translate(text)
        with self._lock:
            self._known[text] = made
            while len(self._known) > self._size:
                self._known.popitem(last=False)
        return made

    def forget(self) -> None:
        """At the end of a conversation."""
        with self._lock:
            self._known.clear()
