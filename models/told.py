"""What counters tell each other of a record over the ward's server."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class Kind(StrEnum):
    """Which kind of record."""

    RECEPTION = "reception"
    FILING = "filing"


@dataclass(frozen=True)
class Told:
    """One save of a record, to be told or as it was told: `content` and `summary` are JSON, readable here alone.

    `id` was made at the save. `parents` are the saves that this one grew from. `finished`: the record is done.
    """

    id: UUID
    kind: Kind
    record: UUID
    counter: str
    sequence: int
    revision: int
    saved_at: datetime
    finished: bool
    content: str = field(repr=False)
    summary: str = field(repr=False)
    parents: tuple[UUID, ...] = ()
    place: int = 0


@dataclass(frozen=True)
class Glance:
    """A line of what the server has: the newest save of a record, without its content; `holder` has it just now."""

    id: UUID
    kind: Kind
    record: UUID
    place: int
    counter: str
    saved_at: datetime
    summary: str = field(repr=False)
    holder: str = ""


@dataclass(frozen=True)
class Standing:
    """A record that two sides have changed: `number` and `name` as they stand here."""

    record: UUID
    kind: Kind
    number: str
    name: str
