"""Save latency ÷ plain SQLite with the same settings: `python -m tests.benchmarks.save [ROUNDS [FOLDER]]`.

Three who take turns in one run, so that a busy disk troubles all; what is told are medians:

- `save`: the whole `Receptions.save`: the case made JSON, its columns sealed, number and revision found, record, search
  keys, outbox row and audit entry written to the encrypted file;
- `same_rows`: what a program without any protection would do for the same: JSON made, and the very same statements with
  the very same values run on an unencrypted file with the standard library. This is the fair equivalent (`ratio`);
- `one_row`: a table with the JSON alone, one row a save: the least that "saved" can mean (`ratio_harsh`).

`added_ms` is what our protection costs a save, on any disk: encryption, sealing, chain. A flush is not in it, and takes
0.1 ms on a virtual disk, 1 ms on an SSD that keeps its word, 5 to 30 ms on the memory of a tablet (facts §3.2).
"""

from __future__ import annotations

import json
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from statistics import median, quantiles
from typing import Any
from unittest.mock import patch

from app.case_file import case_text
from app.identity import new_id
from app.paths import DataFolder
from app.prepared import Bare
from app.storage.connection import SETTINGS
from app.storage.database import Database
from app.storage.receptions import Receptions
from models.reception import Reception, Step
from tests.app.storage.test_receptions import reception

ROUNDS = 1000
STEPS = (Step.READ, *[Step.HOUSEHOLD] * 5, *[Step.QUESTIONS] * 5, Step.PROCEDURES, Step.SHEETS, Step.SIGN, Step.DONE)
"""One reception: fifteen saves (facts §4.1). At READ to QUESTIONS the case changes, later the step alone."""
Statements = list[tuple[str, Any]]


class Visitors:
    """One reception after another, each saved as often as a visitor's is."""

    def __init__(self, store: Receptions) -> None:
        self._store = store
        self._turn = 0
        self.open = self._new()

    def prepare(self) -> Reception:
        """Outside the measured time: who stands there now, and what they have said."""
        turn, place = divmod(self._turn, len(STEPS))
        self._turn += 1
        one = self.open if place else self._new()
        case = one.case if place > 10 else replace(one.case, honseki=f"東京都墨田区緑{place}丁目{turn}番地")
        self.open = replace(one, case=case, step=STEPS[place])
        return self.open

    def save(self) -> None:
        self.open = self._store.save(self.open)

    @staticmethod
    def _new() -> Reception:
        return replace(reception(), id=new_id())


class _Recording:
    """A cursor that keeps what it runs."""

    def __init__(self, cursor: Any, kept: Statements) -> None:
        self._cursor, self._kept = cursor, kept

    def execute(self, statement: str, values: Any = ()) -> Any:
        self._kept.append((statement, values))
        return self._cursor.execute(statement, values)


def recorded(folder: Path, rounds: int) -> tuple[list[str], list[Statements]]:
    """The schema, and the statements of so many saves."""
    saving, saves = Database.saving, list[Statements]()

    @contextmanager
    def noted(database: Database) -> Iterator[Bare]:
        with saving(database) as transaction:
            saves.append([])
            yield Bare(_Recording(transaction.cursor, saves[-1]))

    store = Receptions.open(DataFolder(folder))
    found = store._database.connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    schema = [sql for (sql,) in found if "'reception_index_" not in sql]  # FTS5 makes its own tables
    visitors = Visitors(store)
    with patch.object(Database, "saving", noted):
        for _ in range(rounds):
            visitors.prepare()
            visitors.save()
    store.close()
    return schema, saves


def bare(path: Path, schema: list[str]) -> sqlite3.Connection:
    """Without encryption, the same settings."""
    connection = sqlite3.connect(path, isolation_level=None)
    for statement in (*SETTINGS, *schema):
        connection.execute(statement)
    return connection


def same_rows(connection: sqlite3.Connection, statements: Statements, now: Reception) -> None:
    case_text(now.case)
    connection.execute("BEGIN IMMEDIATE")
    for statement, values in statements:
        connection.execute(statement, values).fetchone()
    connection.execute("COMMIT")


def one_row(connection: sqlite3.Connection, now: Reception) -> None:
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT OR REPLACE INTO one VALUES (?, ?)", (now.id.hex, case_text(now.case)))
    connection.execute("COMMIT")


def lap(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def main(folder: Path, rounds: int = ROUNDS) -> dict[str, float]:
    schema, saves = recorded(folder / "recorded", rounds)
    store = Receptions.open(DataFolder(folder / "data"))
    visitors = Visitors(store)
    same = bare(folder / "same.db", schema)
    least = bare(folder / "least.db", ["CREATE TABLE one (id TEXT PRIMARY KEY, content TEXT)"])
    ours, theirs, harsh = list[float](), list[float](), list[float]()
    for statements in saves:
        now = visitors.prepare()
        ours.append(lap(visitors.save))
        theirs.append(lap(lambda statements=statements, now=now: same_rows(same, statements, now)))  # type: ignore[misc]
        harsh.append(lap(lambda now=now: one_row(least, now)))  # type: ignore[misc]
    for connection in (store, same, least):
        connection.close()
    told = quantiles(ours, n=100)
    figures = {
        "ratio": median(ours) / median(theirs), "aim": 1.5, "ratio_harsh": median(ours) / median(harsh),
        "added_ms": median(ours) - median(theirs), "save_ms": median(ours), "save_p95_ms": told[94],
        "save_p99_ms": told[98], "same_rows_ms": median(theirs), "one_row_ms": median(harsh),
    }  # fmt: skip
    return {name: round(value, 2) for name, value in figures.items()}


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(dir=sys.argv[2] if len(sys.argv) > 2 else None) as made:
        print(json.dumps(main(Path(made), int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)))
