"""Receptions as records: their state and whose they are, their history, and the keys that they are found by."""

import sqlalchemy as sa
from alembic import op

from app.storage.search import CREATE_INDEX

revision = "0010"
down_revision = "0009"

_TIME = sa.DateTime(timezone=True)
_ADDED = {"procedures": "", "state": "received", "section": "", "assignee": ""}


def upgrade() -> None:
    for name, default in _ADDED.items():
        op.add_column("reception", sa.Column(name, sa.Text(), nullable=False, server_default=default))
    op.create_table(
        "reception_passage",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("reception_id", sa.Uuid(), sa.ForeignKey("reception.id"), nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("before", sa.String(16), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("assignee", sa.String(64), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=False),
    )
    op.create_index("passage_of", "reception_passage", ["reception_id"])
    op.drop_index("reception_unfinished", "reception")
    unfinished = sa.text("step <> 'done'")
    op.create_index(
        "reception_unfinished", "reception", ["saved_at"], sqlite_where=unfinished, postgresql_where=unfinished
    )
    _search()


def _search() -> None:
    op.create_table(
        "reception_search",
        sa.Column("place", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True),
        sa.Column("reception_id", sa.Uuid(), sa.ForeignKey("reception.id"), nullable=False, unique=True),
        sa.Column("said", sa.LargeBinary(), nullable=False),
        sa.Column("names", sa.Text(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(CREATE_INDEX)


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE reception_index")
    for table in ("reception_search", "reception_passage"):
        op.drop_table(table)
    op.drop_index("reception_unfinished", "reception")
    op.create_index("reception_unfinished", "reception", ["step", "saved_at"])
    for name in _ADDED:
        op.drop_column("reception", name)
