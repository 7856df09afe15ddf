"""What a killed program left half-done beside the records: swept away at the next start (facts C-10).

Nothing of it was readable: copies of the encrypted database, halves of files that never got their name.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

WORK = ".work-"
_OLD = timedelta(hours=1)
"""Younger ones may be somebody's who is at it just now; nothing of ours takes so long."""
_HALVES = re.compile(r"\.work-.+|\..+\.[0-9a-f]{8}|ballast\.new")
"""Working folders, files before they have their own name (`.name.1a2b3c4d`), the ballast."""
_HALF_BACKUPS = re.compile(r"\..+\.mdgbackup\.[0-9a-f]{8}")
"""Of a folder that the ward may use for other things too."""


def sweep(root: Path, places: Iterable[Path], now: datetime) -> int:
    """Remove what is left in the data folder and where the backups lie; how many there were.

    A disk that says no is asked again next time.
    """
    left = [*_left(root, _HALVES), *(one for place in places for one in _left(place, _HALF_BACKUPS))]
    return sum(_remove(one) for one in left if _age(one, now) > _OLD)


def _left(place: Path, names: re.Pattern[str]) -> Iterator[Path]:
    with suppress(OSError):
        yield from (one for one in place.iterdir() if names.fullmatch(one.name))


def _age(path: Path, now: datetime) -> timedelta:
    with suppress(OSError):
        return timedelta(seconds=now.timestamp() - path.stat().st_mtime)
    return timedelta()


def _remove(path: Path) -> bool:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink()
    return not path.exists()
