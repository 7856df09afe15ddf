"""What a recogniser writes made readable: no blanks in Japanese and Chinese, the office's words as it spells them.

An office word is known by its reading: 十民表 sounds like 住民票. Nothing is changed silently: every repair is told,
and the speaker confirms the sentence before it is used (`resources/speech/hearing.toml`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import jaconv

from app.data_file import DataError, built, read_toml
from app.paths import RESOURCES

_JAPANESE = "ja"


@dataclass(frozen=True)
class Repair:
    """`heard` is what the recogniser wrote, `meant` the office's word that sounds like it."""

    heard: str
    meant: str


@dataclass(frozen=True)
class Tidied:
    """`heard` is the recogniser's own text; `text` differs from it by the repairs alone."""

    heard: str
    text: str
    repairs: tuple[Repair, ...] = ()


@dataclass(frozen=True)
class Spellings:
    """`unspaced`: languages written without blanks. `sounds`: reading → spellings. `words`: word → its readings."""

    source: str
    confidence: str
    unspaced: tuple[str, ...]
    sounds: Mapping[str, tuple[str, ...]]
    words: Mapping[str, tuple[str, ...]]


def joined(words: Sequence[str], language: str) -> str:
    """The words as the language writes them side by side."""
    return ("" if language in spellings().unspaced else " ").join(words)


def tidy(words: Sequence[str], language: str) -> Tidied:
    """The words of one listening as a text."""
    heard = joined(words, language)
    if language != _JAPANESE:
        return Tidied(heard, heard)
    repairs: list[Repair] = []

    def repaired(found: re.Match[str]) -> str:
        meant = _meant(found)
        if meant != found[0]:
            repairs.append(Repair(found[0], meant))
        return meant

    return Tidied(heard, _pattern().sub(repaired, heard), tuple(repairs))


def _meant(found: re.Match[str]) -> str:
    return list(spellings().words)[int(str(found.lastgroup)[1:])]


@cache
def _pattern() -> re.Pattern[str]:
    """Every office word in every spelling of its reading, the longer words first."""
    words = sorted(enumerate(spellings().words.items()), key=lambda one: -len(one[1][1]))
    return re.compile("|".join(f"(?P<w{number}>{_spellings(readings)})" for number, (_, readings) in words))


def _spellings(readings: Sequence[str]) -> str:
    return "".join(f"(?:{'|'.join(map(re.escape, _of_sound(reading)))})" for reading in readings)


def _of_sound(reading: str) -> list[str]:
    spelt = {*spellings().sounds[reading], reading, jaconv.hira2kata(reading)}
    return sorted(spelt, key=lambda one: (-len(one), one))


@cache
def spellings() -> Spellings:
    """The data of hearing."""
    return load_spellings(RESOURCES / "speech" / "hearing.toml")


def load_spellings(file: Path) -> Spellings:
    """The data of a file; DataError with file, key, what was found and what is allowed."""
    found = built(file.name, "", Spellings, _tuples(read_toml(file)))
    for word, readings in found.words.items():
        if unknown := [reading for reading in readings if reading not in found.sounds]:
            raise DataError(file.name, f"words.{word}", unknown, "readings that stand under [sounds]")
    return found


def _tuples(value: object) -> object:
    """TOML's lists as the tuples of a frozen dataclass."""
    if isinstance(value, dict):
        return {key: _tuples(one) for key, one in value.items()}
    return tuple(value) if isinstance(value, list) else value
