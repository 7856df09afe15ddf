"""The tables of the ward's server (PostgreSQL), where the counters meet: it keeps what they tell and can read none."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import DateTime, ForeignKey, Index, LargeBinary, SmallInteger, String, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

_TIME = DateTime(timezone=True)
_NOW = sa.text("now()")


class ServerTable(DeclarativeBase):
    """Base of the server's tables."""


class CounterRow(ServerTable):
    """A counter of the ward: `place` is its number there, `db_role` the name in its certificate.

    `kinds` are the kinds of records that it may see of others.
    """

    __tablename__ = "counter"

    place: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String(64))
    db_role: Mapped[str] = mapped_column(String(63), unique=True)
    kinds: Mapped[list[str]] = mapped_column(ARRAY(String(16)))
    seen_at: Mapped[datetime | None] = mapped_column(_TIME)


class WardKeyRow(ServerTable):
    """The key that the counters share, wrapped: by the joining phrase, and for the ward's escrow key. One row."""

    __tablename__ = "ward_key"

    id: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    key_id: Mapped[str] = mapped_column(String(16))
    wrapped: Mapped[bytes] = mapped_column(LargeBinary)
    escrowed: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime] = mapped_column(_TIME, server_default=_NOW)

    __table_args__ = (sa.CheckConstraint("id = 1", name="ward_key_is_one"),)


class EntryRow(ServerTable):
    """One save as a counter told it; it stays as it came. `id` is the outbox row's, made at the save.

    `parents` are the entries that whoever saved had before them: two entries with the same parent are a conflict.
    `digest` is a keyed hash of what stands sealed in `content`; `summary` is sealed apart, for lists.
    """

    __tablename__ = "entry"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    place: Mapped[int] = mapped_column(SmallInteger, ForeignKey("counter.place"))
    counter: Mapped[str] = mapped_column(String(64))
    sequence: Mapped[int]
    record: Mapped[UUID]
    kind: Mapped[str] = mapped_column(String(16))
    revision: Mapped[int]
    finished: Mapped[bool]
    schema_version: Mapped[int] = mapped_column(SmallInteger)
    parents: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid()))
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    summary: Mapped[bytes] = mapped_column(LargeBinary)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    saved_at: Mapped[datetime] = mapped_column(_TIME)
    received_at: Mapped[datetime] = mapped_column(_TIME, server_default=_NOW)

    __table_args__ = (Index("entry_record", "record"),)


class HeadRow(ServerTable):
    """The newest entry of a record. Two of them: two sides have changed it, and somebody has to look."""

    __tablename__ = "head"

    record: Mapped[UUID] = mapped_column(primary_key=True)
    entry: Mapped[UUID] = mapped_column(ForeignKey("entry.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    saved_at: Mapped[datetime] = mapped_column(_TIME)

    __table_args__ = (Index("head_newest", "kind", "saved_at"),)


class ConflictRow(ServerTable):
    """A record that has two heads just now."""

    __tablename__ = "conflict"

    record: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))


class LeaseRow(ServerTable):
    """Whose a record is at the moment. It has no end: a counter without a network keeps what it has."""

    __tablename__ = "lease"

    record: Mapped[UUID] = mapped_column(primary_key=True)
    place: Mapped[int] = mapped_column(SmallInteger, ForeignKey("counter.place"))
    taken_at: Mapped[datetime] = mapped_column(_TIME, server_default=_NOW)


class SignInRow(ServerTable):
    """The failures of one login at all counters together; `login` is a keyed hash."""

    __tablename__ = "sign_in"

    login: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int] = mapped_column(SmallInteger)
    wait_until: Mapped[datetime | None] = mapped_column(_TIME)
    locked: Mapped[bool]


class PresenceRow(ServerTable):
    """Who is signed in where."""

    __tablename__ = "presence"

    login: Mapped[str] = mapped_column(String(64), primary_key=True)
    place: Mapped[int] = mapped_column(SmallInteger, ForeignKey("counter.place"), primary_key=True)
    since: Mapped[datetime] = mapped_column(_TIME, server_default=_NOW)
    seen_at: Mapped[datetime] = mapped_column(_TIME, server_default=_NOW)


class AlarmRow(ServerTable):
    """What must not happen and did: an entry came a second time with another content."""

    __tablename__ = "alarm"

    id: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(always=True), primary_key=True)
    at: Mapped[datetime] = mapped_column(_TIME, server_default=_NOW)
    place: Mapped[int | None] = mapped_column(SmallInteger)
    entry: Mapped[UUID]
    what: Mapped[str] = mapped_column(String(32))


class DeletionRow(ServerTable):
    """What was purged after its keeping period: how many, up to when, by whom. Nothing of the records themselves."""

    __tablename__ = "deletion"

    id: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(always=True), primary_key=True)
    at: Mapped[datetime] = mapped_column(_TIME, server_default=_NOW)
    by: Mapped[str] = mapped_column(Text)
    saved_before: Mapped[datetime] = mapped_column(_TIME)
    records: Mapped[int]
    entries: Mapped[int]


class AcceptedRow(ServerTable):
    """The version of what is told that this server was made for; it takes the one before as well."""

    __tablename__ = "accepted"

    schema_version: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
