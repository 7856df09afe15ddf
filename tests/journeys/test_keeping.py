"""The keeper of the records: two places, a rehearsal that touches nothing, and what a restore would lose."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.errors import InvalidInput, StorageFailure
from app.journeys.keeping import Keeper
from app.paths import DataFolder
from app.settings import Settings, save
from app.storage import backup
from app.storage.backup_log import last_rehearsal
from app.storage.rehearsal import Loss
from models.staff import Role
from tests.app.storage.test_receptions import reception
from tests.staff import office


def everything(folder: DataFolder) -> dict[str, bytes]:
    """But for the store itself, which is in use, and the journals."""
    files = [one for one in folder.root.rglob("*") if one.is_file()]
    return {str(one): one.read_bytes() for one in files if not one.name.endswith(("-wal", "-shm", ".db", ".jsonl"))}


def test_each_backup_goes_to_the_second_place_too_and_old_ones_go_from_both(
    folder: DataFolder, keeper: Keeper, tmp_path: Path
) -> None:
    first, second = tmp_path / "disk 1", tmp_path / "disk 2"
    save(folder.settings, Settings(backup_folder=str(first), second_backup_folder=str(second), backups_hourly=6))
    keeper.make_now()
    names = [[one.name for one in place.iterdir()] for place in (first, second)]
    assert names[0] == names[1]
    assert len(keeper.kept()) == 2
    assert keeper.check(second / names[1][0]).rows["reception"] == 1
    assert not folder.backups.exists()


def test_a_second_place_that_is_gone_is_told_and_the_first_has_its_backup(
    folder: DataFolder, keeper: Keeper, tmp_path: Path
) -> None:
    (tmp_path / "gone").write_text("a file", encoding="ascii")
    save(folder.settings, Settings(second_backup_folder=str(tmp_path / "gone" / "away")))
    with pytest.raises(StorageFailure) as caught:
        keeper.make_now()
    assert caught.value.facts["reason"] == "second_backup_folder"
    assert len([*folder.backups.iterdir()]) == 1


def test_a_rehearsal_reads_everything_back_and_touches_nothing(folder: DataFolder, keeper: Keeper) -> None:
    keeper.make_now()
    (made,) = keeper.kept()
    before, keys = everything(folder), sorted((folder.root.parent / "machine").iterdir())
    done = keeper.rehearse(made.path)
    assert (done.receptions, done.contents.rows["reception"]) == (1, 1)
    assert done.seconds < 60
    assert everything(folder) == before
    assert sorted((folder.root.parent / "machine").iterdir()) == keys
    kept = last_rehearsal(folder)
    assert kept is not None
    assert kept.file == made.path.name


def test_the_paper_in_the_safe_is_rehearsed_with_its_own_letters(folder: DataFolder, keeper: Keeper) -> None:
    sheet = keeper.new_escrow("2026-11-24")
    keeper.use_escrow(sheet.public)
    keeper.make_now()
    (made,) = keeper.kept()
    keys = sorted((folder.root.parent / "machine").iterdir())
    assert keeper.rehearse(made.path, " ".join(sheet.letters)).receptions == 1
    assert sorted((folder.root.parent / "machine").iterdir()) == keys
    with pytest.raises(InvalidInput):
        keeper.rehearse(made.path, "AAAAA")


def test_the_sheet_is_read_back_group_by_group(keeper: Keeper) -> None:
    sheet = keeper.new_escrow("2026-11-24")
    assert sheet.reads(4, f" {sheet.letters[4].lower()} ")
    assert not sheet.reads(4, sheet.letters[5])
    assert not sheet.reads(4, "")
    assert sheet.letters[4] not in repr(sheet)


def test_what_was_saved_since_a_backup_is_counted(keeper: Keeper) -> None:
    contents = keeper.make_now()
    assert keeper.loss(contents) == Loss(0, 0)
    for _ in range(2):
        keeper.counter.receptions.save(reception())
    assert keeper.loss(contents) == Loss(2, 0)


def test_nobody_stays_signed_in_over_a_restore(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MADOGUCHI_KEYS", str(tmp_path / "machine"))
    folder = DataFolder(tmp_path / "data")
    with office(folder.root) as here:
        here.hire("mado", Role.CLERK)
        here.signing.sign_in(here.proof("kanri"))
        keeper = Keeper(here.counter, folder)
        backup.create(folder, tmp_path / "b.mdgbackup")
        keeper.restore(tmp_path / "b.mdgbackup")
        assert here.counter.seat.session is None
        assert here.trail[-1] == "backup.restored"
        assert here.signing.sign_in(here.proof("kanri")).login == "kanri"
