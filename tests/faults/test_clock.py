"""A clock that jumps: numbers, order, trail, backups and codes bear it, and it is said where it matters."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from app import clock
from app.journeys.records_health import record_checks
from app.paths import DataFolder
from app.storage.backup_plan import Plan
from app.storage.receptions import Receptions
from models.reception import Step
from tests.faults.records import deed_of, half, lost, new_reception

_JUMPS = {
    "a day back": ("2026-11-24T10:00", "2026-11-23T10:00"),
    "a year ahead": ("2026-11-24T10:00", "2027-11-24T10:00"),
    "a year ahead and back": ("2027-11-24T10:00", "2026-11-24T10:00"),
    "into 29 February": ("2028-02-28T23:59", "2028-02-29T00:00"),
    "a year from 29 February": ("2028-02-29T10:00", "2029-03-01T10:00"),
    "31 March to 1 April": ("2027-03-31T23:59", "2027-04-01T00:01"),
    "over the new year": ("2026-12-31T23:59", "2027-01-01T00:00"),
    "into an era": ("2019-04-30T23:59", "2019-05-01T00:00"),
    "before all there is": ("2026-11-24T10:00", "1970-01-02T00:00"),
}


def at(japan: str) -> datetime:
    return datetime.fromisoformat(japan).replace(tzinfo=clock.JAPAN)


@pytest.fixture(params=[*_JUMPS.values()], ids=[*_JUMPS])
def jump(request: pytest.FixtureRequest) -> tuple[datetime, datetime]:
    before, after = request.param
    return at(before), at(after)


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path / "data")


def test_records_saved_around_a_jump_are_whole_numbered_by_their_day_and_keep_their_trail(
    folder: DataFolder, jump: tuple[datetime, datetime]
) -> None:
    told, numbers = [], []
    for moment in (jump[0], jump[1], jump[0] + timedelta(seconds=30)):
        with time_machine.travel(moment), closing(Receptions.open(folder)) as store:
            kept = [store.save(replace(store.save(new_reception()), step=Step.DONE)) for _ in range(2)]
            told += [deed_of(one) for one in kept]
            numbers += [(moment, one.number) for one in kept]
            assert store.audit.anchor()
    assert len({number for _, number in numbers}) == len(numbers)
    assert all(number.startswith(moment.strftime("%Y%m%d-")) for moment, number in numbers)
    assert ([*lost(folder, told)], [*half(folder)]) == ([], [])


def test_a_record_that_was_begun_before_the_jump_is_saved_after_it(
    folder: DataFolder, jump: tuple[datetime, datetime]
) -> None:
    with time_machine.travel(jump[0]), closing(Receptions.open(folder)) as store:
        begun = store.save(new_reception())
    with time_machine.travel(jump[1]), closing(Receptions.open(folder)) as store:
        done = store.save(replace(store.get(begun.id), step=Step.DONE))
        assert (done.number, done.revision) == (begun.number, 2)
        assert [one.revision for one in store.versions(done.id)] == [2]


def test_a_backup_is_due_and_made_after_every_jump_and_none_of_today_goes(
    folder: DataFolder, jump: tuple[datetime, datetime]
) -> None:
    with time_machine.travel(jump[0]), closing(Receptions.open(folder)) as store:
        store.save(new_reception())
        Plan.of(folder).make(clock.now())
    later = jump[1] if abs(jump[1] - jump[0]) >= timedelta(hours=1) else jump[1] + timedelta(hours=1)
    with time_machine.travel(later):
        plan = Plan.of(folder)
        assert plan.due(clock.now())
        plan.make(clock.now())
        assert len(plan.kept()) == 2


def test_a_clock_that_went_back_is_said_by_the_look_at_the_records(folder: DataFolder) -> None:
    with time_machine.travel(datetime(2026, 11, 24, 1, tzinfo=UTC)), closing(Receptions.open(folder)) as store:
        store.save(new_reception())
    with time_machine.travel(datetime(2026, 11, 23, 1, tzinfo=UTC)):
        assert [one.state for one in record_checks(folder) if one.id == "time"] == ["warn"]
