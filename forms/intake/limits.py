"""What the child process that opens a foreign file may use at most. The one place that knows the operating system."""

from __future__ import annotations

import sys
from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Bytes of memory and of one file, seconds of processor time and of patience."""

    memory: int = 512 << 20
    file: int = 64 << 20
    cpu_s: int = 10
    wall_s: int = 20


def limit_this_process(limits: Limits) -> None:
    """From here on: no more than this, no core file with what was in memory. Windows knows no limit of a file."""
    if sys.platform == "win32":
        from forms.intake.job import hold

        hold(limits.memory, limits.cpu_s)
        return
    import resource

    for kind, most in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_FSIZE, limits.file),
        (resource.RLIMIT_CPU, limits.cpu_s),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 32),
    ):
        resource.setrlimit(kind, (most, most))
