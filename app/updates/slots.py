"""Two places for the program, `a` and `b`, and a pointer to the one that runs; a new one is on trial until it stands.

    <home>/current        which one runs: one letter, replaced in one step
    <home>/trial.json     the new one has been started so often, and which one was before it
    <home>/returned.json  a new one did not start, and the one before runs again
    <home>/a/, <home>/b/  the program's files, and `start.json` with its command

Whatever stops a change half-way, `current` names a whole program. Needs nothing but Python's own library, because the
launcher uses it before any program of ours runs.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from app.files import write_file

HOME = "MADOGUCHI_HOME"
NAMES = ("a", "b")
MOST_STARTS = 2
"""A new version that was started so often and never stood is given up."""
START = "start.json"


@dataclass(frozen=True)
class Trial:
    """`slot` is new; `before` ran until now."""

    slot: str
    before: str
    version: str
    starts: int = 0


@dataclass(frozen=True)
class Slots:
    home: Path

    @classmethod
    def of_this_program(cls) -> Self | None:
        """The launcher has named the home; None where the program was started otherwise (a developer's copy)."""
        home = os.environ.get(HOME)
        return cls(Path(home)) if home and (Path(home) / "current").is_file() else None

    @property
    def current(self) -> str:
        """ValueError where the pointer names no slot."""
        name = (self.home / "current").read_text(encoding="ascii").strip()
        if name not in NAMES:
            raise ValueError(name)
        return name

    @property
    def other(self) -> str:
        return NAMES[1 - NAMES.index(self.current)]

    def folder(self, slot: str) -> Path:
        return self.home / slot

    def command(self, slot: str) -> list[str]:
        """How the slot's program is started."""
        start = json.loads((self.folder(slot) / START).read_text(encoding="utf-8"))["start"]
        return [str(self.folder(slot) / start)]

    @property
    def trial(self) -> Trial | None:
        """The one under way; one that the pointer never reached, or that cannot be read, is none."""
        with suppress(OSError, ValueError, TypeError):
            trial = Trial(**json.loads((self.home / "trial.json").read_text(encoding="utf-8")))
            return trial if trial.slot == self.current else None
        return None

    def switch(self, slot: str, version: str) -> None:
        """From the next start on the other program runs, on trial. The pointer is the last thing that changes."""
        self._write("trial.json", json.dumps(asdict(Trial(slot, self.current, version))))
        (self.home / "returned.json").unlink(missing_ok=True)
        self._write("current", slot)

    def begin_start(self) -> str:
        """The slot to start now. One on trial is counted first; after too many starts the one before runs again."""
        trial = self.trial
        if trial is None:
            return self.current
        if trial.starts >= MOST_STARTS:
            return self.go_back()
        self._write("trial.json", json.dumps(asdict(trial) | {"starts": trial.starts + 1}))
        return self.current

    def go_back(self) -> str:
        """The new program does not start: the one before runs again."""
        trial = self.trial
        if trial is None:
            return self.current
        self._write("returned.json", json.dumps({"version": trial.version}))
        self._write("current", trial.before)
        (self.home / "trial.json").unlink(missing_ok=True)
        return trial.before

    def confirm(self) -> bool:
        """The new program stands, its store open: it stays. Whether there was a trial."""
        trial = self.trial
        (self.home / "trial.json").unlink(missing_ok=True)
        return trial is not None

    @property
    def returned(self) -> str:
        """The version that was given up at a start; empty where none was."""
        with suppress(OSError, ValueError, KeyError, TypeError):
            return str(json.loads((self.home / "returned.json").read_text(encoding="utf-8"))["version"])
        return ""

    def _write(self, name: str, text: str) -> None:
        write_file(self.home / name, text.encode(), durable=True)
