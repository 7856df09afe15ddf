"""Yes, no, or not known yet: what a condition says while its question is open."""

from __future__ import annotations

from collections.abc import Iterable

Truth = bool | None
"""None is not known yet."""


def all_of(values: Iterable[Truth]) -> Truth:
    """One no is a no, however much is still open."""
    unknown = False
    for value in values:
        if value is False:
            return False
        unknown = unknown or value is None
    return None if unknown else True


def any_of(values: Iterable[Truth]) -> Truth:
    """One yes is a yes, however much is still open."""
    unknown = False
    for value in values:
        if value:
            return True
        unknown = unknown or value is None
    return None if unknown else False


def negated(value: Truth) -> Truth:
    return None if value is None else not value
