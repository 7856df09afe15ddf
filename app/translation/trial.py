"""The first run of a stranger's model, in a child process that may use little: a bad one takes nothing with it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from app.errors import Refused
from forms.intake.limits import Limits, limit_this_process

_ROOT = Path(__file__).resolve().parents[2]
_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # Windows would show a console for a moment
_LIMITS = Limits(memory=6 << 30, file=0, cpu_s=60, wall_s=120)
_SENTENCES = {"ja": "こんにちは。", "zh": "你好。", "ko": "안녕하세요.", "ar": "مرحبا."}


def try_model(folder: Path, source: str) -> None:
    """Translate one sentence; Refused where the model cannot be loaded or gives no text."""
    command = [sys.executable, "-s", "-m", "app.translation.trial", str(folder.absolute()), source]
    try:
        done = subprocess.run(  # noqa: S603 our own command alone
            command, stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=_LIMITS.wall_s, cwd=_ROOT,
            env=os.environ | {"PYTHONPATH": str(_ROOT)}, creationflags=_NO_WINDOW,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise Refused("model_trial_failed") from None
    if done.returncode:
        raise Refused("model_trial_failed")


def main(folder: str, source: str) -> int:
    """The child: 0 where a text came out."""
    limit_this_process(_LIMITS)
    from app.translation.argos import Direction

    return 0 if Direction(Path(folder), "trial").translate(_SENTENCES.get(source, "Hello.")).text else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
