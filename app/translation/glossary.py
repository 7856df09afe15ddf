"""The office's words and what each language calls them (`resources/glossary`): the first is ours, others pass."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from app.data_file import DataError, built, read_toml
from app.paths import RESOURCES
from app.translation.languages import JAPANESE, languages

FOLDER = RESOURCES / "glossary"
STAND_IN = "書類"  # what every machine knows: where it does not know a paper, it is asked for a document
Terms = Mapping[str, tuple[str, ...]]


@cache
def glossary(language: str) -> Terms:
    """Japanese term → what it may be called in the language; empty where there is no glossary."""
    file = FOLDER / f"{language}.toml"
    return load_glossary(file) if file.is_file() else MappingProxyType({})


def meaning(term: str) -> str:
    """The office's word in plain Japanese (`ja.toml`); empty for a word that is not in it."""
    return " ".join(glossary(JAPANESE).get(term, ()))


def load_glossary(file: Path) -> Terms:
    """A glossary's file; DataError with file, key, what was found and what is allowed."""
    data = read_toml(file)
    if file.stem not in languages():
        raise DataError(file.name, "", file.stem, ", ".join(languages()))
    if unknown := set(data) ^ {"source", "confidence", "terms"}:
        raise DataError(file.name, "", sorted(unknown), "exactly source, confidence, terms")
    rows = built(file.name, "terms", dict[str, list[str]], data["terms"])
    for term, names in rows.items():
        if not names or not all(name.strip() for name in names):
            raise DataError(file.name, f"terms.{term}", names, "at least one name")
    return MappingProxyType({term: tuple(names) for term, names in rows.items()})


def terms_in(text: str, source: str, target: str) -> Terms:
    """The office words of a sentence, each with what it may be called in the target; longer words first.

    Of 国民健康保険証 and 国民健康保険 in one place only the longer one is meant.
    """
    if JAPANESE not in {source, target} or source == target:
        return {}
    table = glossary(target if source == JAPANESE else source)
    known = table if source == JAPANESE else _turned(table)
    rest, found = _plain(text), {}
    for term in sorted(known, key=len, reverse=True):
        rest, times = _as_word(_plain(term)).subn("\0", rest)
        if times:
            found[term] = known[term]
    return found


def _turned(table: Terms) -> Terms:
    """The other way, by our own names alone: the others (`ticket`, `number`) may mean something else."""
    turned: dict[str, tuple[str, ...]] = {}
    for term, names in table.items():
        turned[names[0]] = (*turned.get(names[0], ()), term)
    return turned


@cache
def _as_word(plain: str) -> re.Pattern[str]:
    """Where words have blanks between them a term is one only as a whole: `fee` is not in `coffee`."""
    return re.compile(rf"(?<!\w){re.escape(plain)}s?(?!\w)" if plain.isascii() else re.escape(plain))


def missing_terms(terms: Terms, text: str) -> tuple[str, ...]:
    """Those of which the translation has none of the names."""
    plain = _plain(text)
    return tuple(term for term, names in terms.items() if not any(_plain(name) in plain for name in names))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().replace("-", " ")
