"""Save latency ÷ plain SQLite with the same settings: `python -m tests.benchmarks.save`."""

from __future__ import annotations

import json
import sqlite3
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from app.paths import DataFolder
from app.storage.receptions import Receptions
from tests.app.storage.test_receptions import reception

ROUNDS = 100


def timed(save: Callable[[], object]) -> float:
    laps = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        save()
        laps.append(time.perf_counter() - began)
    return median(laps)


def plain(path: Path, payload: str) -> Callable[[], None]:
    """Two rows in one transaction, as a save writes them."""
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("CREATE TABLE reception (id INTEGER PRIMARY KEY, content TEXT)")
    connection.execute("CREATE TABLE outbox (id INTEGER PRIMARY KEY, payload TEXT)")

    def save() -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO reception (content) VALUES (?)", (payload,))
        connection.execute("INSERT INTO outbox (payload) VALUES (?)", (payload,))
        connection.execute("COMMIT")

    return save


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        store = Receptions.open(DataFolder(Path(folder) / "data"))
        ours = timed(lambda: store.save(reception()))
        store.close()
        bare = timed(plain(Path(folder) / "plain.db", "x" * 4000))
    print(json.dumps({"ratio": round(ours / bare, 2), "save_ms": round(ours * 1000, 2), "aim": 1.5}))
