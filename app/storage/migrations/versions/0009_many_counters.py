"""What this counter knows of the ward's server, and what waits there for somebody to look."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("outbox", sa.Column("fault", sa.String(32), nullable=False, server_default=""))
    op.create_table(
        "told",
        sa.Column("record", sa.Uuid(), primary_key=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("heads", sa.Text(), nullable=False),
    )
    op.create_table(
        "other_side",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("record", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("counter", sa.String(64), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("saved_at", _TIME, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
    )
    op.create_index("ix_other_side_record", "other_side", ["record"])
    op.create_table(
        "ward",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("key_id", sa.String(16), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("joined_at", _TIME, nullable=False),
    )


def downgrade() -> None:
    for table in ("ward", "other_side", "told"):
        op.drop_table(table)
    with op.batch_alter_table("outbox") as outbox:
        outbox.drop_column("fault")
