"""A supervisor's release of a protected address (支援措置)."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("reception", sa.Column("release", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("reception", "release")
