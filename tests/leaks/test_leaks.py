"""After a full day with marked numbers (facts C-18…C-21): not one is left, in the store, beside it, or in any trace."""

from __future__ import annotations

import os
import subprocess
import sys
import zlib
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from app.paths import RESOURCES, DataFolder
from app.storage.database import Database, open_database
from models.tables import Table
from tests.leaks.numbers import MARKED
from tests.leaks.scan import Numbers

ROOT = RESOURCES.parent
NUMBERS = Numbers(MARKED)


def a_day(root: Path, *more: str) -> subprocess.CompletedProcess[bytes]:
    """In a process with home, temporary folder and key store of its own: what it leaves lies under `root`."""
    places = {name: root / name.lower() for name in ("HOME", "TMPDIR", "MADOGUCHI_KEYS", "XDG_RUNTIME_DIR")}
    for place in places.values():
        place.mkdir()
    own = {name: str(place) for name, place in places.items()} | {
        "PYTHONPATH": str(ROOT),
        "QT_QPA_PLATFORM": "offscreen",
    }
    command = [sys.executable, "-m", "tests.leaks.day", str(root), *more]
    return subprocess.run(command, cwd=ROOT, env=os.environ | own, capture_output=True, check=False)


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[bytes]]:
    root = tmp_path_factory.mktemp("day")
    return root, a_day(root)


def rows(database: Database) -> list[tuple[str, dict[str, Any]]]:
    with database.engine.connect() as connection:
        return [
            (table.name, dict(row))
            for table in Table.metadata.tables.values()
            for row in connection.execute(text(f"SELECT * FROM {table.name}")).mappings()
        ]


def opened(database: Database, table: str, row: dict[str, Any]) -> dict[str, Any]:
    """With every sealed column as it reads."""
    identity = UUID(str(row.get("reception_id") or row.get("filing_id") or row.get("id"))) if "content" in row else None
    if identity is None:
        return row
    place = (identity, row["revision"]) if table.endswith("_version") else identity
    sealed = {name: value for name, value in row.items() if isinstance(value, bytes)}
    return row | {name: database.fields.open(value, table, place, name) for name, value in sealed.items()}


def test_the_day_was_worked_through(day: tuple[Path, subprocess.CompletedProcess[bytes]]) -> None:
    root, ended = day
    assert ended.returncode == 0, ended.stderr.decode()
    assert ended.stderr.count(b"internal_error") == 3
    assert len(list((root / "data" / "backups").iterdir())) == 2
    assert list((root / "handed over").iterdir())
    assert (root / "data" / "talks.jsonl").read_text(encoding="utf-8").count("\n") == 1, "the talk was held"


def test_no_number_is_in_the_store_even_for_who_has_every_key(
    day: tuple[Path, subprocess.CompletedProcess[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MADOGUCHI_KEYS", str(day[0] / "madoguchi_keys"))
    with closing(open_database(DataFolder(day[0] / "data"))) as database:
        read = [(table, opened(database, table, row)) for table, row in rows(database)]
    assert {"reception", "reception_version", "filing", "filing_version", "outbox", "audit"} <= {one[0] for one in read}
    assert any("墨田" in str(row.get("content")) for _, row in read)
    assert [table for table, row in read if NUMBERS.in_text(str(row))] == []


def test_no_number_is_in_any_file_log_or_answer(day: tuple[Path, subprocess.CompletedProcess[bytes]]) -> None:
    root, ended = day
    assert NUMBERS.under(root) == []
    assert not NUMBERS.in_bytes(ended.stdout + ended.stderr)


def test_no_name_is_in_any_log_or_file_beside_the_hand_over(
    day: tuple[Path, subprocess.CompletedProcess[bytes]],
) -> None:
    root, ended = day
    kept = [path for path in root.rglob("*") if path.is_file() and "handed over" not in path.parts]
    assert [path for path in kept if "墨田　".encode() in path.read_bytes()] == []
    assert "墨田".encode() not in ended.stderr


def test_a_real_crash_leaves_no_number(tmp_path: Path) -> None:
    ended = a_day(tmp_path, "--crash")
    assert ended.returncode < 0
    assert b"Segmentation fault" in ended.stderr
    assert NUMBERS.under(tmp_path) == []
    assert not NUMBERS.in_bytes(ended.stderr)


@pytest.mark.parametrize(
    "leak",
    [
        MARKED[0].encode(),
        f"{MARKED[1][:4]}-{MARKED[1][4:8]}-{MARKED[1][8:]}".encode(),
        MARKED[2].translate({ord(str(digit)): chr(0xFF10 + digit) for digit in range(10)}).encode(),
        MARKED[3].encode("utf-16-le"),
    ],
    ids=["plain", "grouped", "wide", "UTF-16"],
)
def test_the_scan_finds_a_leak_of_every_kind(leak: bytes, tmp_path: Path) -> None:
    (tmp_path / "leak").write_bytes(b"\x00" * 7 + zlib.compress(b"x") + b"\n" + leak + b"\n")
    assert NUMBERS.under(tmp_path)
