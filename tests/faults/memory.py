"""How much memory and how many files a process holds, and how that grows while it works."""

from __future__ import annotations

import gc
import os
from pathlib import Path
from statistics import median

_PAGE = os.sysconf("SC_PAGE_SIZE")


class Growth:
    """Looked at after each round; the first tenth warms up and is left out."""

    def __init__(self) -> None:
        self._resident: list[float] = []
        self._files: list[int] = []

    def look(self) -> None:
        gc.collect()
        self._resident.append(int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * _PAGE / (1 << 20))
        self._files.append(len(os.listdir("/proc/self/fd")))  # noqa: PTH208 names alone, thousands of times

    def told(self) -> dict[str, float]:
        """MB at the beginning and the end (medians of a tenth of the rounds) and the difference; files likewise."""
        tenth = max(1, len(self._resident) // 10)
        warm = self._resident[tenth : 2 * tenth] or self._resident
        first, last = median(warm), median(self._resident[-tenth:])
        files = self._files[-1] - self._files[min(tenth, len(self._files) - 1)]
        return {"MB at first": first, "MB at last": last, "MB grown": last - first, "more files open": float(files)}
