"""The one command: a subcommand goes to the command line, none opens the window."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from itertools import pairwise

from app.crash_output import forbid_dumps
from app.paths import DataFolder

_WINDOW_OPTIONS = {"--demo", "--data"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Entry point of `madoguchi`. Qt is imported only where a window opens: the command line starts without it."""
    forbid_dumps()
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not _opens_window(given):
        from app.cli import main as command_line

        return command_line(given)
    from ui.window import run

    demo = "--demo" in given
    return run(demo=demo, data=DataFolder.chosen(_value_of("--data", given), demo=demo))


def _opens_window(arguments: list[str]) -> bool:
    value = _value_of("--data", arguments)
    return all(argument in _WINDOW_OPTIONS or argument == value for argument in arguments)


def _value_of(option: str, arguments: list[str]) -> str | None:
    return dict(pairwise(arguments)).get(option)


if __name__ == "__main__":
    sys.exit(main())
