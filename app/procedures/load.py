"""Procedures, desks and questions from their files; every fault says file, key, what was found, what is allowed."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from decimal import Decimal
from fnmatch import fnmatch
from functools import cache
from itertools import combinations
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar, cast

from pydantic import ConfigDict, TypeAdapter, ValidationError

from app.paths import RESOURCES
from app.procedures import rule as shapes
from app.procedures.conditions import CASE_WORDS, MEMBER_WORDS, bare, fault_of
from app.procedures.rule import Clock, Desk, Line, Question, Rule
from models.case import Answers, Event

_T = TypeVar("_T")
_Fault = tuple[str, object, str]
_LINES = ("because", "forms", "bring", "notices", "late")


class RuleError(Exception):
    """A data file is wrong."""

    def __init__(self, file: str, key: str, found: object, allowed: str) -> None:
        super().__init__(f"{file}: {key}: found {found!r}, allowed: {allowed}")


@cache
def rules() -> tuple[Rule, ...]:
    """All procedures in the order of the visitor's way."""
    files = sorted((RESOURCES / "procedures").glob("*.toml"))
    found = [load_rule(file) for file in files]
    check_ids(found)
    return tuple(sorted(found, key=lambda rule: (rule.order, rule.id)))


@cache
def rules_of(event: Event) -> tuple[Rule, ...]:
    """The procedures that a life event can call for, in the order of the visitor's way."""
    return tuple(rule for rule in rules() if event in rule.events)


def load_rule(file: Path) -> Rule:
    """A procedure's file; one whose filing differs by event has a file an event and names its common `id` itself."""
    data = _toml(file)
    for key in _LINES:
        data[key] = _lines(data.get(key, []))
    data["events"] = _events(data.get("events"))
    rule = _checked(file.name, Rule, {"id": file.stem, **data})
    for key, found, allowed in _faults(rule):
        raise RuleError(file.name, key, found, allowed)
    return rule


def _lines(value: Any) -> Any:
    """A sentence, or a list of sentences and of lines with their conditions."""
    lines = [value] if isinstance(value, str) else value
    return [{"text": line} if isinstance(line, str) else line for line in lines] if isinstance(lines, list) else lines


def _events(value: Any) -> Any:
    """`IN*` is every event whose id begins so, `*` is any event (the facts' ANY)."""
    if not isinstance(value, list):
        return value
    return [event for one in value for event in [e for e in Event if fnmatch(e, str(one))] or [one]]


def check_ids(found: Iterable[Rule]) -> None:
    """RuleError where a case could meet the same procedure twice."""
    for one, other in combinations(found, 2):
        if one.id == other.id and (both := set(one.events) & set(other.events)):
            raise RuleError(one.id, "events", sorted(both), "each event in one file of this id alone")


def _faults(rule: Rule) -> Iterator[_Fault]:
    yield from _wrong("who", (one for conditions in rule.who for one in conditions), MEMBER_WORDS)
    yield from _wrong("when", rule.when, CASE_WORDS)
    for key in _LINES:
        for line in getattr(rule, key):
            yield from _faults_of_line(key, line)
    for clock in rule.deadline.clocks:
        yield from _faults_of_line("deadline.clocks", clock)
    for desk in (rule.desk, *rule.also_at):
        if desk not in desks():
            yield "desk", desk, ", ".join(desks())
    conditions = {bare(one) for one in (*rule.when, *(one for conditions in rule.who for one in conditions))}
    for condition in rule.why_not:
        if bare(condition) not in conditions:
            yield "why_not", condition, ", ".join(sorted(conditions))
    said = {rule.name_ja, *(line.text for line in rule.bring)}
    for language, words in rule.translations.items():
        for word in words.keys() - said:
            yield f"translations.{language}", word, "、".join(sorted(said))


def _faults_of_line(key: str, line: Line | Clock) -> Iterator[_Fault]:
    yield from _wrong(f"{key}.who", line.who, MEMBER_WORDS)
    yield from _wrong(f"{key}.when", line.when, CASE_WORDS)


def _wrong(key: str, conditions: Iterable[str], words: Any) -> Iterator[_Fault]:
    for condition in conditions:
        if allowed := fault_of(condition, words):
            yield key, condition, allowed


@cache
def desks() -> Mapping[str, Desk]:
    file = RESOURCES / "desks.toml"
    return MappingProxyType({key: _checked(file.name, Desk, entry) for key, entry in _toml(file).items()})


@cache
def questions() -> Mapping[str, Question]:
    """All questions, in the order in which they are asked."""
    return load_questions(RESOURCES / "questions.toml")


def load_questions(file: Path) -> Mapping[str, Question]:
    found = {key: _checked(file.name, Question, {"id": key, **entry}) for key, entry in _toml(file).items()}
    answers = [field.name for field in fields(Answers)]
    for key, question in found.items():
        if question.kind != "fact" and key not in answers:
            raise RuleError(file.name, key, question.kind, ", ".join(answers))
        conditions = [one for conditions in question.who for one in conditions]
        faults = [*_wrong(f"{key}.who", conditions, MEMBER_WORDS), *_wrong(f"{key}.when", question.when, CASE_WORDS)]
        for where, condition, allowed in faults:
            raise RuleError(file.name, where, condition, allowed)
    return MappingProxyType(found)


def _toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"), parse_float=Decimal)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RuleError(file.name, "", str(error), "TOML in UTF-8") from None


def _checked(name: str, kind: type[_T], data: object) -> _T:
    try:
        checked: _T = _adapter(cast("Any", kind)).validate_python(data)
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        raise RuleError(name, _key(fault["loc"]), fault["input"], _allowed(fault["msg"], kind)) from None
    return checked


def _key(location: Sequence[int | str]) -> str:
    return ".".join(map(str, location))


def _allowed(message: str, kind: type) -> str:
    """The checker's words, and the keys there are where a key is unknown."""
    known = ", ".join(field.name for field in fields(cast("Any", kind)))
    return f"one of {known}" if "keyword" in message or "xtra" in message else message


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    for one in (Line, Clock, shapes.Deadline, kind):
        setattr(one, "__pydantic_config__", ConfigDict(extra="forbid"))  # noqa: B010 unknown to plain dataclasses
    return TypeAdapter(kind)
