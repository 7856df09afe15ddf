"""Which phrase asks for what at the counter (`resources/visitor_questions.toml`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from app.data_file import DataError, built, read_toml
from app.paths import RESOURCES
from app.translation.office import Phrasebook
from app.translation.phrasebook import base

FALLBACK = "en"


@dataclass(frozen=True)
class Places:
    """Phrases by where they are asked: a step, a question of the interview, a field of the household."""

    steps: Mapping[str, str]
    questions: Mapping[str, str]
    fields: Mapping[str, str]


@dataclass(frozen=True)
class Sentence:
    """A question ready to be shown; `language` is English where the visitor's has no such phrase."""

    language: str
    text: str
    ja: str


@cache
def places() -> Places:
    """The shipped ones, every phrase in them known."""
    return load(RESOURCES / "visitor_questions.toml")


def load(file: Path) -> Places:
    """A file of questions; DataError with file, key, what was found and what is allowed."""
    found = built(file.name, "", Places, read_toml(file))
    for kind in fields(Places):
        for key, phrase in getattr(found, kind.name).items():
            if phrase not in base() or base()[phrase].slots:
                raise DataError(file.name, f"{kind.name}.{key}", phrase, "an id of ja.toml, of a phrase without slots")
    return found


def sentence(phrasebook: Phrasebook, phrase_id: str, language: str) -> Sentence:
    """The phrase in the visitor's language, or else in English."""
    ja = phrasebook.phrases[phrase_id].ja
    for code in (language, FALLBACK):
        if found := phrasebook.translation(phrase_id, code):
            return Sentence(code, found.text, ja)
    return Sentence(language, ja, ja)
