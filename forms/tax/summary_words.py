"""The words of the filer's summary, one file a language (`resources/tax_summary/`): every fault of a file is named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from string import Formatter
from types import MappingProxyType

from forms.cover_words import closest
from forms.errors import DefinitionError
from forms.strict import build, read_toml

_FOLDER = Path(__file__).resolve().parents[2] / "resources" / "tax_summary"
_PLACES = {
    "person": {"name"},
    "year": {"year"},
    "amount": {"amount"},
    "resident_tax": {"fiscal"},
    "file": {"start", "end"},
    "file_refund": {"amount", "start", "end"},
    "ward": {"end"},
}
"""What is filled into a text; `year` and `fiscal` are western years, in Japanese the era's."""


@dataclass(frozen=True)
class SummaryWords:
    """`file` to `keep` are the steps that follow, of which the summary takes those that hold."""

    title: str
    person: str
    year: str
    amount: str
    income: str
    deductions: str
    taxable: str
    income_tax: str
    resident_tax: str
    rest: str
    withheld: str
    to_pay: str
    refund: str
    taxed: str
    per_capita_only: str
    exempt: str
    next: str
    file: str
    file_refund: str
    file_not: str
    ward: str
    ward_not: str
    no_income: str
    by_hand: str
    bring: str
    keep: str
    draft: str


def summary_words(language: str) -> SummaryWords:
    """The language's words; English for a language that has no file."""
    return summary_languages()[closest(language, summary_languages())]


@cache
def summary_languages() -> Mapping[str, SummaryWords]:
    """Every language that has a summary of its own."""
    return MappingProxyType({file.stem: load_summary_words(file) for file in sorted(_FOLDER.glob("*.toml"))})


def load_summary_words(file: Path) -> SummaryWords:
    """One language; DefinitionError with file, key, what was found and what is allowed."""
    words = build(file.name, SummaryWords, read_toml(file.name, file), {})
    for one in fields(SummaryWords):
        text, places = getattr(words, one.name), _PLACES.get(one.name, set())
        if _places(text) != places or not text:
            raise DefinitionError(file.name, one.name, text, f"a text with {sorted(places) or 'no place to fill in'}")
    return words


def _places(text: str) -> set[str]:
    """The names in braces; a lone brace is one that no text has."""
    try:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        return {"{"}
