"""The health of this counter: what is missing for the records to be safe is said, and what may leave names nobody."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import time_machine

from app import clock
from app.journeys.health import checks
from app.journeys.keeping import Keeper
from app.journeys.support import ALLOWED, support_facts
from app.paths import DataFolder


def states(folder: DataFolder) -> dict[str, str]:
    return {check.id: check.state for check in checks(folder)}


def test_a_counter_without_backup_and_recovery_sheet_is_warned(folder: DataFolder) -> None:
    found = states(folder)
    assert (found["keys"], found["backup"], found["database"], found["disk"]) == ("warn", "warn", "ok", "ok")


def test_with_a_recovery_sheet_the_keys_are_well(folder: DataFolder, keeper: Keeper) -> None:
    keeper.use_escrow(keeper.new_escrow("2026-11-24").public)
    assert states(folder)["keys"] == "ok"


def test_a_backup_on_the_same_disk_or_of_yesterday_is_told(folder: DataFolder, keeper: Keeper) -> None:
    keeper.make_now()
    told = {check.id: check.detail for check in checks(folder)}
    assert "同じディスク" in told["backup"]
    with time_machine.travel(clock.now() + timedelta(days=2)):
        told = {check.id: check.detail for check in checks(folder)}
    assert "古くなっています" in told["backup"]


def test_a_key_that_does_not_open_fails_and_says_what_to_do(folder: DataFolder, tmp_path: Path) -> None:
    for file in (tmp_path / "machine").iterdir():
        file.unlink()
    found = {check.id: check for check in checks(folder)}
    assert (found["keys"].state, found["database"].state) == ("fail", "fail")
    assert "回復用紙" in found["keys"].detail


def test_a_clock_that_went_back_is_told(folder: DataFolder) -> None:
    with time_machine.travel(clock.now() - timedelta(days=1)):
        assert states(folder)["time"] == "warn"


def test_what_may_leave_is_on_the_list_and_names_nobody(folder: DataFolder) -> None:
    facts = support_facts(folder)
    assert facts.keys() <= ALLOWED
    text = json.dumps(facts, ensure_ascii=False)
    assert "墨田" not in text
    assert str(folder.root) not in text
