"""`doctor`: the state of this counter, and what may be sent to those who mend it."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict
from pathlib import Path

from app.cli.answer import Facts, as_json
from app.files import write_file
from app.journeys.health import checks
from app.journeys.support import support_facts
from app.paths import DataFolder


def doctor(arguments: Namespace) -> Facts:
    """Every check of this counter (contract: `madoguchi doctor`)."""
    folder = DataFolder.chosen(getattr(arguments, "data", None))
    if arguments.bundle:
        return _bundle(folder, arguments.bundle)
    return {"checks": [asdict(check) for check in checks(folder)]}


def _bundle(folder: DataFolder, file: Path) -> Facts:
    """Shown in full, and the same in the file."""
    facts = support_facts(folder)
    write_file(file, as_json(facts).encode())
    return facts
