"""Case → plan → files for the sections."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from app.errors import Refused
from app.files import write_files
from app.handover import sections, to_csv, to_json
from app.journeys.exporting import write_sealed
from models.case import Case
from models.procedure import Plan
from models.reception import Release


def handover_files(number: str, case: Case, plan: Plan) -> Mapping[str, bytes]:
    """Every file of the hand-over by its name (docs/handover.md)."""
    found = sections(number, case, plan)
    tables = {f"handover-{place:02}.csv": to_csv(section) for place, section in enumerate(found, 1)}
    return {"handover.json": to_json(number, found), **tables}


@dataclass(frozen=True)
class Seal:
    """The files go into one container that this passphrase opens; `made_by` says who."""

    passphrase: str = field(repr=False)
    made_by: str


def hand_over(
    number: str, case: Case, plan: Plan, out: Path, release: Release | None = None, seal: Seal | None = None
) -> dict[str, object]:
    """Write them all or none into `out`; StorageFailure with what the disk said. Returns who gets which file.

    Refused("protected_handover") for a protected address that no supervisor has released.
    """
    if case.answers.protected_address and release is None:
        raise Refused("protected_handover")
    files = handover_files(number, case, plan)
    if seal:
        held = write_sealed(out, f"handover-{number or case.filed_on}", files, seal.passphrase, seal.made_by).name
    else:
        write_files(out, files)
        held = None
    found = sections(number, case, plan)
    return {
        "reception": number,
        "container": held,
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
