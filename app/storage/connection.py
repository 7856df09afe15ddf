"""One connection to an encrypted database file (SQLCipher), with the settings of the facts §3.2."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from app.errors import StorageFailure
from app.keys.data_key import DataKey

_PLAIN_HEADER = b"SQLite format 3\0"
SETTINGS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA busy_timeout = 5000",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA temp_store = MEMORY",
)


def connected(path: Path, key: DataKey) -> Any:
    """A connection that may be used from any thread, one at a time. Making it is what it costs: 2 ms."""
    connection = sqlcipher.connect(str(path), isolation_level=None, check_same_thread=False)
    connection.execute(key.pragma())
    for setting in SETTINGS:
        connection.execute(setting)
    return connection


def check_encrypted(path: Path) -> None:
    """A file that anyone could read must not be used (C-16); StorageFailure("not_encrypted")."""
    with path.open("rb") as file:
        if file.read(16) == _PLAIN_HEADER:
            raise StorageFailure("not_encrypted")
