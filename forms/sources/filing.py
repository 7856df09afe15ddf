"""What is filed, when, and by whom."""

from __future__ import annotations

from collections.abc import Mapping

from forms.groups import day_of, dead_head
from forms.sources.kinds import CaseSource, PersonSource, era
from forms.sources.places import home, in_one_line
from forms.sources.roles import guardian, parent_of, proxy
from models.ages import age_on
from models.case import Case, Event, Member, Origin
from models.origin import origin_of

_KINDS = {Event.MOVE: "move", Event.OUT: "out", Event.OUT_SP: "out", Event.OUT_ABR: "out"}
_HOUSEHOLD = {Event.HH_HEAD: "head", Event.HH_SPLIT: "split", Event.HH_MERGE: "merge", Event.HH_CHANGE: "change"}
_ENTERS = frozenset({Event.IN_DOM, Event.IN_SP, Event.IN_ABR_J, Event.IN_ABR_F, Event.F_BECOME})
_PREFECTURES: Mapping[Origin | None, str] = {
    Origin.OTHER_WARD_TOKYO: "in", Origin.TOKYO_OTHER: "in", Origin.OUTSIDE_TOKYO: "out",
}  # fmt: skip
_NAMES = frozenset({Event.MARR, Event.DIV})
_CARD_REASONS = {Event.OUT_ABR: "abroad", Event.MARR: "name", Event.DIV: "name"}
_SIGNATURE_REASONS = {"in": "moved", "move": "moved"}


def kind_of(case: Case) -> str:
    """in, move, out, household, or other."""
    if case.event in _ENTERS:
        return "in"
    return _KINDS.get(case.event, "household" if case.event in _HOUSEHOLD else "other")


def _filer_address(case: Case) -> str:
    """A member lives at the household's address."""
    if case.filer is None:
        return ""
    return case.filer.address if case.filer.member is None else in_one_line(home(case))


def _matters(case: Case) -> str:
    """What a 代理人 is asked to file; with it go the filings that the resident's record carries."""
    return kind_of(case) if proxy(case) and kind_of(case) != "other" else ""


def _filer_kind(case: Case) -> str:
    """self: whom the event is about; head; member of the household; proxy."""
    if case.filer is None or case.filer.member is None:
        return "proxy" if case.filer else ""
    member = case.members[case.filer.member]
    return "self" if member.moving else "head" if member.relation == "世帯主" else "member"


def _from_tokyo(case: Case) -> str:
    """Of those who move in. in: from the same prefecture, out: from another; nothing from abroad."""
    return _PREFECTURES.get(origin_of(case), "") if kind_of(case) == "in" else ""


def _leaving_abroad_on(case: Case) -> str:
    return era(case.moved_on) if case.event is Event.OUT_ABR else ""


def _filer_is(member: Member, case: Case) -> str:
    """本人 or 代理人; what else the filer is to this person no record says."""
    if case.filer is None:
        return ""
    if case.filer.member is None:
        return "代理人"
    return "本人" if case.members[case.filer.member] is member else ""


def _register_standing(member: Member, case: Case) -> str:
    """届出人の資格 in the family register (戸籍): 本人, and 筆頭者 who files for the family name; 親権者 of a child
    under 15.
    """
    if case.filer is None or case.filer.member is None:
        return ""
    one = case.members[case.filer.member]
    is_child = member.birth_date is not None and age_on(member.birth_date, day_of(case)) < 15
    standings = {
        "self": one is member,
        "head": one.name == case.hittosha,
        "parent": is_child and one is guardian(case) and bool(parent_of(member, case)),
    }
    return ",".join(standing for standing, holds in standings.items() if holds)


SOURCES: Mapping[str, CaseSource] = {
    "kind": lambda case: "head" if dead_head(case) else _HOUSEHOLD.get(case.event) or kind_of(case),
    "filed_on": lambda case: era(case.filed_on),
    "moved_on": lambda case: era(case.moved_on),
    "mycard.reason": lambda case: _CARD_REASONS.get(case.event) or {"in": "in", "move": "move"}.get(kind_of(case), ""),
    "signature.reason": lambda case: _SIGNATURE_REASONS.get(kind_of(case), "name" if case.event in _NAMES else ""),
    "planned_out_on": lambda case: era(case.planned_out_on),
    "filer.address": _filer_address,
    "changes": lambda case: "address" if kind_of(case) in ("in", "move") else "",
    "origin.tokyo": _from_tokyo,
    "abroad.leaving_on": _leaving_abroad_on,
    "filer.kind": _filer_kind,
    "filer.phone": lambda case: case.filer.phone if case.filer else "",
    "filer.standing": lambda case: case.filer.relation if case.filer else "",
    "proxy.matters": _matters,
    "proxy.address": lambda case: case.filer.address if case.filer and case.filer.member is None else "",
    "proxy.phone": lambda case: case.filer.phone if case.filer and case.filer.member is None else "",
}

PARTICULARS: Mapping[str, PersonSource] = {"filer_is": _filer_is, "register_standing": _register_standing}
