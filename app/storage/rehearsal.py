"""A restore in rehearsal: into a folder of its own, opened and read, and gone again (facts C-38)."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select

from app.errors import StorageFailure
from app.keys.escrow import EscrowSecret
from app.keys.machine import forget
from app.keys.ring import header
from app.paths import DataFolder
from app.storage.backup import restore, working_folder
from app.storage.backup_file import Contents
from app.storage.receptions import Receptions
from models.tables import FilingRow, ReceptionRow


@dataclass(frozen=True)
class Rehearsed:
    """What the backup gave back: so many receptions could be listed, all of it in so many seconds."""

    contents: Contents
    seconds: float
    receptions: int


@dataclass(frozen=True)
class Loss:
    """What was saved after a backup, and would go with a restore of it."""

    receptions: int
    filings: int


def rehearse(folder: DataFolder, file: Path, secret: EscrowSecret | None = None) -> Rehearsed:
    """Fails as `restore` does; the store itself may be in use meanwhile, and nothing of it is touched."""
    began = time.monotonic()
    with working_folder(folder) as work:
        trial = DataFolder(work / "trial")
        try:
            contents = restore(trial, file, secret).contents
            trial.settings.unlink(missing_ok=True)  # they name the real place of the backups
            listed = _listed(trial)
        finally:
            if secret:
                _forget_key(trial)
    return Rehearsed(contents, round(time.monotonic() - began, 2), listed)


def _listed(trial: DataFolder) -> int:
    store = Receptions.open(trial)
    try:
        return len(store.list())
    finally:
        store.close()


def _forget_key(trial: DataFolder) -> None:
    """With the recovery sheet, this machine's key store has wrapped the key once more: not for good."""
    with suppress(StorageFailure):
        forget(header(trial).machine)


def saved_since(store: Receptions, moment: datetime) -> Loss:
    with store.transaction() as session:
        counts = [
            session.scalar(select(func.count()).select_from(row).where(row.saved_at > moment)) or 0
            for row in (ReceptionRow, FilingRow)
        ]
    return Loss(*counts)
