"""A case from JSON and back (contract v1), with every fault of it named together."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.case_check import case_problems
from app.errors import InvalidInput, Problem
from models import case as cases
from models.case import Case
from models.partial_date import PartialDate

if TYPE_CHECKING:
    from pydantic import TypeAdapter
    from pydantic_core import ErrorDetails

_SECRET_KEYS = {"individual_number", "juminhyo_code", "basic_pension_number"}
_ALLOWED = {
    "missing": "必ず入れる項目です",
    "extra_forbidden": "この項目はありません",
    "unexpected_keyword_argument": "この項目はありません",
    "bool_type": "true / false",
    "int_type": "整数",
    "string_type": "文字列",
    "tuple_type": "リスト",
    "dataclass_type": "オブジェクト { }",
    "date_from_datetime_parsing": "YYYY-MM-DD の日付",
    "date_parsing": "YYYY-MM-DD の日付",
    "date_type": "YYYY-MM-DD の日付",
}


def read_case(path: Path) -> Case:
    """Read a case file and check it whole; InvalidInput with every problem."""
    return parse_case(_read_json(path))


def parse_case(data: object) -> Case:
    """A case that can be worked with: right in structure, complete and possible; else InvalidInput with every fault."""
    try:
        case = case_from_json(data)
    except InvalidInput as error:
        raise InvalidInput([*error.problems, *_problems_of_the_rest(data, error.problems)]) from None
    if problems := case_problems(case):
        raise InvalidInput(problems)
    return case


def _problems_of_the_rest(data: object, problems: Sequence[Problem]) -> list[Problem]:
    """What else is wrong once the entries already named are put aside, where a case is left then."""
    rest = json.loads(json.dumps(data))
    for problem in problems:
        _put_aside(rest, re.findall(r"[^.\[\]]+", problem.path))
    try:
        case = case_from_json(rest)
    except InvalidInput:
        return []
    named = {problem.path for problem in problems}
    return [problem for problem in case_problems(case) if problem.path not in named]


def _put_aside(data: Any, path: Sequence[str]) -> None:
    """Take one entry out;"""
    for part in path[:-1]:
        data = data.get(part) if isinstance(data, dict) else data[int(part)] if isinstance(data, list) else None
    if isinstance(data, dict) and path:
        data.pop(path[-1], None)


def case_from_json(data: object) -> Case:
    """The structure alone: an unfinished case (empty names, missing addresses) comes back as it was kept."""
    from pydantic import ValidationError

    if not isinstance(data, Mapping):
        raise InvalidInput([Problem("", _short(data), "ケース（オブジェクト { }）")])
    try:
        return _adapter().validate_json(json.dumps(data, ensure_ascii=True), strict=True)
    except ValidationError as error:
        raise InvalidInput([_problem(fault) for fault in error.errors(include_url=False)]) from None


def case_to_json(case: Case, *, with_numbers: bool = False) -> dict[str, Any]:
    """The case as the contract writes it. Individual numbers stay out unless asked for."""
    facts: dict[str, Any] = _plain(case)
    if not with_numbers:
        for member in facts["members"]:
            member["individual_number"] = None
    return facts


def _read_json(path: Path) -> object:
    try:
        return json.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError:
        raise InvalidInput([Problem(str(path), "読めないファイル", "読み取れるJSONファイル")]) from None
    except UnicodeDecodeError as error:
        raise InvalidInput([Problem(str(path), f"{error.start}バイト目がUTF-8ではない", "UTF-8のJSON")]) from None
    except (json.JSONDecodeError, RecursionError) as error:
        where = f"{error.lineno}行{error.colno}字" if isinstance(error, json.JSONDecodeError) else "深すぎる入れ子"
        raise InvalidInput([Problem(str(path), f"JSONではない（{where}）", "JSON")]) from None


@cache
def _adapter() -> TypeAdapter[Case]:
    """The checker over the plain dataclasses of models/case.py; unknown keys are faults."""
    from pydantic import ConfigDict, TypeAdapter

    for kind in vars(cases).values():
        if isinstance(kind, type) and is_dataclass(kind):
            kind.__pydantic_config__ = ConfigDict(extra="forbid")  # type: ignore[attr-defined]
    return TypeAdapter(Case)


def _problem(fault: ErrorDetails) -> Problem:
    path = _path(fault["loc"])
    if fault["type"] == "missing":
        return Problem(path, "ない", _ALLOWED["missing"])
    secret = _SECRET_KEYS.intersection(part for part in fault["loc"] if isinstance(part, str))
    return Problem(path, "●●●" if secret else _short(fault["input"]), _allowed(fault))


def _allowed(fault: ErrorDetails) -> str:
    if fault["type"] == "enum":
        return str(fault["ctx"]["expected"]).replace(" or ", ", ").replace("'", "")
    if fault["type"] == "value_error":
        return "YYYY-MM-DD の日付（月日が不明なら 00）"
    return _ALLOWED.get(fault["type"], fault["msg"])


def _path(location: Iterable[int | str]) -> str:
    """`("members", 1, "birth_date")` → `members[1].birth_date`."""
    parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in location)
    return "".join(parts).removeprefix(".")


def _short(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else text[:59] + "…"


def _plain(value: object) -> Any:
    if is_dataclass(value):
        if isinstance(value, PartialDate):
            return str(value)
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value
