"""Another program that speaks, as a process of its own: text in by a pipe, sound out by a pipe, nothing on the disk."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence

from app.errors import KnownError

_PATIENCE_S = 60.0
_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # Windows would show a console for a moment


class EngineFailed(KnownError):
    """The program is gone, or did not do its work."""

    code = "missing_asset"
    exit_code = 10

    def __init__(self, program: str) -> None:
        super().__init__(asset=program, how_to_install="", reason="engine_failed")


def is_there(program: str) -> bool:
    """Whether it is installed."""
    return shutil.which(program) is not None


def run(command: Sequence[str], text: str) -> bytes:
    """What the program writes for the text; EngineFailed where it is not there, or fails."""
    path = shutil.which(command[0])
    if path is None:
        raise EngineFailed(command[0])
    try:
        done = subprocess.run(  # noqa: S603 our own command; the text goes by the pipe
            [path, *command[1:]], input=text.encode(), capture_output=True, check=True, timeout=_PATIENCE_S,
            creationflags=_NO_WINDOW,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError) as error:
        raise EngineFailed(command[0]) from error
    return done.stdout
