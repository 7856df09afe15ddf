"""Readings over the kanji of a sentence: of a phrase as it was written with it, of other words as the phrasebook reads
them. A word whose reading the book does not tell, or tells in two ways, stays without one: none is guessed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from app.translation.phrasebook import base

_RUBY = re.compile(r"([一-鿿々]+)《([ぁ-ゖー]+)》")
_SHORTEST = 2  # letters: a single kanji is read in many ways


@dataclass(frozen=True)
class Piece:
    """Some letters, and their reading in kana; empty where they have none."""

    text: str
    reading: str = ""


def pieces(written: str) -> tuple[Piece, ...]:
    """A text with its readings behind the kanji, 住所《じゅうしょ》, taken apart."""
    found: list[Piece] = []
    place = 0
    for ruby in _RUBY.finditer(written):
        if ruby.start() > place:
            found.append(Piece(written[place : ruby.start()]))
        found.append(Piece(ruby[1], ruby[2]))
        place = ruby.end()
    return (*found, Piece(written[place:])) if written[place:] else tuple(found)


def with_readings(text: str) -> str:
    """A sentence with readings behind the words that the phrasebook reads in one way."""
    known = readings()
    return _words().sub(lambda found: f"{found[0]}《{known[found[0]]}》", text)


@cache
def readings() -> Mapping[str, str]:
    """Word → reading."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for phrase in base().values():
        for word, reading in _RUBY.findall(phrase.plain):
            found[word].add(reading)
    return {word: read.pop() for word, read in found.items() if len(read) == 1 and len(word) >= _SHORTEST}


@cache
def _words() -> re.Pattern[str]:
    """The longer words first; none inside a longer run of kanji, where it may be read otherwise."""
    words = "|".join(map(re.escape, sorted(readings(), key=len, reverse=True)))
    return re.compile(rf"(?<![一-鿿々])(?:{words})(?![一-鿿々])")
