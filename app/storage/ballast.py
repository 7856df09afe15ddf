"""Ballast: room on the disk that is held for the hour when it is full, so that what is under way can still be saved.

Facts §3.2: 20 MB are thrown off when a save meets a full disk, and taken aboard again when there is room.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from app.errors import StorageFailure
from app.paths import DataFolder

_T = TypeVar("_T")
SIZE = 20 << 20
_AMPLE = 10
"""Ballast is taken only where it is a tenth of what is free."""


@dataclass(frozen=True)
class Ballast:
    folder: DataFolder
    size: int = SIZE

    @property
    def aboard(self) -> bool:
        return self._path.exists()

    def take(self) -> bool:
        """Hold the room where there is plenty; whether it is held now. It never fails: saving comes first."""
        with suppress(OSError):
            if not self.aboard and shutil.disk_usage(self.folder.root).free >= _AMPLE * self.size:
                self._fill()
        return self.aboard

    def throw_off(self) -> bool:
        """Give the room back; False where there was none."""
        try:
            self._path.unlink()
        except OSError:
            return False
        return True

    def sparing(self, save: Callable[[], _T]) -> _T:
        """Run a save; where the disk is full, throw the ballast off and run it once more."""
        try:
            return save()
        except StorageFailure as error:
            if error.facts["reason"] != "disk_full" or not self.throw_off():
                raise
            return save()

    @property
    def _path(self) -> Path:
        return self.folder.root / "ballast"

    def _fill(self) -> None:
        """Real blocks: a file system may promise room that it has not got."""
        aside = self._path.with_suffix(".new")
        with aside.open("wb") as file:
            if sys.platform == "win32":
                file.write(bytes(self.size))
            else:
                os.posix_fallocate(file.fileno(), 0, self.size)
        aside.replace(self._path)
