"""A tax filing at the counter (税の申告): a return as far as it is entered, its step, and the second look at it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

Entries = Mapping[str, Any]
"""A return as the contract writes it ("A return"), as far as it is entered. What could not be read stands as typed."""


class FilingStep(StrEnum):
    """The seven steps of a return, in their order."""

    FILER = "filer"
    INCOME = "income"
    FAMILY = "family"
    DEDUCTIONS = "deductions"
    RESULT = "result"
    SHEETS = "sheets"
    DONE = "done"


class FilingState(StrEnum):
    """入力中, 確認待ち, 確認済."""

    OPEN = "open"
    WAITING = "waiting"
    CHECKED = "checked"


@dataclass(frozen=True)
class SecondLook:
    """A supervisor has looked over a completed return (確認): who, with which note, when."""

    by: str
    note: str
    at: datetime


@dataclass(frozen=True)
class Filing:
    """`number` is what the clerk calls out (`T20261124-0007`); `language` the visitor's, for the questions.

    A second look belongs to the entries as they were then: changed entries have none.
    """

    id: UUID
    number: str
    counter: str
    step: FilingStep
    entries: Entries
    created_at: datetime
    saved_at: datetime
    revision: int = 1
    language: str = ""
    second_look: SecondLook | None = field(default=None)

    @property
    def state(self) -> FilingState:
        return state_of(self.step, checked=self.second_look is not None)


@dataclass(frozen=True)
class FilingSummary:
    """A line of the list of returns."""

    id: UUID
    number: str
    name: str
    income_year: int
    step: FilingStep
    state: FilingState
    saved_at: datetime


def state_of(step: FilingStep, *, checked: bool) -> FilingState:
    """Only a completed return waits for its second look."""
    if step is not FilingStep.DONE:
        return FilingState.OPEN
    return FilingState.CHECKED if checked else FilingState.WAITING
