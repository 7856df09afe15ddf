"""The records' tables, one schema for SQLite and PostgreSQL. The only place of the models that knows SQLAlchemy."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import DateTime, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Table(DeclarativeBase):
    """Base of all tables."""


class ReceptionRow(Table):
    """One reception as it stands now; `content` is the case as JSON, without any individual number.

    `release` is a supervisor's release of a protected address, `edits` the texts changed on sheets, both as JSON, empty
    where there is none.
    """

    __tablename__ = "reception"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(16), unique=True)
    counter: Mapped[str] = mapped_column(String(64))
    step: Mapped[str] = mapped_column(String(16))
    event: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(Text)
    content: Mapped[str] = mapped_column(Text)
    forms: Mapped[str] = mapped_column(Text)
    release: Mapped[str] = mapped_column(Text, server_default="")
    edits: Mapped[str] = mapped_column(Text, server_default="")
    revision: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    saved_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))

    __table_args__ = (Index("reception_newest", "saved_at"), Index("reception_unfinished", "step", "saved_at"))


class ReceptionVersionRow(Table):
    """What a reception said when it was completed: a correction adds the next, and both stay."""

    __tablename__ = "reception_version"

    reception_id: Mapped[UUID] = mapped_column(ForeignKey("reception.id"), primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True)
    counter: Mapped[str] = mapped_column(String(64))
    content: Mapped[str] = mapped_column(Text)
    forms: Mapped[str] = mapped_column(Text)
    release: Mapped[str] = mapped_column(Text)
    edits: Mapped[str] = mapped_column(Text, server_default="")
    saved_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class OutboxRow(Table):
    """What the server has not been told yet: written in the same transaction as the reception (facts §3.4)."""

    __tablename__ = "outbox"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    reception_id: Mapped[UUID] = mapped_column(ForeignKey("reception.id"))
    counter: Mapped[str] = mapped_column(String(64))
    sequence: Mapped[int]
    schema_version: Mapped[int]
    payload: Mapped[str] = mapped_column(Text)
    payload_sha256: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    tries: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))

    __table_args__ = (UniqueConstraint("counter", "sequence", name="outbox_order"),)
