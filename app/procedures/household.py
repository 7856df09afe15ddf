"""What follows from a case without being asked: its day and its head."""

from __future__ import annotations

from datetime import date

from app.procedures.truth import Truth
from models.case import Case, Member

_HEAD = "世帯主"


def event_day(case: Case) -> date:
    """The day on which ages and conditions are looked at."""
    return case.moved_on or case.filed_on


def is_head(case: Case, member: Member) -> Truth:
    """世帯主; where the relation is not written, by the head's name, or because nobody else is there."""
    if member.relation:
        return member.relation == _HEAD
    heads = [head.name for head in (case.new_household_head, case.old_household_head) if head]
    if heads:
        return member.name in heads
    return True if len(case.members) == 1 and not case.joins_existing_household else None
