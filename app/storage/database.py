"""The encrypted database of this counter: opened and migrated."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import StaticPool

from app.errors import StorageFailure
from app.keys.data_key import DataKey
from app.keys.ring import data_key
from app.paths import DataFolder
from app.storage.connection import check_encrypted, connected
from app.storage.failures import known_failures
from app.storage.schema import bring_up_to_date


@dataclass(frozen=True)
class Database:
    """An open database over one connection. Who needs a key of its own derives it: `key.derived("audit")`."""

    engine: Engine
    key: DataKey

    def close(self) -> None:
        self.engine.dispose()


def open_database(folder: DataFolder) -> Database:
    """The database, made at the first use, migrated and really encrypted; StorageFailure with the reason else."""
    folder.make()
    key = data_key(folder)
    if folder.database.exists():
        check_encrypted(folder.database)
    database = Database(_engine(folder, key), key)
    try:
        with known_failures():
            bring_up_to_date(database.engine, folder)
        check_encrypted(folder.database)
    except StorageFailure:
        database.close()
        raise
    return database


def _engine(folder: DataFolder, key: DataKey) -> Engine:
    engine = create_engine(
        "sqlite+pysqlite://",
        creator=lambda: connected(folder.database, key),
        poolclass=StaticPool,
        hide_parameters=True,
    )
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    """Who writes waits for other writers at once, not in the middle; a long `reading` holds nobody up."""
    reading = connection.get_execution_options().get("reading", False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
