"""The launcher: starts the program that the pointer names, and the one before where a new one does not start.

It is installed once beside the two slots and never updated: `python -m app.updates.launch HOME [ARGUMENTS…]`, or frozen
by itself. It needs nothing but Python's own library.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from app.updates.slots import HOME, Slots


def launch(slots: Slots, arguments: Sequence[str]) -> int:
    """Run to the end; the exit code is the program's. A trial that ends badly before it stood is taken back at once.

    Only a window is a trial: a command that a robot calls may well end with an error.
    """
    if not opens_window(arguments):
        return _run(slots, slots.current, arguments)
    slot = slots.begin_start()
    code = _run(slots, slot, arguments)
    if code != 0 and slots.trial is not None:
        return _run(slots, slots.go_back(), arguments)
    return code


def opens_window(arguments: Sequence[str]) -> bool:
    """No command among them, only the window's own options."""
    words = iter(arguments)
    return all(word == "--demo" or (word == "--data" and next(words, None) is not None) for word in words)


def _run(slots: Slots, slot: str, arguments: Sequence[str]) -> int:
    try:
        command = [*slots.command(slot), *arguments]
        return subprocess.run(command, env=os.environ | {HOME: str(slots.home)}, check=False).returncode  # noqa: S603
    except (OSError, ValueError, KeyError):
        return 1


def main() -> int:
    return launch(Slots(Path(sys.argv[1])), sys.argv[2:])


if __name__ == "__main__":
    sys.exit(main())
