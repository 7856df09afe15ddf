"""The encrypted database of this counter (SQLCipher; WAL, synchronous=FULL; facts §3.2)."""

from __future__ import annotations

from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import StaticPool

from app.errors import StorageFailure
from app.paths import DataFolder
from app.storage.failures import known_failures
from app.storage.key import DataKey
from app.storage.schema import bring_up_to_date

_PLAIN_HEADER = b"SQLite format 3\0"
_SETTINGS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA busy_timeout = 5000",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA temp_store = MEMORY",
)


def open_database(folder: DataFolder) -> Engine:
    """The database, made at the first use, migrated and really encrypted; StorageFailure with the reason else."""
    folder.make()
    key = _key(folder)
    engine = _engine(folder, key)
    try:
        with known_failures():
            bring_up_to_date(engine, folder)
        _check_encrypted(folder)
    except StorageFailure:
        engine.dispose()
        raise
    return engine


def _key(folder: DataFolder) -> DataKey:
    """A key is made only where there is no database yet."""
    if folder.database.exists() or folder.key.exists():
        return DataKey.load(folder.key)
    return DataKey.make(folder.key)


def _engine(folder: DataFolder, key: DataKey) -> Engine:
    def connect() -> Any:
        connection = sqlcipher.connect(str(folder.database), isolation_level=None, check_same_thread=False)
        connection.execute(key.pragma())
        for setting in _SETTINGS:
            connection.execute(setting)
        return connection

    engine = create_engine("sqlite+pysqlite://", creator=connect, poolclass=StaticPool, hide_parameters=True)
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    """Who writes waits for other writers at once, not in the middle; a long `reading` holds nobody up."""
    reading = connection.get_execution_options().get("reading", False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _check_encrypted(folder: DataFolder) -> None:
    """A file that anyone could read must not be used (C-16)."""
    with folder.database.open("rb") as file:
        if file.read(16) == _PLAIN_HEADER:
            raise StorageFailure("not_encrypted")
