"""Backups of the store: made while it is in use, opened and checked before they count, put back whole (facts C-38).

A backup is encrypted by construction: it holds the database as it is and the key only in its wrappings. A fresh machine
opens it with the ward's recovery sheet.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

import sqlcipher3.dbapi2 as sqlcipher

from app import clock
from app.errors import Refused, StorageFailure
from app.files import failure, sync_folder, write_file
from app.keys.data_key import DataKey
from app.keys.escrow import EscrowSecret
from app.keys.header import Header
from app.keys.ring import adopt, data_key, header
from app.paths import DataFolder
from app.storage.backup_file import DATABASE, KEYS, BackupFile, Contents, write_backup
from app.storage.connection import check_encrypted, connected
from app.storage.failures import known_failures
from app.storage.fields import Fields
from app.storage.leftovers import WORK

RESERVE = 20 << 20
"""Bytes that a backup leaves free: a counter must go on saving."""
_SAMPLE = 50
_QUESTIONS = (
    ("PRAGMA cipher_integrity_check", None), ("PRAGMA quick_check", ("ok",)), ("PRAGMA foreign_key_check", None),
)  # fmt: skip
"""With the answer of a whole database."""
_COUNTED = ("reception", "filing", "outbox", "staff", "audit")
_BESIDE = (
    "settings.toml", "phrases.jsonl", "talks.jsonl", "anchors.jsonl", "staff-card-authorities.pem", "forms",
)  # fmt: skip


@dataclass(frozen=True)
class Restored:
    """`set_aside` is the folder with what stood there before; None where nothing did."""

    contents: Contents
    set_aside: Path | None


def create(folder: DataFolder, target: Path) -> Contents:
    """Copy the store as it is at this moment, look at the copy, and only then call it a backup.

    Refused("file_exists"); StorageFailure("no_database", "disk_full", "backup_damaged").
    """
    if target.exists():
        raise Refused("file_exists")
    if not folder.database.exists():
        raise StorageFailure("no_database")
    key = data_key(folder)
    _check_room(folder, target)
    with working_folder(folder) as work, known_failures():
        copy, began = work / DATABASE, clock.now()
        _copy(folder.database, copy, key)
        contents = replace(_examined(copy, key, header(folder)), made_at=began.isoformat(timespec="milliseconds"))
        members: dict[str, Path | bytes] = {DATABASE: copy, KEYS: folder.keys.read_bytes(), **dict(_beside(folder))}
        write_backup(target, contents, key, members)
    return contents


def check(folder: DataFolder, file: Path, secret: EscrowSecret | None = None) -> Contents:
    """Open the backup as a restore would, and look through it; nothing of the store is touched.

    `secret` is the recovery sheet's; without it this machine must be able to open the key. InvalidInput,
    StorageFailure("backup_damaged", "key_missing", "wrong_escrow_key").
    """
    with working_folder(folder) as work, BackupFile.opened(file) as backup:
        return _unpacked(folder, backup, work / DATABASE, secret)


def restore(folder: DataFolder, file: Path, secret: EscrowSecret | None = None) -> Restored:
    """Put the backup in the place of the store; what stood there is set aside, never deleted.

    StorageFailure("busy") while anyone has the store open; else as `check`. Whatever stops it half-way, the store is
    not opened again before a restore has ended.
    """
    with working_folder(folder) as work, BackupFile.opened(file) as backup:
        contents = _unpacked(folder, backup, work / DATABASE, secret)
        keys = _own(folder, backup.header) or backup.header
        _refuse_while_open(folder)
        try:
            write_file(folder.unfinished_restore, contents.made_at.encode(), durable=True)
            aside = _set_aside(folder)
            _adopt(folder, keys, secret)
            (work / DATABASE).replace(folder.database)
            _put_beside(folder, backup)
            sync_folder(folder.root)
            folder.unfinished_restore.unlink()
        except OSError as error:
            raise failure(error) from error
    return Restored(contents, aside)


def _copy(source: Path, target: Path, key: DataKey) -> None:
    """By the database's own copying: receptions go on being saved meanwhile."""
    with closing(connected(source, key)) as live, closing(_bare(target, key)) as copy:
        live.backup(copy)


def _bare(path: Path, key: DataKey) -> Any:
    """A copy that nobody else uses: without write-ahead log, so that it is one file."""
    connection = sqlcipher.connect(str(path), isolation_level=None)
    connection.execute(key.pragma())
    return connection


def _examined(copy: Path, key: DataKey, keys: Header) -> Contents:
    """Every page's MAC and place, every reference, every table's count, a sample of what is sealed; no time yet.

    A page of zeros has no MAC to SQLCipher and is copied as it is: the places of the pages tell of it.
    """
    with closing(_bare(copy, key)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        for question, fine in _QUESTIONS:
            if connection.execute(question).fetchone() != fine:
                raise StorageFailure("backup_damaged")
        (schema,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        _open_sample(connection, Fields(key), schema)
        rows = dict(_counted(connection))
    check_encrypted(copy)
    escrow = keys.escrow.id if keys.escrow else ""
    return Contents("", schema, keys.key_id, escrow, rows)


def _counted(connection: Any) -> Iterator[tuple[str, int]]:
    there = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    for table in filter(there.__contains__, _COUNTED):
        yield table, connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 names of ours


def _open_sample(connection: Any, fields: Fields, schema: str) -> None:
    """Receptions taken by chance open and are whole; before schema 0007 nothing was sealed."""
    if schema < "0007":
        return
    some = "SELECT id, content FROM reception WHERE rowid IN (SELECT rowid FROM reception ORDER BY random() LIMIT ?)"
    for identity, content in connection.execute(some, (_SAMPLE,)):
        json.loads(fields.open(content, "reception", UUID(identity), "content"))


def _own(folder: DataFolder, keys: Header) -> Header | None:
    """This machine's own header of the same key, where it has one: wrapped anew since the backup, perhaps."""
    with suppress(StorageFailure):
        own = header(folder)
        return own if own.key_id == keys.key_id else None
    return None


def _unpacked(folder: DataFolder, backup: BackupFile, target: Path, secret: EscrowSecret | None) -> Contents:
    """The database of a backup as a file, opened and found to be what the backup says."""
    keys = backup.header
    key = keys.opened_by(secret) if secret else (_own(folder, keys) or keys).opened()
    backup.verify(key)
    backup.unpack(DATABASE, target)
    try:
        with known_failures():
            found = _examined(target, key, keys)
    except (StorageFailure, sqlite3.Error):
        raise StorageFailure("backup_damaged") from None
    if found.rows != backup.contents.rows or found.schema != backup.contents.schema:
        raise StorageFailure("backup_damaged")
    return backup.contents


def _refuse_while_open(folder: DataFolder) -> None:
    """Whoever has a store open holds its file: only alone may the journal be folded into it."""
    if not folder.database.exists():
        return
    try:
        with known_failures(), closing(connected(folder.database, data_key(folder))) as connection:
            connection.execute("PRAGMA busy_timeout = 0")
            connection.execute("PRAGMA journal_mode = DELETE")
    except StorageFailure as error:
        if error.facts["reason"] == "busy":
            raise
        # what cannot be opened is why one restores: it is set aside as it is


def _set_aside(folder: DataFolder) -> Path | None:
    names = [folder.database, *(folder.database.with_name(folder.database.name + end) for end in ("-wal", "-shm"))]
    there = [path for path in (*names, folder.keys, folder.plain_key) if path.exists()]
    if not there:
        return None
    aside = free(folder.root, "before-restore-", clock.now())
    aside.mkdir(mode=0o700)
    for path in there:
        path.replace(aside / path.name)
    sync_folder(aside)
    return aside


def _adopt(folder: DataFolder, keys: Header, secret: EscrowSecret | None) -> None:
    """The backup's key, wrapped by this machine; the recovery sheet has it wrapped anew."""
    if secret:
        adopt(folder, keys, secret)
    else:
        write_file(folder.keys, keys.to_json(), durable=True)


def _beside(folder: DataFolder) -> Iterator[tuple[str, bytes]]:
    """Settings, journals and the ward's own forms. Models come from their own packages."""
    for name in _BESIDE:
        path = folder.root / name
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file():
                yield file.relative_to(folder.root).as_posix(), file.read_bytes()


def _put_beside(folder: DataFolder, backup: BackupFile) -> None:
    """What this machine lacks; what it has got stays."""
    for name in backup.others:
        path = folder.root / name
        if name.split("/")[0] in _BESIDE and not path.exists():
            write_file(path, backup.small(name), durable=True)


def _check_room(folder: DataFolder, target: Path) -> None:
    """Twice the store: the copy, and the file made of it."""
    needed = 2 * folder.database.stat().st_size
    place = next(parent for parent in target.absolute().parents if parent.exists())
    if min(shutil.disk_usage(one).free for one in (folder.root, place)) < needed + min(RESERVE, needed):
        raise StorageFailure("disk_full")


@contextmanager
def working_folder(folder: DataFolder) -> Iterator[Path]:
    """A private folder on the store's own disk; what a kill leaves of it is swept away later (`leftovers`)."""
    folder.make()
    try:
        with TemporaryDirectory(prefix=WORK, dir=folder.root) as made:
            yield Path(made)
    except OSError as error:
        raise failure(error) from error


def free(place: Path, prefix: str, moment: datetime, suffix: str = "") -> Path:
    """A name with this time, or with the next second that has none yet: what was cut off is begun again at once."""
    while (path := place / f"{prefix}{stamp(moment)}{suffix}").exists():
        moment += timedelta(seconds=1)
    return path


def stamp(moment: datetime) -> str:
    """A time as it stands in names of files (UTC)."""
    return moment.strftime("%Y%m%dT%H%M%SZ")
