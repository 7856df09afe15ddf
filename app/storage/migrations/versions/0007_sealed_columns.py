"""The most sensitive columns sealed one by one; the outbox says which revision to tell, not again what is in it."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from alembic import context, op

revision = "0007"
down_revision = "0006"

_SEALED = {
    "reception": ("id", ("content", "release", "edits")),
    "reception_version": ("reception_id", ("content", "release", "edits")),
    "filing": ("id", ("content", "second_look")),
    "filing_version": ("filing_id", ("content", "second_look")),
}
"""Table → the column of its record's id, and the columns that are sealed."""


def upgrade() -> None:
    fields = context.config.attributes["fields"]
    for table in _SEALED:
        _rewrite(table, fields.seal)
        _retype(table, sa.LargeBinary())
    _outbox_anew(
        sa.Column("revision", sa.Integer(), nullable=False),
        key=("counter", "sequence"),
        content="json_extract(payload, '$.revision')",
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    fields = context.config.attributes["fields"]
    for table in _SEALED:
        _rewrite(table, fields.open)
        _retype(table, sa.Text())
    _outbox_anew(
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("payload_sha256", sa.String(64), nullable=False),
        sa.UniqueConstraint("counter", "sequence", name="outbox_order"),
        key=("id",),
        content="json_object('revision', revision), ''",
    )


def _outbox_anew(*columns: sa.schema.SchemaItem, key: tuple[str, ...], content: str, **table: Any) -> None:
    """The same rows in their order, with other columns for what they tell."""
    kept = (
        sa.Column("counter", sa.String(64), nullable=False, primary_key="counter" in key),
        sa.Column("sequence", sa.Integer(), nullable=False, primary_key="sequence" in key),
        sa.Column("id", sa.Uuid(), nullable=False, primary_key="id" in key),
        sa.Column("reception_id", sa.Uuid(), sa.ForeignKey("reception.id")),
        sa.Column("filing_id", sa.Uuid(), sa.ForeignKey("filing.id", name="outbox_filing")),
        sa.Column("schema_version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True)),
    )
    names = ", ".join(column.name for column in kept)
    op.rename_table("outbox", "outbox_before")
    op.create_table("outbox", *kept, *columns, **table)
    new = ", ".join(column.name for column in columns if isinstance(column, sa.Column))
    op.execute(f"INSERT INTO outbox ({names}, {new}) SELECT {names}, {content} FROM outbox_before")  # noqa: S608 ours
    op.drop_table("outbox_before")


def _retype(table: str, kind: sa.types.TypeEngine[Any]) -> None:
    with op.batch_alter_table(table) as batch:
        for column in _SEALED[table][1]:
            batch.alter_column(column, type_=kind, nullable=False, server_default=None)


def _rewrite(table: str, change: Callable[..., object]) -> None:
    """Every value of the sealed columns as `change` makes it, each in its own place."""
    for row, identity, revision_ in list(_rows(table)):
        place = (identity, revision_) if table.endswith("_version") else identity
        columns = _SEALED[table][1]
        found = op.get_bind().exec_driver_sql(f"SELECT {', '.join(columns)} FROM {table} WHERE rowid = ?", (row,)).one()  # noqa: S608 names of ours
        for column, value in zip(columns, found, strict=True):
            made = change(value, table, place, column)
            op.get_bind().exec_driver_sql(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (made, row))  # noqa: S608 names of ours


def _rows(table: str) -> Iterator[tuple[int, UUID, int]]:
    key = _SEALED[table][0]
    for row, identity, revision_ in op.get_bind().exec_driver_sql(f"SELECT rowid, {key}, revision FROM {table}"):  # noqa: S608 names of ours
        yield row, UUID(identity), revision_
