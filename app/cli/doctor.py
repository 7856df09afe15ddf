"""`doctor`: the state of this counter."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict

from app.cli.answer import Facts
from app.journeys.health import checks
from app.paths import DataFolder


def doctor(arguments: Namespace) -> Facts:
    """Every check of this counter (contract: `madoguchi doctor`)."""
    folder = DataFolder.chosen(getattr(arguments, "data", None))
    return {"checks": [asdict(check) for check in checks(folder)]}
