"""Statistics without names: what was counted, and over which spans."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What receptions are counted by. `all` is every reception once, `step` how long each step took."""

    ALL = "all"
    EVENT = "event"
    PROCEDURE = "procedure"
    FORM = "form"
    LANGUAGE = "language"
    COUNTER = "counter"
    STEP = "step"


class Span(StrEnum):
    """Over which time counts are put together."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True)
class Count:
    """`when` is the beginning of an ISO day (`2026-11`); `seconds` are those of all of them together."""

    when: str
    key: str
    times: int
    seconds: int
