"""The battery of this machine, as the system tells it: a tablet that dies takes an unfinished visitor with it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_SUPPLIES = Path("/sys/class/power_supply")
_UNKNOWN = 255  # of Windows, for percent and for the kind of supply


@dataclass(frozen=True)
class Battery:
    """`percent` of its charge; `on_mains` while the cable feeds it."""

    percent: int
    on_mains: bool


def battery(supplies: Path = _SUPPLIES) -> Battery | None:
    """The emptiest one; None where there is none, as on a counter's PC."""
    found = _windows() if sys.platform == "win32" else _linux(supplies)
    return min(found, key=lambda one: one.percent, default=None)


def _linux(supplies: Path) -> Iterator[Battery]:
    for one in sorted(supplies.glob("*")):
        with suppress(OSError, ValueError):
            if (one / "type").read_text(encoding="ascii").strip() == "Battery":
                status = (one / "status").read_text(encoding="ascii").strip()
                yield Battery(int((one / "capacity").read_text(encoding="ascii")), status != "Discharging")


def _windows() -> list[Battery]:
    if sys.platform == "win32":
        import ctypes

        status = (ctypes.c_ubyte * 12)()  # SYSTEM_POWER_STATUS: line, flag, percent, saver, two times of four bytes
        if ctypes.windll.kernel32.GetSystemPowerStatus(ctypes.byref(status)) and status[2] != _UNKNOWN:
            return [Battery(status[2], status[0] == 1)]
    return []
