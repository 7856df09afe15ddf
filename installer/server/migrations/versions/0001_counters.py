"""The counters' entries with their heads, leases, sign-ins and alarms; and who may do what with them.

Rights are given row by row (policies) and column by column (grants). What a counter tells is only ever added.
"""

from pathlib import Path

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision = "0001"
down_revision = None

_TIME = sa.DateTime(timezone=True)
_NOW = sa.text("now()")
_RULES = Path(__file__).with_name("0001_rules.sql")


def upgrade() -> None:
    _counters()
    _entries()
    _people()
    _notes()
    for statement in _RULES.read_text(encoding="utf-8").split("\n--;\n"):
        op.execute(sa.text(statement.replace(":", r"\:")))


def _counters() -> None:
    op.create_table(
        "counter",
        sa.Column("place", sa.SmallInteger(), primary_key=True, autoincrement=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("db_role", sa.String(63), nullable=False, unique=True),
        sa.Column("kinds", ARRAY(sa.String(16)), nullable=False),
        sa.Column("seen_at", _TIME, nullable=True),
    )
    op.create_table(
        "ward_key",
        sa.Column("id", sa.SmallInteger(), primary_key=True, autoincrement=False),
        sa.Column("key_id", sa.String(16), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("escrowed", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", _TIME, nullable=False, server_default=_NOW),
        sa.CheckConstraint("id = 1", name="ward_key_is_one"),
    )
    op.create_table("accepted", sa.Column("schema_version", sa.SmallInteger(), primary_key=True, autoincrement=False))


def _entries() -> None:
    op.create_table(
        "entry",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("place", sa.SmallInteger(), sa.ForeignKey("counter.place"), nullable=False),
        sa.Column("counter", sa.String(64), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("record", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("finished", sa.Boolean(), nullable=False),
        sa.Column("schema_version", sa.SmallInteger(), nullable=False),
        sa.Column("parents", ARRAY(sa.Uuid()), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("summary", sa.LargeBinary(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("saved_at", _TIME, nullable=False),
        sa.Column("received_at", _TIME, nullable=False, server_default=_NOW),
    )
    op.create_index("entry_record", "entry", ["record"])
    op.create_table(
        "head",
        sa.Column("record", sa.Uuid(), primary_key=True),
        sa.Column("entry", sa.Uuid(), sa.ForeignKey("entry.id"), primary_key=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("saved_at", _TIME, nullable=False),
    )
    op.create_index("head_newest", "head", ["kind", "saved_at"])
    op.create_table(
        "conflict",
        sa.Column("record", sa.Uuid(), primary_key=True),
        sa.Column("kind", sa.String(16), nullable=False),
    )
    op.create_table(
        "lease",
        sa.Column("record", sa.Uuid(), primary_key=True),
        sa.Column("place", sa.SmallInteger(), sa.ForeignKey("counter.place"), nullable=False),
        sa.Column("taken_at", _TIME, nullable=False, server_default=_NOW),
    )


def _people() -> None:
    op.create_table(
        "sign_in",
        sa.Column("login", sa.String(64), primary_key=True),
        sa.Column("failures", sa.SmallInteger(), nullable=False),
        sa.Column("wait_until", _TIME, nullable=True),
        sa.Column("locked", sa.Boolean(), nullable=False),
    )
    op.create_table(
        "presence",
        sa.Column("login", sa.String(64), primary_key=True),
        sa.Column("place", sa.SmallInteger(), sa.ForeignKey("counter.place"), primary_key=True),
        sa.Column("since", _TIME, nullable=False, server_default=_NOW),
        sa.Column("seen_at", _TIME, nullable=False, server_default=_NOW),
    )


def _notes() -> None:
    op.create_table(
        "alarm",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), primary_key=True),
        sa.Column("at", _TIME, nullable=False, server_default=_NOW),
        sa.Column("place", sa.SmallInteger(), nullable=True),
        sa.Column("entry", sa.Uuid(), nullable=False),
        sa.Column("what", sa.String(32), nullable=False),
    )
    op.create_table(
        "deletion",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), primary_key=True),
        sa.Column("at", _TIME, nullable=False, server_default=_NOW),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("saved_before", _TIME, nullable=False),
        sa.Column("records", sa.Integer(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
    )
