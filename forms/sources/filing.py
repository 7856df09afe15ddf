"""What is filed, when, and by whom."""

from __future__ import annotations

from collections.abc import Mapping

from forms.sources.kinds import CaseSource, era
from forms.sources.places import home, in_one_line
from forms.sources.roles import proxy
from models.case import Case, Event

_KINDS = {Event.MOVE: "move", Event.OUT: "out", Event.OUT_SP: "out", Event.OUT_ABR: "out"}
_HOUSEHOLD = {Event.HH_HEAD: "head", Event.HH_SPLIT: "split", Event.HH_MERGE: "merge", Event.HH_CHANGE: "change"}
_ENTERS = frozenset({Event.IN_DOM, Event.IN_SP, Event.IN_ABR_J, Event.IN_ABR_F, Event.F_BECOME})
_FAMILY = {Event.BIRTH: "birth", Event.DEATH: "death", Event.MARR: "marriage", Event.DIV: "divorce"}
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


SOURCES: Mapping[str, CaseSource] = {
    "kind": lambda case: _HOUSEHOLD.get(case.event) or kind_of(case),
    "event": lambda case: _FAMILY.get(case.event) or kind_of(case),
    "filed_on": lambda case: era(case.filed_on),
    "moved_on": lambda case: era(case.moved_on),
    "mycard.reason": lambda case: _CARD_REASONS.get(case.event) or {"in": "in", "move": "move"}.get(kind_of(case), ""),
    "signature.reason": lambda case: _SIGNATURE_REASONS.get(kind_of(case), "name" if case.event in _NAMES else ""),
    "planned_out_on": lambda case: era(case.planned_out_on),
    "filer.address": _filer_address,
    "filer.phone": lambda case: case.filer.phone if case.filer else "",
    "filer.standing": lambda case: case.filer.relation if case.filer else "",
    "proxy.matters": _matters,
    "proxy.address": lambda case: case.filer.address if case.filer and case.filer.member is None else "",
    "proxy.phone": lambda case: case.filer.phone if case.filer and case.filer.member is None else "",
}
