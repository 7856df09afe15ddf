"""A part of the bench, run as `python -m tests.faults` runs it, from within a test."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

from app.paths import RESOURCES


def run(part: str, *more: str) -> list[dict[str, Any]]:
    """Its figures at the short length; what the bench says of a bug of its own fails the test."""
    command = [sys.executable, "-m", "tests.faults", "--only", part, "--short", "--json", *more]
    done = subprocess.run(command, cwd=RESOURCES.parent, capture_output=True, text=True, check=False)
    assert done.stdout, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def wrong(found: list[dict[str, Any]]) -> list[str]:
    """What did not hold, in the bench's own words."""
    return [f"{one['fault']}: {one['told'][:3]}" for one in found if not one["holds"]]
