"""The encrypted database of this counter: opened and migrated, with the cipher of its most sensitive columns."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property, partial
from threading import RLock
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import StaticPool

from app.errors import StorageFailure
from app.keys.data_key import DataKey
from app.keys.ring import data_key
from app.paths import DataFolder
from app.prepared import Bare
from app.storage.ballast import Ballast
from app.storage.connection import check_encrypted, connected
from app.storage.failures import known_failures
from app.storage.fields import Fields
from app.storage.schema import bring_up_to_date


@dataclass(frozen=True)
class Database:
    """An open database over one connection, which `one` lends to one caller at a time.

    Who needs a key of its own derives it: `key.derived("audit")`.
    """

    engine: Engine
    key: DataKey
    connection: Any
    one: RLock = field(default_factory=RLock)

    @cached_property
    def fields(self) -> Fields:
        """Seals and opens the columns that nobody reads without the key."""
        return Fields(self.key)

    @contextmanager
    def saving(self) -> Iterator[Bare]:
        """One transaction for a save: at its end all of it is on the disk, else nothing of it is kept."""
        with self.one, known_failures():
            cursor = self.connection.cursor()
            cursor.execute("BEGIN IMMEDIATE")
            try:
                yield Bare(cursor)
                cursor.execute("COMMIT")
            except BaseException:
                if self.connection.in_transaction:  # a full disk has undone it by itself
                    cursor.execute("ROLLBACK")
                raise

    def close(self) -> None:
        self.engine.dispose()


def open_database(folder: DataFolder) -> Database:
    """The database, made at the first use, migrated and really encrypted; StorageFailure with the reason else.

    A full disk lets even a reader's journal not be made: then the ballast goes.
    """
    return Ballast(folder).sparing(partial(_opened, folder))


def _opened(folder: DataFolder) -> Database:
    folder.make()
    if folder.unfinished_restore.exists():
        raise StorageFailure("restore_unfinished")
    key = data_key(folder)
    if folder.database.exists():
        check_encrypted(folder.database)
    with known_failures(folder.root):
        connection = connected(folder.database, key)
    database = Database(_engine(connection), key, connection)
    try:
        with known_failures(folder.root):
            bring_up_to_date(database, folder)
        check_encrypted(folder.database)
    except StorageFailure:
        database.close()
        connection.close()
        raise
    return database


def _engine(connection: Any) -> Engine:
    """Reads and rare writes go through SQLAlchemy, over the same connection."""
    engine = create_engine("sqlite+pysqlite://", creator=lambda: connection, poolclass=StaticPool, hide_parameters=True)
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    """Who writes waits for other writers at once, not in the middle; a long `reading` holds nobody up."""
    reading = connection.get_execution_options().get("reading", False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
