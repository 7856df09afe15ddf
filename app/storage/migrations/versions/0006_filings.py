"""Tax filings with their completed versions; the outbox tells of them too."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "filing",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("number", sa.String(16), nullable=False, unique=True),
        sa.Column("counter", sa.String(64), nullable=False),
        sa.Column("step", sa.String(16), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("income_year", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("second_look", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("filing_newest", "filing", ["saved_at"])
    op.create_index("filing_name", "filing", ["name", "income_year"])
    op.create_table(
        "filing_version",
        sa.Column("filing_id", sa.Uuid(), sa.ForeignKey("filing.id"), primary_key=True),
        sa.Column("revision", sa.Integer(), primary_key=True),
        sa.Column("counter", sa.String(64), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("second_look", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
    )
    with op.batch_alter_table("outbox") as outbox:
        outbox.alter_column("reception_id", existing_type=sa.Uuid(), nullable=True)
        outbox.add_column(sa.Column("filing_id", sa.Uuid(), nullable=True))
        outbox.create_foreign_key("outbox_filing", "filing", ["filing_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("outbox") as outbox:
        outbox.drop_constraint("outbox_filing", type_="foreignkey")
        outbox.drop_column("filing_id")
        outbox.alter_column("reception_id", existing_type=sa.Uuid(), nullable=False)
    op.drop_table("filing_version")
    op.drop_table("filing")
