"""What follows from a case without being asked: its day, its head, where it comes from."""

from __future__ import annotations

import re
from datetime import date

from app.procedures.truth import Truth
from models.case import Address, Case, Event, Member, Origin

_ABROAD = frozenset({Event.IN_ABR_J, Event.IN_ABR_F, Event.OUT_ABR})
_LEAVING = frozenset({Event.OUT, Event.OUT_SP, Event.OUT_ABR})
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


def origin_of(case: Case) -> Origin | None:
    """Where from, or for those who leave where to: as it was answered, else as the address says."""
    if case.event in _ABROAD:
        return Origin.ABROAD
    return case.origin or _place(case.new_address if case.event in _LEAVING else case.old_address)


def _place(address: Address | None) -> Origin | None:
    text = address.address if address else ""
    if text.startswith("東京都墨田区"):
        return Origin.WITHIN_SUMIDA
    if text.startswith("東京都"):
        return Origin.OTHER_WARD_TOKYO if re.match(r"東京都[^市郡町村島]+区", text) else Origin.TOKYO_OTHER
    return Origin.OUTSIDE_TOKYO if re.match(r"北海道|京都府|大阪府|.{2,3}県", text) else None
