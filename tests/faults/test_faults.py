"""Full disks, damages, two programs, killed migrations: each a little; `python -m tests.faults` does it at length."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path

import pytest
import time_machine

from app.paths import DataFolder
from app.storage import backup
from app.storage.backup_plan import Plan
from app.storage.receptions import Receptions
from app.storage.schema import HEAD
from tests.faults.bench import run, wrong
from tests.faults.records import new_reception

pytestmark = [pytest.mark.skipif(sys.platform == "win32", reason="forks are Unix's"), pytest.mark.timeout(600)]


def test_a_disk_that_becomes_full_at_any_request_is_said_and_loses_nothing() -> None:
    found = run("full")
    assert wrong(found) == []
    without, with_ballast = found
    assert without["more"]["refused"] > 0
    assert with_ballast["more"]["refused"] == 0


def test_every_damage_is_found_and_made_good_from_the_backup() -> None:
    found = run("damage")
    assert wrong(found) == []
    assert sum(one["tried"] for one in found) == 35


def test_two_programs_on_one_store_lose_nothing_and_who_comes_second_is_told() -> None:
    found = run("two")
    assert wrong(found) == []
    assert found[0]["more"]["refused in words"] > 0


def test_a_migration_that_was_killed_begins_again_cleanly_from_every_schema() -> None:
    found = run("migration")
    assert wrong(found) == []
    assert len(found) == int(HEAD) - 1


@time_machine.travel("2026-11-24T01:00:00Z", tick=False)
def test_what_was_cut_off_is_begun_again_within_the_same_second(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "data")
    with closing(Receptions.open(folder)) as store:
        store.save(new_reception())
    plan = Plan.of(folder)
    contents = [plan.before("0099") for _ in range(2)]
    newest = plan.kept()[0].path
    aside = {backup.restore(folder, newest).set_aside for _ in range(2)}
    assert contents[0] == contents[1]
    assert len(aside) == len(plan.kept()) == 2
