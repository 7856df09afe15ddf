"""Procedures, desks and questions from their files; every fault says file, key, what was found, what is allowed."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, TypeVar, cast

from pydantic import ConfigDict, TypeAdapter, ValidationError

from app.paths import RESOURCES
from app.procedures.conditions import CASE_TESTS, MEMBER_TESTS, split
from models.case import Answers, Event

_T = TypeVar("_T")
Confidence = Literal["S", "P", "L", "B", "U"]


@dataclass(frozen=True)
class Deadline:
    """So many days after a day of the case (the first not counted); without `start` only the rule's words."""

    rule: str
    start: Literal["", "moved_on", "planned_out_on", "filed_on"] = ""
    days: int = 0
    rolls: bool = True


@dataclass(frozen=True)
class Rule:
    """One procedure as its file has it. `who` is any of several lists of conditions that all must hold for a member.

    `when` are conditions on the case, all of which must hold. `order` is the place on the visitor's way.
    """

    id: str
    name_ja: str
    events: tuple[Event, ...]
    who: tuple[tuple[str, ...], ...]
    deadline: Deadline
    desk: str
    order: int
    because: str
    why_not: str
    source: str
    confidence: Confidence
    since: date
    until: date | None = None
    when: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    bring: tuple[str, ...] = ()
    notice: str = ""
    whole_household: bool = False


@dataclass(frozen=True)
class Desk:
    name_ja: str
    floor: str
    phone: str
    source: str
    confidence: Confidence


@dataclass(frozen=True)
class Question:
    """A question of the interview: `id` is the key of the answer in the case."""

    id: str
    text_ja: str
    why_ja: str


class RuleError(Exception):
    """A data file is wrong."""

    def __init__(self, file: str, key: str, found: object, allowed: str) -> None:
        super().__init__(f"{file}: {key}: found {found!r}, allowed: {allowed}")


@cache
def rules() -> tuple[Rule, ...]:
    """All procedures in the order of the visitor's way."""
    files = sorted((RESOURCES / "procedures").glob("*.toml"))
    return tuple(sorted((load_rule(file) for file in files), key=lambda rule: (rule.order, rule.id)))


def load_rule(file: Path) -> Rule:
    """A procedure's file; one whose filing differs by event has a file an event and names its common `id` itself."""
    rule = _read(file, Rule, {"id": file.stem})
    for key, found, allowed in _faults(rule):
        raise RuleError(file.name, key, found, allowed)
    return rule


def _faults(rule: Rule) -> Iterator[tuple[str, object, str]]:
    for condition in (condition for conditions in rule.who for condition in conditions):
        if split(condition)[0] not in MEMBER_TESTS:
            yield "who", condition, ", ".join(sorted(MEMBER_TESTS))
    for condition in rule.when:
        word, argument = split(condition.removeprefix("not:"))
        if word not in CASE_TESTS:
            yield "when", condition, ", ".join(sorted(CASE_TESTS))
        if word == "answer" and argument not in vars(Answers()):
            yield "when", condition, ", ".join(vars(Answers()))
    if rule.desk not in desks():
        yield "desk", rule.desk, ", ".join(desks())


@cache
def desks() -> Mapping[str, Desk]:
    file = RESOURCES / "desks.toml"
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    return MappingProxyType({key: _checked(file.name, Desk, entry) for key, entry in data.items()})


@cache
def questions() -> Mapping[str, Question]:
    file = RESOURCES / "questions.toml"
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    return MappingProxyType({key: _checked(file.name, Question, {"id": key, **entry}) for key, entry in data.items()})


def _read(file: Path, kind: type[_T], extra: Mapping[str, object]) -> _T:
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise RuleError(file.name, "", str(error), "TOML") from None
    return _checked(file.name, kind, {**extra, **data})


def _checked(name: str, kind: type[_T], data: Mapping[str, object]) -> _T:
    try:
        checked: _T = _adapter(cast("Any", kind)).validate_python(data)
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        raise RuleError(name, ".".join(map(str, fault["loc"])), fault["input"], fault["msg"]) from None
    return checked


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    for one in (Deadline, kind):
        setattr(one, "__pydantic_config__", ConfigDict(extra="forbid"))  # noqa: B010 unknown to plain dataclasses
    return TypeAdapter(kind)
