"""原動機付自転車."""

from __future__ import annotations

from collections.abc import Mapping

from forms.sources.filing import kind_of
from forms.sources.kinds import CaseSource

SOURCES: Mapping[str, CaseSource] = {
    "moped.reason": lambda case: {"in": "in", "move": "address"}.get(kind_of(case), ""),
    "moped.plate": lambda case: case.details.moped.plate,
    "moped.frame": lambda case: case.details.moped.frame,
    "moped.model": lambda case: case.details.moped.model,
    "moped.displacement": lambda case: case.details.moped.displacement,
}
