"""What a crash leaves behind: where the program stood, in a private file, and never its memory (facts C-24)."""

from __future__ import annotations

import faulthandler
import os
import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.paths import DataFolder

_PR_SET_DUMPABLE = 4  # linux/prctl.h


def forbid_dumps() -> None:
    """No picture of this process's memory is written, and no other process of the same user may look into it."""
    if sys.platform == "win32":
        import ctypes

        with suppress(OSError, AttributeError):
            ctypes.windll.wer.WerAddExcludedApplication(Path(sys.executable).name, False)
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        import ctypes

        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def keep_stack(folder: DataFolder) -> None:
    """Should the machine code under us crash, its stack goes to a file of this user alone: places, no values.

    What the last crash wrote is put aside first. A disk that says no stops nothing.
    """
    with suppress(OSError):
        folder.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        if _written(folder.crash):
            folder.crash.replace(folder.last_crash)
        handle = os.open(folder.crash, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        faulthandler.enable(open(handle, "wb", buffering=0))  # noqa: PTH123, SIM115 stays open as long as we run


def last_crash(folder: DataFolder) -> datetime | None:
    """When the program ended by a crash, the last time that it did."""
    with suppress(OSError):
        return datetime.fromtimestamp(folder.last_crash.stat().st_mtime, UTC)
    return None


def _written(path: Path) -> bool:
    return path.exists() and path.stat().st_size > 0
