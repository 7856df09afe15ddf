"""Backups: made while the store is in use, opened and checked, put back on this machine and on a fresh one."""

from __future__ import annotations

import json
import random
import shutil
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.errors import InvalidInput, KnownError, StorageFailure
from app.keys.escrow import EscrowSecret
from app.keys.ring import rotate, set_escrow
from app.paths import DataFolder
from app.storage import backup
from app.storage.backup_plan import Plan, wanted
from app.storage.receptions import Receptions
from models.reception import Reception, Step
from tests.app.storage.test_receptions import reception
from tests.small_disk import small_disk


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DataFolder:
    monkeypatch.setenv("MADOGUCHI_KEYS", str(tmp_path / "machine"))
    return DataFolder(tmp_path / "data")


@pytest.fixture
def paper(folder: DataFolder) -> EscrowSecret:
    """The ward's escrow key, set at this counter."""
    Receptions.open(folder).close()
    secret = EscrowSecret.make()
    set_escrow(folder, secret.public)
    return secret


def kept(folder: DataFolder, count: int = 3) -> list[Reception]:
    store = Receptions.open(folder)
    found = [store.save(replace(reception(), step=Step.DONE)) for _ in range(count)]
    store.close()
    return found


def names(folder: DataFolder) -> set[str]:
    store = Receptions.open(folder)
    found = {one.number for one in store.list()}
    store.close()
    return found


def reason(error: KnownError) -> object:
    return error.facts.get("reason", error.code)


def fresh_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DataFolder:
    monkeypatch.setenv("MADOGUCHI_KEYS", str(tmp_path / "fresh machine"))
    return DataFolder(tmp_path / "fresh data")


def test_a_backup_made_while_the_store_is_in_use_holds_what_was_saved(folder: DataFolder, tmp_path: Path) -> None:
    store = Receptions.open(folder)
    before = store.save(reception())
    contents = backup.create(folder, tmp_path / "b.mdgbackup")
    store.save(reception())
    store.close()
    assert contents.rows["reception"] == 1
    assert backup.check(folder, tmp_path / "b.mdgbackup") == contents
    backup.restore(folder, tmp_path / "b.mdgbackup")
    assert names(folder) == {before.number}


def test_a_backup_shows_nothing_to_whoever_finds_it(folder: DataFolder, tmp_path: Path) -> None:
    kept(folder)
    backup.create(folder, tmp_path / "b.mdgbackup")
    content = (tmp_path / "b.mdgbackup").read_bytes()
    assert "墨田".encode() not in content
    assert b"SQLite format 3" not in content
    assert (tmp_path / "b.mdgbackup").stat().st_mode & 0o77 == 0
    assert not list(folder.root.glob(".work-*"))


def test_a_fresh_machine_is_brought_back_with_the_recovery_sheet(
    folder: DataFolder, paper: EscrowSecret, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = kept(folder)
    folder.settings.write_text('printer = "P1"\n', encoding="utf-8")
    backup.create(folder, tmp_path / "b.mdgbackup")
    fresh = fresh_machine(tmp_path, monkeypatch)
    with pytest.raises(StorageFailure) as caught:
        backup.check(fresh, tmp_path / "b.mdgbackup")
    assert reason(caught.value) == "key_missing"
    typed = EscrowSecret.from_letters(" ".join(paper.letters))
    assert backup.restore(fresh, tmp_path / "b.mdgbackup", typed).set_aside is None
    assert names(fresh) == {one.number for one in saved}
    assert fresh.settings.read_bytes() == folder.settings.read_bytes()
    store = Receptions.open(fresh)
    assert store.get(saved[0].id).case.members[3].name == "墨田　𠮷平"
    store.close()


def test_another_wards_sheet_restores_nothing(folder: DataFolder, paper: EscrowSecret, tmp_path: Path) -> None:
    saved = kept(folder)
    backup.create(folder, tmp_path / "b.mdgbackup")
    with pytest.raises(StorageFailure) as caught:
        backup.restore(folder, tmp_path / "b.mdgbackup", EscrowSecret.make())
    assert reason(caught.value) == "wrong_escrow_key"
    assert names(folder) == {one.number for one in saved}


def test_a_backup_from_before_a_rotation_is_still_opened_here(folder: DataFolder, tmp_path: Path) -> None:
    saved = kept(folder)
    backup.create(folder, tmp_path / "b.mdgbackup")
    rotate(folder)
    backup.restore(folder, tmp_path / "b.mdgbackup")
    assert names(folder) == {one.number for one in saved}


def test_what_stood_there_is_set_aside_and_can_be_put_back(folder: DataFolder, tmp_path: Path) -> None:
    kept(folder, 1)
    backup.create(folder, tmp_path / "b.mdgbackup")
    later = names(folder) | {one.number for one in kept(folder, 2)}
    aside = backup.restore(folder, tmp_path / "b.mdgbackup").set_aside
    assert aside is not None
    assert len(names(folder)) == 1
    for file in aside.iterdir():
        shutil.copy(file, folder.root / file.name)
    assert names(folder) == later


def test_nothing_is_restored_under_an_open_store(folder: DataFolder, tmp_path: Path) -> None:
    kept(folder)
    backup.create(folder, tmp_path / "b.mdgbackup")
    store = Receptions.open(folder)
    with pytest.raises(StorageFailure) as caught:
        backup.restore(folder, tmp_path / "b.mdgbackup")
    assert reason(caught.value) == "busy"
    assert len(store.list()) == 3
    store.save(reception())
    store.close()


def test_a_damaged_store_is_replaced_and_set_aside(folder: DataFolder, tmp_path: Path) -> None:
    saved = kept(folder)
    backup.create(folder, tmp_path / "b.mdgbackup")
    folder.database.write_bytes(b"\0" * 8192)
    with pytest.raises(StorageFailure):
        names(folder)
    backup.restore(folder, tmp_path / "b.mdgbackup")
    assert names(folder) == {one.number for one in saved}


def test_a_restore_that_was_killed_lets_nobody_start_anew(folder: DataFolder, tmp_path: Path) -> None:
    saved = kept(folder)
    backup.create(folder, tmp_path / "b.mdgbackup")
    folder.unfinished_restore.write_text("", encoding="ascii")
    folder.database.unlink()
    with pytest.raises(StorageFailure) as caught:
        Receptions.open(folder)
    assert reason(caught.value) == "restore_unfinished"
    backup.restore(folder, tmp_path / "b.mdgbackup")
    assert names(folder) == {one.number for one in saved}


def test_every_damage_of_a_backup_is_found(folder: DataFolder, tmp_path: Path) -> None:
    kept(folder)
    whole, torn = tmp_path / "b.mdgbackup", tmp_path / "torn.mdgbackup"
    backup.create(folder, whole)
    content, chance = whole.read_bytes(), random.Random(7)  # noqa: S311 a repeatable number, no secret
    with zipfile.ZipFile(whole) as archive:
        first = archive.getinfo("madoguchi.db")
    for _ in range(60):
        damaged = bytearray(content)
        damaged[first.header_offset + 60 + chance.randrange(first.file_size)] ^= 1 << chance.randrange(8)
        torn.write_bytes(damaged)
        with pytest.raises(StorageFailure):
            backup.check(folder, torn)
    for length in (0, 10, len(content) // 2, len(content) - 1):
        torn.write_bytes(content[:length])
        with pytest.raises(KnownError):
            backup.check(folder, torn)


def rewritten(source: Path, target: Path, **members: bytes) -> None:
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(target, "w") as after:
        for name in before.namelist():
            after.writestr(name, members.pop(name.replace(".", "_"), before.read(name)))
        for name, content in members.items():
            after.writestr(name, content)


def test_no_page_of_zeros_is_taken_into_a_backup(folder: DataFolder, tmp_path: Path) -> None:
    kept(folder)
    content, found = folder.database.read_bytes(), 0
    pages = range(4096, len(content), 4096)
    for number, place in enumerate(pages):
        folder.database.write_bytes(content[:place] + bytes(4096) + content[place + 4096 :])
        try:
            backup.create(folder, tmp_path / f"{number}.mdgbackup")
        except KnownError:
            found += 1
    assert found == len(pages)


def test_a_backup_that_somebody_put_together_is_refused(folder: DataFolder, tmp_path: Path) -> None:
    kept(folder)
    whole, other = tmp_path / "b.mdgbackup", tmp_path / "other.mdgbackup"
    backup.create(folder, whole)
    with zipfile.ZipFile(whole) as archive:
        facts = json.loads(archive.read("backup.json"))
    facts["contents"] = facts["contents"].replace('"reception": 3', '"reception": 2')
    for members in ({"backup_json": json.dumps(facts).encode()}, {"../evil": b"x"}, {"more": b"x"}):
        rewritten(whole, other, **members)
        with pytest.raises(StorageFailure):
            backup.check(folder, other)
    other.write_bytes(b"PK\x05\x06" + bytes(18))
    with pytest.raises(InvalidInput):
        backup.check(folder, other)


def test_a_full_disk_leaves_no_half_backup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MADOGUCHI_KEYS", str(tmp_path / "machine"))
    folder = DataFolder(tmp_path / "data")
    kept(folder)
    with small_disk(tmp_path / "small", 200_000) as place:
        with pytest.raises(StorageFailure) as caught:
            backup.create(folder, place / "b.mdgbackup")
        assert reason(caught.value) == "disk_full"
        assert list(place.iterdir()) == []


def test_a_migration_takes_a_backup_that_opens(folder: DataFolder) -> None:
    from tests.app.storage.test_receptions import downgrade

    store = Receptions.open(folder)
    store.save(reception())
    downgrade(store, "0006")
    store.close()
    Receptions.open(folder).close()
    (before,) = folder.backups.glob("before-*.mdgbackup")
    assert backup.check(folder, before).schema == "0006"


def test_backups_are_due_each_hour_and_when_the_clock_went_back(folder: DataFolder) -> None:
    kept(folder)
    plan, now = Plan(folder, folder.backups), datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
    assert plan.due(now)
    plan.make(now)
    assert not plan.due(now + timedelta(minutes=59))
    assert plan.due(now + timedelta(hours=1))
    assert plan.due(now - timedelta(days=1))


def test_twenty_four_hourly_and_fourteen_daily_backups_stay() -> None:
    start = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
    office_hours = [
        start - timedelta(days=day, hours=hour) for day in range(40) for hour in range(10)
    ]  # newest first: ten a day
    stay = [office_hours[index] for index in sorted(wanted(office_hours))]
    assert stay[:24] == office_hours[:24]
    assert len(stay) == 24 + 14 - 3
    assert stay[-1] == start - timedelta(days=13)
    assert wanted([]) == set()


def test_what_is_no_longer_needed_goes_and_nothing_else(folder: DataFolder) -> None:
    kept(folder, 1)
    plan, now = Plan(folder, folder.backups), datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
    folder.backups.mkdir()
    (folder.backups / "the ward's own file.txt").write_text("x", encoding="ascii")
    for hour in range(30, 0, -1):
        name = f"madoguchi-{(now - timedelta(hours=hour)).strftime('%Y%m%dT%H%M%SZ')}.mdgbackup"
        (folder.backups / name).write_bytes(b"")
    plan.make(now)
    left = [one.made_at for one in plan.kept()]
    assert left[:24] == [now - timedelta(hours=hour) for hour in range(24)]
    assert len(left) == 24  # the last of the day before is one of them
    assert (folder.backups / "the ward's own file.txt").exists()
