"""The shapes of the vocabulary."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from forms.era import era_text, western_text
from models.case import Case, Member
from models.partial_date import PartialDate

CaseSource = Callable[[Case], str]
PersonSource = Callable[[Member, Case], str]


@dataclass(frozen=True)
class Scope:
    """What a field sees: the case, the person whom the sheet is about, and in a table the person of the row."""

    case: Case
    person: Member | None = None
    row: Member | None = None


def of(read: Callable[[Member], str | None]) -> PersonSource:
    """A particular that the person alone decides."""
    return lambda member, _case: read(member) or ""


def era(day: date | None) -> str:
    return era_text(PartialDate.of(day)) if day else ""


def western(day: date | None) -> str:
    return western_text(PartialDate.of(day)) if day else ""
