"""Receptions as records: what is looked for among them, and how they go from hand to hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from models.reception import ReceptionSummary, State

if TYPE_CHECKING:
    from uuid import UUID


@dataclass(frozen=True)
class RecordQuery:
    """What a clerk looks for; empty asks for everything. The days are Japan's, both included, of the first save.

    `text` are words of names and of the number, in whatever writing. `events` are as many as may be. `unfinished`:
    those that are not done, or are.
    """

    text: str = ""
    since: date | None = None
    until: date | None = None
    events: tuple[str, ...] = ()
    procedure: str = ""
    form: str = ""
    state: State | None = None
    unfinished: bool | None = None
    counter: str = ""
    section: str = ""
    assignee: str = ""


@dataclass(frozen=True)
class Found:
    """Some of what was found, the newest first; `next` is where to go on, None at the end."""

    lines: Sequence[ReceptionSummary]
    next: int | None = None


@dataclass(frozen=True)
class Move:
    """What happens to a record: it comes into another state, to a section or colleague, or is noted upon."""

    state: State
    section: str = ""
    assignee: str = ""
    note: str = ""


@dataclass(frozen=True)
class Passage:
    """One line of a record's history: who did what with it, and when. `by` is a login, `name` the person's name."""

    id: UUID
    at: datetime
    by: str
    name: str
    before: State
    state: State
    section: str
    assignee: str
    note: str
