"""The schema's version: brought up to date at opening, an existing database being backed up first."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, text

from app.errors import StorageFailure
from app.paths import DataFolder
from app.storage.backup_plan import Plan

if TYPE_CHECKING:
    from app.storage.database import Database

HEAD = "0011"
SCHEMA_VERSION = 11
_MIGRATIONS = Path(__file__).parent / "migrations"


def bring_up_to_date(database: Database, folder: DataFolder) -> None:
    """Migrate where needed; a newer schema than ours is refused."""
    with database.engine.connect() as connection:
        current = _version(connection)
        if current == HEAD:
            return
    _migrate(database, folder, current)


def _version(connection: Connection) -> str | None:
    """The migration that the database stands at; None for a new one."""
    if not connection.execute(text("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'")).scalar():
        return None
    version: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return version


def _migrate(database: Database, folder: DataFolder, current: str | None) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    from app.storage.reception_rows import stored
    from app.storage.search import fill_index

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if current is not None and current not in known:
        raise StorageFailure("newer_schema")
    if current is not None:
        Plan.of(folder).before(HEAD)
    with _tables_may_be_rebuilt(database), database.engine.begin() as connection:
        config.attributes |= {"connection": connection, "fields": database.fields}
        command.upgrade(config, "head")
        if current is not None:
            fill_index(connection, stored(connection, database.fields))
        if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
            raise StorageFailure("database_error")


@contextmanager
def _tables_may_be_rebuilt(database: Database) -> Iterator[None]:
    """SQLite changes a column by rebuilding its table, which others may refer to; that is checked before the commit."""
    database.connection.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        database.connection.execute("PRAGMA foreign_keys = ON")
