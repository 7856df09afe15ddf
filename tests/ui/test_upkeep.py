"""The running window keeps the records safe by itself: a backup when one is due, and one at the end of the day."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.journeys.counter import Counter
from app.paths import DataFolder
from app.settings import Settings, save
from app.storage import backup
from app.storage.receptions import Receptions
from tests.app.storage.test_receptions import reception
from ui.shell import Shell
from ui.upkeep import Upkeep


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    """That of the `store`."""
    return DataFolder(tmp_path / "data")


@pytest.fixture
def upkeep(qtbot: QtBot, folder: DataFolder, counter: Counter) -> Iterator[Upkeep]:
    frame = Shell(demo=False)
    qtbot.addWidget(frame)
    made = Upkeep(frame, folder, counter)
    yield made
    made.lane.close()


def backups(place: Path) -> list[Path]:
    return sorted(place.glob("*.mdgbackup"))


def test_a_backup_is_made_while_receptions_go_on_being_saved(
    qtbot: QtBot, upkeep: Upkeep, store: Receptions, folder: DataFolder
) -> None:
    store.save(reception())
    upkeep.look()
    for _ in range(5):
        store.save(reception())
    qtbot.waitUntil(lambda: bool(backups(folder.backups)))
    upkeep.look()
    upkeep.lane.close()
    (made,) = backups(folder.backups)
    assert 1 <= backup.check(folder, made).rows["reception"] <= 6
    assert (folder.root / "ballast").stat().st_size == 20 << 20
    (folder.root / "ballast").unlink()


def test_closing_the_window_waits_for_the_days_last_backup(
    upkeep: Upkeep, store: Receptions, folder: DataFolder, tmp_path: Path
) -> None:
    save(folder.settings, Settings(backup_folder=str(tmp_path / "other disk")))
    store.save(reception())
    upkeep.close()
    (made,) = backups(tmp_path / "other disk")
    assert backup.check(folder, made).rows["reception"] == 1
    (folder.root / "ballast").unlink()


def test_a_backup_that_fails_is_said(
    qtbot: QtBot, upkeep: Upkeep, store: Receptions, folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[Exception] = []
    monkeypatch.setattr(upkeep._frame, "say", said.append)
    store.save(reception())
    folder.backups.write_text("a file stands where the folder should be", encoding="utf-8")
    upkeep.look()
    qtbot.waitUntil(lambda: bool(said))
    assert getattr(said[0], "facts", {}).get("reason") == "folder_not_writable"
    (folder.root / "ballast").unlink()
