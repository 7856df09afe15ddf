"""Case → plan → files for the sections."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from app.errors import Refused
from app.files import write_files
from app.handover import sections, to_csv, to_json
from models.case import Case
from models.procedure import Plan
from models.reception import Release


def handover_files(number: str, case: Case, plan: Plan) -> Mapping[str, bytes]:
    """Every file of the hand-over by its name (docs/handover.md)."""
    found = sections(number, case, plan)
    tables = {f"handover-{place:02}.csv": to_csv(section) for place, section in enumerate(found, 1)}
    return {"handover.json": to_json(number, found), **tables}


def hand_over(number: str, case: Case, plan: Plan, out: Path, release: Release | None = None) -> dict[str, object]:
    """Write them all or none into `out`; StorageFailure with what the disk said. Returns who gets which file.

    Refused("protected_handover") for a protected address that no supervisor has released.
    """
    if case.answers.protected_address and release is None:
        raise Refused("protected_handover")
    write_files(out, handover_files(number, case, plan))
    found = sections(number, case, plan)
    return {
        "reception": number,
        "file": "handover.json",
        "sections": [
            {
                "desk": section.desk,
                "floor": section.floor,
                "file": f"handover-{place:02}.csv",
                "rows": len(section.rows),
            }
            for place, section in enumerate(found, 1)
        ],
    }
