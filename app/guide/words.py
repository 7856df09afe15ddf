"""What the guide says in each of its languages (`resources/guide/words`): a language is a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from app.data_file import DataError, built, read_toml
from app.paths import RESOURCES

FOLDER = RESOURCES / "guide"
JAPANESE, ENGLISH = "ja", "en"


@dataclass(frozen=True)
class Category:
    """A kind of garbage, and how it is put out."""

    name: str
    how: str


@dataclass(frozen=True)
class Words:
    """`{…}` are filled in. `kinds` name the kinds of answers; `hints` are the words of a question that say which kind
    it is after; `directions` run from north by east.
    """

    title: str
    search: str
    unknown: str
    unsure: str
    source: str
    map: str
    desk: str
    floor: str
    phone: str
    also_at: str
    address: str
    route: str
    directions: list[str]
    kinds: dict[str, str]
    categories: dict[str, Category]
    notes: dict[str, str]
    hints: dict[str, list[str]]


@cache
def words() -> Mapping[str, Words]:
    """Every language of the guide, Japanese first."""
    found = {file.stem: load_words(file) for file in sorted((FOLDER / "words").glob("*.toml"))}
    first = found[JAPANESE]
    for language, one in found.items():
        _check_same(f"{language}.toml", one, first)
    return MappingProxyType({JAPANESE: first, **found})


def load_words(file: Path) -> Words:
    """One language; DataError with file, key, what was found and what is allowed."""
    data = read_toml(file)
    rows = built(file.name, "categories", dict[str, dict[str, str]], data.get("categories", {}))
    categories = {name: built(file.name, f"categories.{name}", Category, row) for name, row in rows.items()}
    return built(file.name, "", Words, {**data, "categories": categories})


def _check_same(file: str, one: Words, first: Words) -> None:
    """Every language says as much as the Japanese does."""
    for key in ("kinds", "categories", "notes", "hints"):
        if different := set(getattr(one, key)) ^ set(getattr(first, key)):
            raise DataError(file, key, sorted(different), "the keys of ja.toml")
