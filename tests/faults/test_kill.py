"""kill -9 in every way in which something is saved; and that the bench sees what is lost or half."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from app.paths import DataFolder
from app.storage.receptions import Receptions
from models.reception import Step
from tests.faults.bench import run, wrong
from tests.faults.records import deed_of, half, lost, new_reception

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="forks and kill -9 are Unix's")


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path / "data")


@pytest.fixture
def store(folder: DataFolder) -> Iterator[Receptions]:
    with closing(Receptions.open(folder)) as opened:
        yield opened


@pytest.mark.timeout(600)
def test_a_hundred_kills_lose_nothing_acknowledged_and_leave_nothing_half() -> None:
    found = run("kill")
    assert wrong(found) == []
    assert sum(one["tried"] for one in found) >= 100
    assert sum(one["acknowledged"] for one in found) >= 300


def test_the_bench_sees_a_save_that_was_promised_and_is_not_there(folder: DataFolder, store: Receptions) -> None:
    kept = store.save(new_reception())
    later = deed_of(replace(kept, revision=2))
    other = deed_of(replace(kept, step=Step.DONE))
    nowhere = deed_of(replace(new_reception(), revision=1))
    assert [len(list(lost(folder, [deed]))) for deed in (deed_of(kept), later, other, nowhere)] == [0, 1, 1, 1]


@pytest.mark.parametrize(
    "harm",
    [
        "DELETE FROM outbox WHERE revision = 2",
        "UPDATE audit_head SET seq = seq - 1",
        "DELETE FROM reception_version",
        "UPDATE reception SET revision = 3",
        "UPDATE reception_version SET content = (SELECT edits FROM reception)",
    ],
)
def test_the_bench_sees_what_is_half(harm: str, folder: DataFolder, store: Receptions) -> None:
    store.save(replace(store.save(new_reception()), step=Step.DONE))
    assert list(half(folder)) == []
    with store._database.engine.begin() as connection:
        connection.execute(text(harm))
    assert list(half(folder))
