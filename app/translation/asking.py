"""Which phrase asks for what at the counter (`resources/visitor_questions.toml`)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from app.data_file import DataError, built, read_toml
from app.paths import RESOURCES
from app.translation.glossary import glossary
from app.translation.office import Phrasebook
from app.translation.phrasebook import base

FALLBACK = "en"
_ASKED = ("steps", "questions", "fields")


@dataclass(frozen=True)
class Places:
    """Phrases by where they are asked: a step, a question of the interview, a field of the household.

    `answers`: of a field with choices, its value → what says it, a phrase or an office's word.
    """

    steps: Mapping[str, str]
    questions: Mapping[str, str]
    fields: Mapping[str, str]
    answers: Mapping[str, Mapping[str, str]]


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
    asked = {f"{kind}.{key}": phrase for kind in _ASKED for key, phrase in getattr(found, kind).items()}
    for place, phrase in asked.items():
        _check(file.name, place, phrase, base().keys(), "an id of ja.toml")
    for key, answers in found.answers.items():
        _check(file.name, "answers", key, found.fields.keys(), "a key of fields")
        for value, said in answers.items():
            known = {*base(), *glossary(FALLBACK)}
            _check(file.name, f"answers.{key}.{value}", said, known, "an id of ja.toml or a word of the glossary")
    return found


def _check(file: str, place: str, said: str, known: Collection[str], allowed: str) -> None:
    if said not in known or (said in base() and base()[said].slots):
        raise DataError(file, place, said, f"{allowed}, of a phrase without slots")


def answers(phrasebook: Phrasebook, field: str, language: str) -> Mapping[str, Sentence]:
    """What a visitor can touch in answer to a field's question, by its value; those that the language has."""
    found = {value: _said(phrasebook, said, language) for value, said in places().answers.get(field, {}).items()}
    return {value: one for value, one in found.items() if one is not None}


def _said(phrasebook: Phrasebook, said: str, language: str) -> Sentence | None:
    if said in phrasebook.phrases:
        phrase = phrasebook.translation(said, language)
        return Sentence(language, phrase.text, phrasebook.phrases[said].ja) if phrase else None
    names = glossary(language).get(said)
    return Sentence(language, names[0], said) if names else None


def sentence(phrasebook: Phrasebook, phrase_id: str, language: str) -> Sentence:
    """The phrase in the visitor's language, or else in English."""
    ja = phrasebook.phrases[phrase_id].ja
    for code in (language, FALLBACK):
        if found := phrasebook.translation(phrase_id, code):
            return Sentence(code, found.text, ja)
    return Sentence(language, ja, ja)
