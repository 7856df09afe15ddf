"""原動機付自転車."""

from __future__ import annotations

import re
from collections.abc import Mapping

from forms.sources.filing import kind_of
from forms.sources.kinds import CaseSource
from models.case import Case, Event

_CLASSES = ((50, "first"), (90, "second_b"), (125, "second_a"))


def _kind(case: Case) -> str:
    """By the displacement in cc, where it is given (地方税法463条の15); the new class up to 4.0 kW is asked."""
    number = re.match(r"\d+", case.details.moped.displacement)
    if number is None:
        return ""
    return next((kind for most, kind in _CLASSES if int(number[0]) <= most), "")


SOURCES: Mapping[str, CaseSource] = {
    "moped.reason": lambda case: {"in": "in", "move": "address"}.get(kind_of(case), ""),
    "moped.kind": _kind,
    "moped.own": lambda case: "self" if case.details.moped.plate else "",
    "moped.place": lambda case: "same" if kind_of(case) in ("in", "move") else "",
    "moped.end": lambda case: "abroad" if case.event is Event.OUT_ABR else "out" if kind_of(case) == "out" else "",
    "moped.plate": lambda case: case.details.moped.plate,
    "moped.frame": lambda case: case.details.moped.frame,
    "moped.model": lambda case: case.details.moped.model,
    "moped.displacement": lambda case: case.details.moped.displacement,
}
