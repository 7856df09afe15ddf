"""What is asked for a return, from `resources/tax_questions.toml`: every path and line in it is one that exists."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from enum import StrEnum
from functools import cache
from typing import Any, get_args, get_type_hints

from pydantic import ConfigDict, TypeAdapter, ValidationError

from app.paths import RESOURCES
from app.tax.load import YearError, line_names
from models import tax
from models.tax import TaxReturn

FILE = "tax_questions.toml"
Text = dict[str, str]
"""Language → words; `ja` is always there."""


class Kind(StrEnum):
    """How a field is entered; `LOSS` is an amount that may be negative, `PICK` a choice or another word."""

    TEXT = "text"
    DATE = "date"
    AMOUNT = "amount"
    LOSS = "loss"
    CHOICE = "choice"
    PICK = "pick"
    TICK = "tick"


@dataclass(frozen=True)
class Question:
    """One field; in a section of rows `path` is that within the row. `usual` in yen."""

    path: str
    kind: Kind
    name: Text
    help: Text = field(default_factory=dict)
    usual: int = 0
    choices: str = ""


@dataclass(frozen=True)
class Section:
    """Questions that belong together; `lines` are the computation's lines that they bear on."""

    id: str
    title: Text
    fields: tuple[Question, ...]
    help: Text = field(default_factory=dict)
    rows: str = ""
    add: Text = field(default_factory=dict)
    present: str = ""
    asked: Text = field(default_factory=dict)
    fold: bool = False
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class WhatIf:
    """もしも: an entry that grows by `times` × `amount`, or becomes the amount of the line `up_to`."""

    id: str
    name: Text
    path: str
    times: int = 1
    amount: int = 0
    up_to: str = ""


@dataclass(frozen=True)
class Questions:
    languages: dict[str, str]
    choices: dict[str, dict[str, Text]]
    filer: tuple[Section, ...]
    income: tuple[Section, ...]
    family: tuple[Section, ...]
    deductions: tuple[Section, ...]
    what_if: tuple[WhatIf, ...]
    jumps: dict[str, str]

    def sections(self, step: str) -> tuple[Section, ...]:
        """Those of a step; none where nothing is asked."""
        found: tuple[Section, ...] = getattr(self, step, ())
        return found

    def place(self, path: str) -> tuple[str, Section, Question] | None:
        """Step, section and question of a path such as `income.salary[1].gross`; None where none asks for it."""
        for step in ("filer", "income", "family", "deductions"):
            for section in self.sections(step):
                for one in section.fields:
                    if path == one.path or (section.rows and _in_row(path, section.rows) == one.path):
                        return step, section, one
        return None


@cache
def questions() -> Questions:
    """In every language there is; YearError with file, key, what was found and what is allowed."""
    data = tomllib.loads((RESOURCES / FILE).read_text(encoding="utf-8"))
    for language, (name, words) in translations().items():
        data["languages"][language] = name
        for text in texts(data):
            if text["ja"] in words:
                text[language] = words[text["ja"]]
    return check(data)


def translations() -> Mapping[str, tuple[str, Mapping[str, str]]]:
    """The visitors' further languages (`resources/tax_questions/<lang>.toml`): own name, and words by the Japanese."""
    found = {}
    for file in sorted((RESOURCES / "tax_questions").glob("*.toml")):
        data = tomllib.loads(file.read_text(encoding="utf-8"))
        for key in data.keys() ^ {"name", "words"}:
            raise YearError(file.name, key, sorted(data), "name, words")
        found[file.stem] = (data["name"], data["words"])
    return found


def texts(data: object) -> Iterator[Text]:
    """Every text of the questions' file, wherever it stands."""
    inside: Iterable[object] = ()
    if isinstance(data, dict):
        if "ja" in data:
            yield data
        inside = data.values()
    elif isinstance(data, list):
        inside = data
    for one in inside:
        yield from texts(one)


def check(data: Mapping[str, Any]) -> Questions:
    """The questions of a file's data, every name in them known."""
    try:
        found = _adapter().validate_python(data)
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        raise YearError(FILE, ".".join(map(str, fault["loc"])), fault["input"], fault["msg"]) from None
    for key, name, allowed in _names(found):
        if name not in allowed:
            raise YearError(FILE, key, name, ", ".join(sorted(allowed)))
    return found


def _in_row(path: str, rows: str) -> str:
    head, _, tail = path.partition("].")
    return tail if head.partition("[")[0] == rows else ""


def _names(found: Questions) -> Iterator[tuple[str, str, set[str]]]:
    """Every reference with its place and what may stand there."""
    paths, lines = set(_paths(TaxReturn, "")), set(line_names())
    for step in ("filer", "income", "family", "deductions"):
        for section in found.sections(step):
            yield from ((f"{section.id}.lines", line, lines) for line in section.lines)
            for one in section.fields:
                yield section.id, f"{section.rows}[].{one.path}" if section.rows else one.path, paths
                if one.kind in (Kind.CHOICE, Kind.PICK):
                    yield f"{section.id}.{one.path}.choices", one.choices, set(found.choices)
    for what in found.what_if:
        yield f"what_if.{what.id}", what.path, paths
        yield f"what_if.{what.id}", what.up_to, lines | {""}
    yield from ((f"jumps.{key}", path, paths) for key, path in found.jumps.items())


def _paths(kind: Any, path: str) -> Iterator[str]:
    """Every entry of a return; `[]` for each of a list."""
    hints = get_type_hints(kind)
    for one in fields(kind):
        here = f"{path}.{one.name}".removeprefix(".")
        yield here
        for inner in (hints[one.name], *get_args(hints[one.name])):
            if is_dataclass(inner) and inner.__module__ == tax.__name__:
                yield from _paths(
                    inner, f"{here}[]" if inner is not hints[one.name] and _is_list(hints[one.name]) else here
                )


def _is_list(hint: Any) -> bool:
    return getattr(hint, "__origin__", None) is tuple


@cache
def _adapter() -> TypeAdapter[Questions]:
    for one in (Question, Section, WhatIf, Questions):
        setattr(one, "__pydantic_config__", ConfigDict(extra="forbid"))  # noqa: B010 unknown to plain dataclasses
    return TypeAdapter(Questions)
