"""A reception: one visitor's case at one counter, from the first touch to the hand-over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from models.case import Case


class Step(StrEnum):
    """The seven steps of the counter, in their order."""

    READ = "read"
    HOUSEHOLD = "household"
    QUESTIONS = "questions"
    PROCEDURES = "procedures"
    SHEETS = "sheets"
    SIGN = "sign"
    DONE = "done"


class State(StrEnum):
    """How far the office has come with a reception: 受付 → 確認 → 引継 → 完了."""

    RECEIVED = "received"
    CHECKED = "checked"
    HANDED_OVER = "handed_over"
    CLOSED = "closed"


@dataclass(frozen=True)
class Release:
    """A supervisor has let a protected address be shown on this reception's forms: who, why, when (支援措置)."""

    by: str
    reason: str
    at: datetime


@dataclass(frozen=True)
class Reception:
    """`number` is the short number that the clerk calls out (`20261123-0007`); `id` is made at the first save.

    `case` never holds an individual number here: the store keeps none. A `release` goes with the case as it was then:
    a changed case has none. `edits` are texts changed on the sheets: form → field → text. `forms` and `procedures` are
    those of its plan, as far as it was made.
    """

    id: UUID
    number: str
    counter: str
    step: Step
    case: Case
    created_at: datetime
    saved_at: datetime
    revision: int = 1
    forms: tuple[str, ...] = ()
    procedures: tuple[str, ...] = ()
    release: Release | None = None
    edits: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class ReceptionSummary:
    """A line of the record list; `name` is the first person whom the event is about.

    `section` (係) and `assignee` (a login) say whose it is now; empty: nobody's yet.
    """

    id: UUID
    number: str
    name: str
    event: str
    step: Step
    saved_at: datetime
    created_at: datetime
    counter: str
    state: State = State.RECEIVED
    section: str = ""
    assignee: str = ""
