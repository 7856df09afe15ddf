"""The schema's version: brought up to date at opening, an existing database being copied first."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, Engine, text

from app.errors import StorageFailure
from app.paths import DataFolder

HEAD = "0008"
SCHEMA_VERSION = 8
_MIGRATIONS = Path(__file__).parent / "migrations"


def bring_up_to_date(engine: Engine, folder: DataFolder) -> None:
    """Migrate where needed; a newer schema than ours is refused."""
    with engine.connect() as connection:
        current = _version(connection)
        if current == HEAD:
            return
    _migrate(engine, folder, current)


def _version(connection: Connection) -> str | None:
    """The migration that the database stands at; None for a new one."""
    if not connection.execute(text("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'")).scalar():
        return None
    version: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return version


def _migrate(engine: Engine, folder: DataFolder, current: str | None) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if current is not None and current not in known:
        raise StorageFailure("newer_schema")
    if current is not None:
        _copy(engine, folder.root / f"before-{HEAD}.db")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _copy(engine: Engine, target: Path) -> None:
    """An encrypted copy under the same key, made by the database itself (never a file copy of a live one)."""
    target.unlink(missing_ok=True)
    with closing(engine.raw_connection()) as connection:  # outside any transaction, where alone VACUUM works
        connection.cursor().execute("VACUUM INTO ?", (str(target),))
