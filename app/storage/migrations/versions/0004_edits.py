"""Texts that were changed on a sheet at the counter, beside the case."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("reception", sa.Column("edits", sa.Text(), nullable=False, server_default=""))
    op.add_column("reception_version", sa.Column("edits", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("reception_version", "edits")
    op.drop_column("reception", "edits")
