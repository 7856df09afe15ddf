"""A year's law from `resources/tax`; every fault says file, key, what was found, what is allowed."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ConfigDict, TypeAdapter, ValidationError

from app.paths import RESOURCES
from app.tax import shapes
from app.tax import year as years
from app.tax.year import Year

FOLDER = RESOURCES / "tax"


class YearError(Exception):
    """A data file of the law is wrong."""

    def __init__(self, file: str, key: str, found: object, allowed: str) -> None:
        super().__init__(f"{file}: {key}: found {found!r}, allowed: {allowed}")


@dataclass(frozen=True)
class LineName:
    """What a line is called, the year's table that it rests on, and the source where a year has no such table."""

    name_ja: str
    name_en: str
    rule: str
    absent: str = ""


@dataclass(frozen=True)
class Words:
    """A sentence or formula with places for its numbers."""

    ja: str
    en: str


@cache
def income_years() -> tuple[int, ...]:
    """Every income year whose law is here."""
    return tuple(sorted(int(file.stem) for file in FOLDER.glob("[0-9]*.toml")))


@cache
def year_of(income_year: int) -> Year:
    """The law of an income year; KeyError for a year that is not here."""
    if income_year not in income_years():
        raise KeyError(income_year)
    return load_year(FOLDER / f"{income_year}.toml")


def load_year(file: Path) -> Year:
    """A year's own tables over the common ones beside it."""
    data = {**_toml(file.with_name("common.toml")), **_toml(file)}
    year: Year = _checked(file.name, Year, data)
    for key, limits in _scales(data):
        if limits != sorted(set(limits)):
            raise YearError(file.name, key, limits, "limits that rise from row to row")
    return year


@cache
def line_names() -> Mapping[str, LineName]:
    """The lines in the order of the computation."""
    rules = {field.name for field in fields(Year)}
    names: dict[str, LineName] = _checked("lines.toml", dict[str, LineName], _toml(FOLDER / "lines.toml"))
    for line, name in names.items():
        if name.rule not in rules:
            raise YearError("lines.toml", f"{line}.rule", name.rule, ", ".join(sorted(rules)))
    return names


@cache
def wording() -> Mapping[str, Words]:
    """Formulas, reasons and notices by key; where both languages read alike the file says it once."""
    data = _toml(FOLDER / "wording.toml")
    both = {key: {"ja": text, "en": text} if isinstance(text, str) else text for key, text in data.items()}
    words: dict[str, Words] = _checked("wording.toml", dict[str, Words], both)
    return words


@cache
def relation_words() -> Mapping[str, tuple[str, ...]]:
    """続柄 by what they say: spouse, child, grandchild, parent, grandparent."""
    words: dict[str, tuple[str, ...]] = _checked(
        "relations.toml", dict[str, tuple[str, ...]], _toml(FOLDER / "relations.toml")
    )
    return words


def _scales(data: object, path: str = "") -> list[tuple[str, list[Any]]]:
    """Every list of rows with the limits that order it."""
    found = []
    for key, value in data.items() if isinstance(data, dict) else ():
        here = f"{path}.{key}".removeprefix(".")
        if isinstance(value, list) and value and isinstance(value[0], dict):
            found += [(here, [row[limit] for row in value if limit in row]) for limit in ("up_to", "below", "at_least")]
        found += _scales(value, here)
    return found


def _toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"), parse_float=Decimal)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise YearError(file.name, "", str(error), "TOML in UTF-8") from None


def _checked(name: str, kind: Any, data: object) -> Any:
    try:
        return _adapter(kind).validate_python(data)
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        raise YearError(name, ".".join(map(str, fault["loc"])), fault["input"], fault["msg"]) from None


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    for one in (*vars(shapes).values(), *vars(years).values(), LineName, Words):
        if isinstance(one, type) and is_dataclass(one):
            setattr(one, "__pydantic_config__", ConfigDict(extra="forbid"))  # noqa: B010 unknown to plain dataclasses
    return TypeAdapter(kind)
