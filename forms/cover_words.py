"""The words of the visitor's cover sheet, one file a language (`resources/cover/`): every fault of a file is named."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import get_args

from forms.era import era_text
from forms.errors import DefinitionError
from forms.glyphs import Style
from models.partial_date import PartialDate

_FOLDER = Path(__file__).resolve().parent.parent / "resources" / "cover"
_FALLBACK = "en"
_JAPANESE = "ja"
_OPTIONAL = ("comma", "date_format", "months", "procedures", "things", "desks")


@dataclass(frozen=True)
class CoverWords:
    """`name` is the language's own, `style` its font; `{…}` are filled in; without `date_format` dates are by the era.

    `procedures`, `things` and `desks` are translations by their Japanese words (a procedure's id has a name an event).
    """

    name: str
    style: Style
    title: str
    person: str
    received: str
    number: str
    instruction: str
    procedure: str
    deadline: str
    desk: str
    bring: str
    until: str
    unsure: str
    sheets: str
    sheet: str
    way: str
    comma: str = ", "
    date_format: str = ""
    months: tuple[str, ...] = ()
    procedures: Mapping[str, str] = field(default_factory=dict)
    things: Mapping[str, str] = field(default_factory=dict)
    desks: Mapping[str, str] = field(default_factory=dict)

    def day(self, day: date) -> str:
        """A date as the language writes it."""
        if not self.date_format:
            return era_text(PartialDate.of(day))
        month = self.months[day.month - 1] if self.months else str(day.month)
        return self.date_format.format(year=day.year, month=month, day=day.day)


def is_japanese(language: str) -> bool:
    """Whether a visitor of this language (BCP 47) reads the Japanese sheets."""
    return language.partition("-")[0] == _JAPANESE


def words_of(language: str) -> CoverWords:
    """The language's words."""
    return languages()[closest(language, languages())]


def closest(language: str, known: Collection[str]) -> str:
    """Of the known languages: `zh-Hans-CN` is `zh-Hans`; English for a language that has no file."""
    parts = language.split("-")
    tries = ("-".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((one for one in tries if one in known), _FALLBACK)


@cache
def languages() -> Mapping[str, CoverWords]:
    """Every language that has a cover sheet of its own."""
    return MappingProxyType({file.stem: load_words(file) for file in sorted(_FOLDER.glob("*.toml"))})


def load_words(file: Path) -> CoverWords:
    """One language; DefinitionError with file, key, what was found and what is allowed."""
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DefinitionError(file.name, "", str(error), "TOML in UTF-8") from None
    known = {one.name: one for one in fields(CoverWords)}
    for key, value in data.items():
        if key not in known:
            raise DefinitionError(file.name, key, key, ", ".join(known))
        _check(file.name, key, value)
    for name in known:
        if name not in data and name not in _OPTIONAL:
            raise DefinitionError(file.name, name, "nothing", "a text: the key is necessary")
    return CoverWords(**{**data, "months": tuple(data.get("months", ()))})


def _check(file: str, key: str, value: object) -> None:
    allowed: Mapping[str, type] = {"months": list, "procedures": dict, "things": dict, "desks": dict}
    if not isinstance(value, allowed.get(key, str)):
        raise DefinitionError(file, key, value, allowed.get(key, str).__name__)
    if key == "style" and value not in get_args(Style):
        raise DefinitionError(file, key, value, ", ".join(get_args(Style)))
    if key == "months" and isinstance(value, list) and len(value) != 12:
        raise DefinitionError(file, key, len(value), "12 names")
