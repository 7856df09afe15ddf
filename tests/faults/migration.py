"""Stores of every released schema, killed while they are brought up to date, and opened again."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from shutil import copytree, rmtree
from typing import Any

from sqlalchemy import text

from app.paths import DataFolder
from app.storage.backup_plan import Plan
from app.storage.receptions import Receptions
from app.storage.schema import HEAD
from models.tables import Table
from tests.app.storage.test_receptions import downgrade
from tests.faults.figures import Figures
from tests.faults.forks import Deed, apart, chance, running
from tests.faults.kill import load_everything
from tests.faults.records import deed_of, new_filing, new_reception, next_filing, next_of, records_in
from tests.faults.save_path import READY
from tests.faults.store_paths import extracts_before, person

_FILINGS = "0006"
"""The first schema that has returns."""
SCHEMAS = tuple(f"{number:04}" for number in range(1, int(HEAD)))


def migrations(place: Path, each: int, seed: int) -> Iterator[Figures]:
    """So many kills on the way up from each schema."""
    load_everything(place)
    for schema in SCHEMAS:
        began, home = time.monotonic(), place / f"schema {schema}"
        apart(partial(_filled, home, schema))
        expected = apart(partial(_brought_up, home, "expected"))
        span = 0.7 * expected.pop("seconds")
        figures = Figures(f"migration killed: {schema} → {HEAD}")
        for turn in range(each):
            figures = figures.and_(_killed(home, expected, chance(seed, schema, turn).uniform(0, span)))
        rmtree(home)
        yield figures.and_(Figures("", seconds=time.monotonic() - began))


def _filled(home: Path, schema: str) -> None:
    """Everything that is ever stored, taken back to the schema; tables that it had not got are gone then."""
    folder, dice = DataFolder(home / "before"), chance("migration")
    extracts_before(folder)
    with closing(Receptions.open(folder)) as store:
        store.staff.add(person("kanri"), ["a", "b"])
        for _ in range(20):
            store.save(next_of(store.save(next_of(new_reception(), dice)), dice))
            if schema >= _FILINGS:
                store.filings.save(next_filing(new_filing(), dice))
        downgrade(store, schema)


def _brought_up(home: Path, name: str) -> dict[str, Any]:
    """What a store says once it is up to date, and how long it took."""
    folder = DataFolder(home / name)
    if not folder.root.exists():
        copytree(home / "before", folder.root)
    began = time.monotonic()
    with closing(Receptions.open(folder)) as store:
        seconds = time.monotonic() - began
        with store.transaction() as session:
            rows = {one: session.scalar(text(f"SELECT count(*) FROM {one}")) for one in Table.metadata.tables}
        checks = [store._database.connection.execute(f"PRAGMA {one}").fetchall() for one in _CHECKS]
        says = sorted(one["says"] for one in map(deed_of, records_in(store)))
        saved = store.save(new_reception()).revision
    return {"rows": rows, "checks": checks, "says": says, "saves": saved, "seconds": seconds}


_CHECKS = ("cipher_integrity_check", "integrity_check", "foreign_key_check")


def _opening(folder: DataFolder) -> Iterator[Deed]:
    yield READY
    Receptions.open(folder).close()
    yield {"done": True}


def _killed(home: Path, expected: dict[str, Any], delay: float) -> Figures:
    folder = DataFolder(home / "now")
    rmtree(folder.root, ignore_errors=True)
    copytree(home / "before", folder.root)
    ended = running(partial(_opening, folder)).killed(1, delay)
    found = apart(partial(_brought_up, home, "now"))
    found.pop("seconds")
    wrong = [f"after {delay * 1000:.0f} ms: {key} {found[key]}" for key in expected if found[key] != expected[key]]
    backed_up = apart(lambda: len(Plan.of(folder).kept()))
    missing = [] if backed_up else ["no backup was taken first"]
    return Figures(
        "", int(ended.killed), len(expected["says"]), len(wrong), unclear=len(missing), told=(*wrong, *missing)
    )
