"""The six files and their columns, from `resources/tax_office.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import ConfigDict, TypeAdapter

from app.paths import RESOURCES
from models.office import OFFICE_ROWS, OfficeRow

FILE = RESOURCES / "tax_office.toml"
_STRICT = ConfigDict(extra="forbid")


@dataclass(frozen=True)
class Words:
    """What is allowed, in both languages, with places for its numbers."""

    ja: str
    en: str

    def about(self, **facts: object) -> Words:
        return Words(self.ja.format(**facts), self.en.format(**facts))


@dataclass(frozen=True)
class Kind:
    """What cells of a kind hold: `most` is the largest number or the length, `codes` what is written → its value."""

    __pydantic_config__ = _STRICT

    check: Literal["pattern", "integer", "year", "date", "partial_date", "text", "code"]
    ja: str
    en: str
    pattern: str = ""
    most: int = 0
    codes: Mapping[str, str] = field(default_factory=dict)

    @property
    def words(self) -> Words:
        return Words(self.ja, self.en)


@dataclass(frozen=True)
class Column:
    """A column of a file: its header, the field of the model that it becomes, and what it holds."""

    __pydantic_config__ = _STRICT

    name: str
    field: str
    kind: str
    required: bool = False


@dataclass(frozen=True)
class FileLayout:
    """One file: `purpose` is why the office may hold it (the register of what is kept shows it)."""

    __pydantic_config__ = _STRICT

    name: str
    id: str
    purpose: str
    columns: tuple[Column, ...]

    @property
    def file_name(self) -> str:
        return f"{self.name}.csv"

    @property
    def header(self) -> list[str]:
        return [column.name for column in self.columns]

    @property
    def row(self) -> type[OfficeRow]:
        return next(row for row in OFFICE_ROWS if row.table == f"office_{self.id}")

    @property
    def key(self) -> tuple[int, ...]:
        """Where the columns stand that tell one row from another."""
        return tuple(index for index, column in enumerate(self.columns) if column.field in self.row.key)

    def named(self, places: tuple[int, ...]) -> str:
        return "・".join(self.columns[place].name for place in places)


@dataclass(frozen=True)
class Limits:
    """Rows of a file, bytes of a line, problems named in one answer, rows that may be gone, years before this one."""

    __pydantic_config__ = _STRICT

    rows: int
    line: int
    problems: int
    removed_percent: int
    years_back: int


@dataclass(frozen=True)
class Layout:
    __pydantic_config__ = _STRICT

    source: str
    confidence: str
    kept: str
    limits: Limits
    kinds: Mapping[str, Kind]
    words: Mapping[str, Words]
    files: tuple[FileLayout, ...]


@cache
def layout(file: Path = FILE) -> Layout:
    """The layout; ValueError with every fault of the file, were it wrong."""
    found = TypeAdapter(Layout).validate_python(tomllib.loads(file.read_text(encoding="utf-8")))
    wrong = [f"{one.name}: {fault}" for one in found.files for fault in _faults(found, one)]
    if wrong or [one.row for one in found.files] != list(OFFICE_ROWS):
        raise ValueError(f"{file.name}: {wrong or 'the files are not those of models.office'}")
    return found


def _faults(whole: Layout, one: FileLayout) -> list[str]:
    allowed = [each.name for each in fields(one.row)]
    found = [column.field for column in one.columns]
    order = [] if found == allowed else [f"fields: found {found}, allowed: {allowed}"]
    kinds = {column.kind for column in one.columns} - set(whole.kinds)
    return order + [f"kind {kind!r}, allowed: {sorted(whole.kinds)}" for kind in sorted(kinds)]
