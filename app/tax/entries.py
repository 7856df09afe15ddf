"""Entries of a return by their paths, as problems name them: `income.salary[0].gross`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from models.filing import Entries
from models.partial_date import PartialDate
from models.tax import TaxReturn

_PART = re.compile(r"[^.\[\]]+")


def entry_at(entries: Entries, path: str) -> Any:
    """What stands there; None where nothing does."""
    found: Any = entries
    for part in _PART.findall(path):
        if isinstance(found, list):
            found = found[int(part)] if int(part) < len(found) else None
        else:
            found = found.get(part) if isinstance(found, dict) else None
    return found


def with_entry(entries: Entries, path: str, value: Any) -> dict[str, Any]:
    """A copy with another value there; None takes it out, and with it the parts that are left empty."""
    copy = deepcopy(dict(entries))
    _put(copy, _PART.findall(path), value)
    return copy


def entries_of(tax_return: TaxReturn) -> dict[str, Any]:
    """A return as entries: what is as it would be without an entry is none."""
    found: dict[str, Any] = _entered(tax_return)
    return found


def _entered(part: Any) -> Any:
    if isinstance(part, tuple):
        return [_entered(one) for one in part]
    if is_dataclass(part) and not isinstance(part, PartialDate):
        known = ((field, getattr(part, field.name)) for field in fields(part))
        told = {field.name: _entered(value) for field, value in known if value != field.default}
        return {key: value for key, value in told.items() if value not in ({}, []) or key == "spouse"}
    return part.value if isinstance(part, Enum) else part if isinstance(part, int) else str(part)


def _put(part: Any, path: Sequence[str], value: Any) -> None:
    """Rows are not made here: an index is that of a row which is there."""
    here, rest = path[0], path[1:]
    if isinstance(part, list):
        _put(part[int(here)], rest, value)
    elif not rest:
        part.pop(here, None) if value is None else part.update({here: value})
    elif here in part or value is not None:
        inner = part.setdefault(here, {})
        _put(inner, rest, value)
        if inner == {}:
            del part[here]
