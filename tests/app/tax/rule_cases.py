"""The case files of the rules (`tests/cases/tax/rules/<year>/<rule>.toml`): what a group of rows is, read and written.

A row has what is entered into the group's return, then the amounts that must come out.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.tax.entries import with_entry

Data = dict[str, Any]
Cell = int | bool | str
FOLDER = Path(__file__).resolve().parents[2] / "cases" / "tax" / "rules"


@dataclass(frozen=True)
class Group:
    """`thresholds`: a number of the law, or a whole table, → the column whose amount the law compares with it.

    `step` is how finely that amount can go (課税所得 goes by 1,000 yen); `less` is taken off it before it is compared.
    """

    about: str
    entered: tuple[str, ...]
    expected: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    thresholds: Mapping[str, str] = field(default_factory=dict)
    base: Data = field(default_factory=dict)
    step: int = 1
    less: int = 0

    def returns(self, income_year: int) -> Iterator[tuple[Data, dict[str, Cell]]]:
        """Each row as a whole return with what must come out."""
        for row in self.rows:
            data: Data = {"income_year": income_year, "filer": {"birth_date": "1980-05-01"}, **self.base}
            for path, value in zip(self.entered, row, strict=False):
                data = with_entry(data, path, value)
            yield data, dict(zip(self.expected, row[len(self.entered) :], strict=True))

    def column(self, name: str) -> list[Cell]:
        """The entries or amounts that stand under a name."""
        place = (*self.entered, *self.expected).index(name)
        return [row[place] for row in self.rows]


@dataclass(frozen=True)
class RuleFile:
    """`tables`: those of the year's law that the file is about; `facts`: where the ward's tables stand."""

    rule: str
    title: str
    facts: str
    tables: tuple[str, ...]
    groups: tuple[Group, ...]


def rule_files(income_year: int) -> list[Path]:
    return sorted((FOLDER / str(income_year)).glob("*.toml"))


def read(path: Path) -> RuleFile:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    groups = tuple(_group(one) for one in data["group"])
    return RuleFile(data["rule"], data["title"], data["facts"], tuple(data["tables"]), groups)


def _group(data: Data) -> Group:
    return Group(
        about=data["about"],
        entered=tuple(data["entered"]),
        expected=tuple(data["expected"]),
        rows=tuple(tuple(row) for row in data["rows"]),
        thresholds=data.get("thresholds", {}),
        base=data.get("return", {}),
        step=data.get("step", 1),
        less=data.get("less", 0),
    )


def text(file: RuleFile, year_name: str) -> str:
    """The file as it stands on disk: a row a line."""
    head = [
        f"# {year_name} {file.title}: one below, at and above every threshold, and once between two of them.",
        "# Written by `python -m tests.app.tax.rule_files`. The thresholds are those of the law's data; the amounts",
        "# come from the printed tables of the second reckoning (tests/app/tax/reference.py), never from the program.",
        f"rule = {toml(file.rule)}",
        f"title = {toml(file.title)}",
        f"facts = {toml(file.facts)}",
        f"tables = {toml(file.tables)}",
    ]
    return "\n".join([*head, *(line for group in file.groups for line in _group_lines(group))]) + "\n"


def _group_lines(group: Group) -> Iterator[str]:
    yield from ("", "[[group]]", f"about = {toml(group.about)}")
    if group.thresholds:
        yield f"thresholds = {toml(group.thresholds)}"
    if group.step != 1:
        yield f"step = {toml(group.step)}"
    if group.less:
        yield f"less = {toml(group.less)}"
    if group.base:
        yield f"return = {toml(group.base)}"
    yield f"entered = {toml(group.entered)}"
    yield f"expected = {toml(group.expected)}"
    yield "rows = ["
    yield from (f"  {toml(row)}," for row in group.rows)
    yield "]"


def toml(value: object) -> str:
    """A value on one line; amounts in groups of three digits."""
    match value:
        case bool():
            return str(value).lower()
        case int():
            return f"{value:_}"
        case str():
            return f'"{value}"'
        case Mapping():
            return "{ " + ", ".join(f"{_key(key)} = {toml(one)}" for key, one in value.items()) + " }"
        case tuple() | list():
            return "[" + ", ".join(map(toml, value)) + "]"
    raise TypeError(type(value).__name__)


def _key(key: str) -> str:
    return key if key.replace("_", "").isalnum() and key.isascii() else f'"{key}"'
