"""The phrasebook: whole sentences of the counter, translated beforehand (`resources/phrases`); before any machine."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from app.data_file import DataError, built, read_toml
from app.paths import RESOURCES
from app.translation.languages import JAPANESE, languages

FOLDER = RESOURCES / "phrases"
SLOTS = ("date", "number", "yen", "name", "document", "desk", "time")
Side = Literal["staff", "visitor", "both"]
_SLOT = re.compile(r"\{([^{}]*)\}")
_ID = re.compile(r"[a-z][a-z0-9_]*")
_ISOLATE = "\u2068{}\u2069"
"""A slot among letters from right to left: without these its dates and amounts turn round (UAX #9, isolates)."""


@dataclass(frozen=True)
class Situation:
    """A group of phrases, as staff find it."""

    id: str
    name_ja: str
    name_en: str


@dataclass(frozen=True)
class Phrase:
    """`plain` is やさしい日本語 with readings as 住所《じゅうしょ》; `core`: in all languages; `board`: to point at."""

    id: str
    situation: str
    side: Side
    ja: str
    plain: str
    core: bool = False
    board: bool = False

    @property
    def slots(self) -> frozenset[str]:
        """What must be filled in before the sentence can be shown."""
        return slots_of(self.ja)


@dataclass(frozen=True)
class Review:
    """Who checked a translation, and when."""

    by: str
    on: date


@dataclass(frozen=True)
class Book:
    """One language's translations by phrase, and which of them a person has checked."""

    language: str
    texts: Mapping[str, str]
    reviewed: Mapping[str, Review]


@dataclass(frozen=True)
class Translation:
    """A sentence ready to be shown; `review` is None as long as no person has checked it (marked 要確認)."""

    text: str
    review: Review | None


def slots_of(text: str) -> frozenset[str]:
    """The names in braces."""
    return frozenset(_SLOT.findall(text))


@cache
def situations() -> Mapping[str, Situation]:
    """Every situation in the order in which they are shown."""
    file = FOLDER / "situations.toml"
    rows = built(file.name, "", dict[str, dict[str, str]], read_toml(file))
    return MappingProxyType({id_: built(file.name, id_, Situation, {"id": id_, **row}) for id_, row in rows.items()})


@cache
def base() -> Mapping[str, Phrase]:
    """Every phrase by its id, in the order of the book."""
    return load_base(FOLDER / "ja.toml")


def phrases(situation: str | None = None, side: Side | None = None) -> tuple[Phrase, ...]:
    """The phrases of a situation, for one side of the counter; both where nothing is said."""
    return tuple(
        phrase
        for phrase in base().values()
        if situation in {None, phrase.situation} and (side is None or phrase.side in {side, "both"})
    )


@cache
def book(language: str) -> Book:
    """The language's translations; an empty book where it has no file yet."""
    file = FOLDER / f"{language}.toml"
    return load_book(file, base()) if file.is_file() else Book(language, {}, {})


def translation(phrase_id: str, language: str, slots: Mapping[str, str] | None = None) -> Translation | None:
    """The phrase in the language, its slots filled; None where it is not translated. KeyError for an open slot."""
    text = base()[phrase_id].ja if language == JAPANESE else book(language).texts.get(phrase_id)
    if text is None:
        return None
    review = None if language == JAPANESE else book(language).reviewed.get(phrase_id)
    return Translation(filled(text, language, slots or {}), review)


def filled(text: str, language: str, slots: Mapping[str, str]) -> str:
    """A language's text with ready words in its slots; KeyError for an open one."""
    around = _ISOLATE if languages()[language].direction == "rtl" else "{}"
    return _SLOT.sub(lambda slot: around.format(slots[slot[1]]), text)


def missing(language: str) -> tuple[str, ...]:
    """The ids that the language ought to have and has not: of a main language every one, else the core."""
    texts, everything = book(language).texts, languages()[language].main
    return tuple(phrase.id for phrase in base().values() if (everything or phrase.core) and phrase.id not in texts)


def load_base(file: Path) -> Mapping[str, Phrase]:
    """The phrases of the base; DataError with file, key, what was found and what is allowed."""
    found: dict[str, Phrase] = {}
    for situation, rows in read_toml(file).items():
        if situation not in situations():
            raise DataError(file.name, situation, situation, ", ".join(situations()))
        for id_, row in built(file.name, situation, dict[str, dict[str, Any]], rows).items():
            key = f"{situation}.{id_}"
            if id_ in found:
                raise DataError(file.name, key, id_, "an id that no other phrase has")
            found[id_] = built(file.name, key, Phrase, {**row, "id": id_, "situation": situation})
            _check_phrase(file.name, key, found[id_])
    return MappingProxyType(found)


def _check_phrase(file: str, key: str, phrase: Phrase) -> None:
    if not _ID.fullmatch(phrase.id):
        raise DataError(file, key, phrase.id, "small Latin letters, digits and _")
    if phrase.board and not phrase.core:
        raise DataError(file, f"{key}.board", True, "core = true beside it: the board is in every language")
    if phrase.board and phrase.slots:
        raise DataError(file, f"{key}.board", True, "a phrase without slots: nobody fills them on a board")
    for slot in sorted(phrase.slots):
        if slot not in SLOTS:
            raise DataError(file, f"{key}.ja", slot, ", ".join(SLOTS))
    _check_text(file, f"{key}.ja", phrase.ja, phrase)
    _check_text(file, f"{key}.plain", phrase.plain, phrase)


def load_book(file: Path, of: Mapping[str, Phrase]) -> Book:
    """A language's file; DataError with file, key, what was found and what is allowed."""
    data = read_toml(file)
    if unknown := set(data) - {"phrases", "reviewed"}:
        raise DataError(file.name, min(unknown), min(unknown), "phrases, reviewed")
    if file.stem not in languages():
        raise DataError(file.name, "", file.stem, ", ".join(languages()))
    texts = built(file.name, "phrases", dict[str, str], data.get("phrases", {}))
    for id_, text in texts.items():
        if id_ not in of:
            raise DataError(file.name, f"phrases.{id_}", id_, "an id of ja.toml")
        _check_text(file.name, f"phrases.{id_}", text, of[id_])
    reviewed = built(file.name, "reviewed", dict[str, dict[str, Any]], data.get("reviewed", {}))
    for id_ in reviewed:
        if id_ not in texts:
            raise DataError(file.name, f"reviewed.{id_}", id_, "a phrase of this file")
    reviews = {id_: built(file.name, f"reviewed.{id_}", Review, row) for id_, row in reviewed.items()}
    return Book(file.stem, MappingProxyType(texts), MappingProxyType(reviews))


def _check_text(file: str, key: str, text: str, phrase: Phrase) -> None:
    if not text.strip() or text != text.strip() or "\n" in text:
        raise DataError(file, key, text, "one line of text without blanks around it")
    if sorted(_SLOT.findall(text)) != sorted(_SLOT.findall(phrase.ja)) or len(re.findall(r"[{}]", text)) % 2:
        needed = ", ".join(f"{{{slot}}}" for slot in sorted(phrase.slots)) or "none"
        raise DataError(file, key, text, f"exactly the slots of the Japanese sentence: {needed}")
