"""What a correction has changed: two cases against each other, fact by fact."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from app.case_file import case_text
from models.case import Case


@dataclass(frozen=True)
class Difference:
    """A fact by its path in a case file (`members[0].name`); empty where it was not there, or is no more."""

    path: str
    before: str
    after: str


def differences(before: Case, after: Case) -> tuple[Difference, ...]:
    """Every fact that is not the same, in the order of a case file."""
    return tuple(_between("", json.loads(case_text(before)), json.loads(case_text(after))))


def _between(path: str, before: Any, after: Any) -> Iterator[Difference]:
    if before == after:
        return
    if isinstance(before, dict | None) and isinstance(after, dict | None) and (before or after):
        old, new = before or {}, after or {}
        for key in dict.fromkeys([*old, *new]):
            yield from _between(f"{path}.{key}" if path else key, old.get(key), new.get(key))
    elif isinstance(before, list) and isinstance(after, list):
        for place in range(max(len(before), len(after))):
            pair = (one[place] if place < len(one) else None for one in (before, after))
            yield from _between(f"{path}[{place}]", *pair)
    else:
        yield Difference(path, _text(before), _text(after))


def _text(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
