"""The first run of a stranger's model, in a child process that may use little: a bad one takes nothing with it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from app.errors import Refused
from forms.intake.limits import Limits, limit_this_process

_ROOT = Path(__file__).resolve().parents[1]
_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # Windows would show a console for a moment
_LIMITS = Limits(memory=12 << 30, file=0, cpu_s=60, wall_s=120)


def try_apart(module: str, *arguments: str) -> None:
    """Run our module on the model; Refused where it does not end well."""
    try:
        done = subprocess.run(  # noqa: S603 our own command alone
            [sys.executable, "-s", "-m", module, *arguments], stdin=subprocess.DEVNULL, capture_output=True,
            check=False, timeout=_LIMITS.wall_s, cwd=_ROOT, env=os.environ | {"PYTHONPATH": str(_ROOT)},
            creationflags=_NO_WINDOW,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise Refused("model_trial_failed") from None
    if done.returncode:
        raise Refused("model_trial_failed")


def child(works: Callable[[], bool]) -> int:
    """What the module does in the child, within the limits: the process's exit code."""
    limit_this_process(_LIMITS)
    return 0 if works() else 1
