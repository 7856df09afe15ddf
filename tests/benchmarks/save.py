"""Save latency ÷ plain SQLite with the same settings: `python -m tests.benchmarks.save`.

Ours is a whole save: the case made JSON, its columns sealed, number and revision found, record and outbox row written
to the encrypted file. Plain is a bare program with the standard library: the finished text written to a table and to an
outbox, in one transaction. Both take turns, so that a busy disk troubles both; what is told are medians.
"""

from __future__ import annotations

import json
import sqlite3
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median

from app.case_file import case_text
from app.identity import new_id
from app.paths import DataFolder
from app.storage.connection import SETTINGS
from app.storage.receptions import Receptions
from models.reception import Reception
from tests.app.storage.test_receptions import reception

ROUNDS = 1000
SAVES = 15
"""Of one reception: one a step and some between."""


def plain(path: Path, text: str) -> Callable[[], object]:
    """Two rows in one transaction, as a save writes them; the same settings."""
    connection = sqlite3.connect(path, isolation_level=None)
    for setting in SETTINGS:
        connection.execute(setting)
    connection.execute("CREATE TABLE reception (id INTEGER PRIMARY KEY, content TEXT)")
    connection.execute("CREATE TABLE outbox (id INTEGER PRIMARY KEY, payload TEXT)")

    def save() -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO reception (content) VALUES (?)", (text,))
        connection.execute("INSERT INTO outbox (payload) VALUES (?)", (text,))
        connection.execute("COMMIT")

    return save


class Visitors:
    """One reception after another, each saved as often as a visitor's is."""

    def __init__(self, store: Receptions, first: Reception) -> None:
        self._store, self._first = store, first
        self._open = first
        self._left = 0

    def save(self) -> None:
        self._open = self._store.save(self._open)

    def next(self) -> None:
        """Outside the measured time: who comes now."""
        self._left = (self._left or SAVES) - 1
        if not self._left:
            self._open = replace(self._first, id=new_id(), number="", revision=1)


def lap(save: Callable[[], object]) -> float:
    began = time.perf_counter()
    save()
    return (time.perf_counter() - began) * 1000


def main(folder: Path) -> dict[str, float]:
    first = reception()
    store = Receptions.open(DataFolder(folder / "data"))
    bare = plain(folder / "plain.db", case_text(first.case))
    visitors = Visitors(store, first)
    ours, theirs = [], []
    for _ in range(ROUNDS):
        ours.append(lap(visitors.save))
        theirs.append(lap(bare))
        visitors.next()
    store.close()
    ratio = median(ours) / median(theirs)
    return {
        "ratio": round(ratio, 2),
        "aim": 1.5,
        "save_ms": round(median(ours), 2),
        "plain_ms": round(median(theirs), 2),
    }


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        print(json.dumps(main(Path(made))))
