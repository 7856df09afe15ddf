"""A record that two counters have changed: where the two sides differ, and what a clerk makes of them.

Nothing is decided by a clock. Both sides are shown, value by value; the choice is saved as a new revision that has
grown from both, and neither side is lost at the server.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from models.told import Told

Path = tuple[str | int, ...]
_GONE = object()


@dataclass(frozen=True)
class Difference:
    """One value that is not the same on both sides; None where a side has it not."""

    path: Path
    ours: Any = field(repr=False)
    theirs: Any = field(repr=False)


def differences(ours: Told, theirs: Told) -> tuple[Difference, ...]:
    """In the order of the record's content. A list that is longer on one side is one value."""
    return tuple(_between((), _content(ours), _content(theirs)))


def merged(ours: Told, theirs: Told, of_theirs: Sequence[Path]) -> Any:
    """Our content with those values of theirs."""
    content, other = _content(ours), _content(theirs)
    for path in of_theirs:
        content = _with(content, path, _at(other, path))
    return content


def _content(told: Told) -> Any:
    return json.loads(json.loads(told.content)["content"])


def _between(path: Path, ours: Any, theirs: Any) -> Iterator[Difference]:
    if isinstance(ours, dict) and isinstance(theirs, dict):
        for key in dict.fromkeys([*ours, *theirs]):
            yield from _between((*path, key), ours.get(key, _GONE), theirs.get(key, _GONE))
    elif isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        for place, (one, other) in enumerate(zip(ours, theirs, strict=True)):
            yield from _between((*path, place), one, other)
    elif ours is _GONE or theirs is _GONE or ours != theirs:
        yield Difference(path, None if ours is _GONE else ours, None if theirs is _GONE else theirs)


def _at(content: Any, path: Path) -> Any:
    for key in path:
        if isinstance(content, Mapping) and key not in content:
            return _GONE
        content = content[key]
    return content


def _with(content: Any, path: Path, value: Any) -> Any:
    """The content with another value at a path; without it where there is none."""
    if not path:
        return value
    key, rest = path[0], path[1:]
    if isinstance(content, list):
        return [_with(one, rest, value) if place == key else one for place, one in enumerate(content)]
    changed = {**content, key: _with(content.get(key), rest, value)}
    if changed[key] is _GONE:
        del changed[str(key)]
    return changed
