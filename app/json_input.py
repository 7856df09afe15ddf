"""JSON from outside, checked against frozen dataclasses: every fault named with path, found and allowed (contract)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, TypeVar, cast

from app.errors import Bilingual, InvalidInput, Problem
from app.sentences import bilingual
from models.partial_date import PartialDate

if TYPE_CHECKING:
    from pydantic import TypeAdapter
    from pydantic_core import ErrorDetails

_T = TypeVar("_T")
_SECRET_KEYS = {"individual_number", "juminhyo_code", "basic_pension_number"}
_ALLOWED = {
    "missing": "required",
    "extra_forbidden": "no_such_entry",
    "unexpected_keyword_argument": "no_such_entry",
    "bool_type": "true_or_false",
    "int_type": "integer",
    "int_from_float": "integer_alone",
    "string_type": "string",
    "tuple_type": "list",
    "dataclass_type": "object",
    "date_from_datetime_parsing": "date",
    "date_parsing": "date",
    "date_type": "date",
    "value_error": "partial_date",
}


def read_json(path: Path) -> object:
    try:
        return json.loads(path.read_bytes().decode("utf-8-sig"), object_pairs_hook=_each_once)
    except OSError:
        raise InvalidInput([Problem(str(path), bilingual("unreadable"), bilingual("readable_json"))]) from None
    except UnicodeDecodeError as error:
        raise InvalidInput(
            [Problem(str(path), bilingual("not_utf8", place=error.start), bilingual("utf8_json"))]
        ) from None
    except (json.JSONDecodeError, RecursionError) as error:
        raise InvalidInput([Problem(str(path), _no_json(error), "JSON")]) from None


def _no_json(error: json.JSONDecodeError | RecursionError) -> Bilingual:
    if isinstance(error, json.JSONDecodeError):
        return bilingual("no_json", line=error.lineno, column=error.colno)
    return bilingual("too_deep")


def _each_once(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    """An object's entries; of a key that stands there twice nobody could say which was meant."""
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise InvalidInput(
            [Problem(key, bilingual("twice"), bilingual("once")) for key in found if keys.count(key) > 1]
        )
    return found


def checked(kind: type[_T], module: ModuleType, data: object, what: Bilingual) -> _T:
    """`data` as `kind`, whose parts stand in `module`; unknown keys are faults. InvalidInput with every problem."""
    from pydantic import ValidationError

    if not isinstance(data, Mapping):
        raise InvalidInput([Problem("", short(data), bilingual("object_of", what=what))])
    try:
        found: _T = _adapter(cast("Any", kind), module).validate_json(json.dumps(data, ensure_ascii=True), strict=True)
    except ValidationError as error:
        raise InvalidInput([_problem(fault) for fault in error.errors(include_url=False)]) from None
    return found


def rest_of(kind: type[_T], module: ModuleType, data: object, problems: Sequence[Problem], **instead: Any) -> _T | None:
    """What `data` still is once the entries already named are put aside; None where nothing can be made of it.

    `instead` are entries of the top that stand in for what was taken out.
    """
    rest = without(data, problems)
    try:
        return checked(kind, module, {**rest, **instead} if isinstance(rest, dict) else rest, bilingual("object"))
    except InvalidInput:
        return None


def without(data: object, problems: Sequence[Problem]) -> Any:
    """A copy of `data` in which the entries already named are put aside."""
    rest = json.loads(json.dumps(data))
    for problem in problems:
        _put_aside(rest, re.findall(r"[^.\[\]]+", problem.path))
    return rest


def _put_aside(data: Any, path: Sequence[str]) -> None:
    """Take one entry out, where it is there."""
    for part in path[:-1]:
        data = data.get(part) if isinstance(data, dict) else data[int(part)] if isinstance(data, list) else None
    if isinstance(data, dict) and path:
        data.pop(path[-1], None)


@cache
def _adapter(kind: Any, module: ModuleType) -> TypeAdapter[Any]:
    """The checker over the plain dataclasses of a module."""
    from pydantic import ConfigDict, TypeAdapter

    for one in vars(module).values():
        if isinstance(one, type) and is_dataclass(one):
            one.__pydantic_config__ = ConfigDict(extra="forbid")  # type: ignore[attr-defined]
    return TypeAdapter(kind)


def _problem(fault: ErrorDetails) -> Problem:
    path = _path(fault["loc"])
    if fault["type"] == "missing":
        return Problem(path, bilingual("missing_found"), bilingual(_ALLOWED["missing"]))
    secret = _SECRET_KEYS.intersection(part for part in fault["loc"] if isinstance(part, str))
    return Problem(path, "●●●" if secret else short(fault["input"]), _allowed(fault))


def _allowed(fault: ErrorDetails) -> str:
    if fault["type"] == "enum":
        return str(fault["ctx"]["expected"]).replace(" or ", ", ").replace("'", "")
    key = _ALLOWED.get(fault["type"])
    return bilingual(key) if key else bilingual("other_form", said=fault["msg"])


def _path(location: Iterable[int | str]) -> str:
    """`("members", 1, "birth_date")` → `members[1].birth_date`."""
    parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in location)
    return "".join(parts).removeprefix(".")


def short(value: object) -> str:
    """A value as a problem quotes it, cut where it is long."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else text[:59] + "…"


def plain(value: object) -> Any:
    """Dataclasses as JSON has them."""
    if is_dataclass(value):
        if isinstance(value, PartialDate):
            return str(value)
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value
