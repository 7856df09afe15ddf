"""The records' tables, one schema for SQLite and PostgreSQL. The only place of the models that knows SQLAlchemy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from datetime import datetime
from typing import Any, get_type_hints
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import DateTime, ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from models.office import OFFICE_ROWS, Addressee, OfficeRow

_UNFINISHED = sa.text("step <> 'done'")


class Table(DeclarativeBase):
    """Base of all tables."""


class ReceptionRow(Table):
    """One reception as it stands now; `content` is the case as JSON, without any individual number.

    `release` is a supervisor's release of a protected address, `edits` the texts changed on sheets, both as JSON, empty
    where there is none. These three are sealed: the database holds them as bytes that open only in their place.
    `state`, `section` and `assignee` are not the save's: what passes it on changes them (`reception_passage`).
    """

    __tablename__ = "reception"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(16), unique=True)
    counter: Mapped[str] = mapped_column(String(64))
    step: Mapped[str] = mapped_column(String(16))
    event: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(Text)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    forms: Mapped[str] = mapped_column(Text)
    procedures: Mapped[str] = mapped_column(Text)
    release: Mapped[bytes] = mapped_column(LargeBinary)
    edits: Mapped[bytes] = mapped_column(LargeBinary)
    state: Mapped[str] = mapped_column(String(16))
    section: Mapped[str] = mapped_column(Text)
    assignee: Mapped[str] = mapped_column(String(64))
    revision: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    saved_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))

    __table_args__ = (
        Index("reception_newest", "saved_at"),
        Index("reception_unfinished", "saved_at", sqlite_where=_UNFINISHED, postgresql_where=_UNFINISHED),
    )


class ReceptionVersionRow(Table):
    """What a reception said when it was completed: a correction adds the next, and both stay."""

    __tablename__ = "reception_version"

    reception_id: Mapped[UUID] = mapped_column(ForeignKey("reception.id"), primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True)
    counter: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    forms: Mapped[str] = mapped_column(Text)
    release: Mapped[bytes] = mapped_column(LargeBinary)
    edits: Mapped[bytes] = mapped_column(LargeBinary)
    saved_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class PassageRow(Table):
    """One line of a reception's history (`models.records.Passage`); `note` is sealed."""

    __tablename__ = "reception_passage"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    reception_id: Mapped[UUID] = mapped_column(ForeignKey("reception.id"))
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    by: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(Text)
    before: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(16))
    section: Mapped[str] = mapped_column(Text)
    assignee: Mapped[str] = mapped_column(String(64))
    note: Mapped[bytes] = mapped_column(LargeBinary)

    __table_args__ = (Index("passage_of", "reception_id"),)


class SearchRow(Table):
    """What a reception is found by: folded copies, made anew from it at any time.

    `place` orders them: the moment of the first save in microseconds, or the next free one. `said` is a digest of what
    the keys were made of. On SQLite `reception_index` (FTS5) is the index over `names` and `facts`.
    """

    __tablename__ = "reception_search"

    place: Mapped[int] = mapped_column(sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True)
    reception_id: Mapped[UUID] = mapped_column(ForeignKey("reception.id"), unique=True)
    said: Mapped[bytes] = mapped_column(LargeBinary)
    names: Mapped[str] = mapped_column(Text)
    facts: Mapped[str] = mapped_column(Text)


class TallyRow(Table):
    """Counts without names: how often a thing was among the receptions completed on a day, and how long it took."""

    __tablename__ = "tally"

    day: Mapped[str] = mapped_column(String(10), primary_key=True)
    counter: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    times: Mapped[int]
    seconds: Mapped[int]


class DeletionRow(Table):
    """That records were deleted (削除の記録): by which rule, how many, which (keyed hashes of their ids), by what."""

    __tablename__ = "deletion"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    rule: Mapped[str] = mapped_column(String(32))
    number: Mapped[int]
    hashes: Mapped[str] = mapped_column(Text)
    version: Mapped[str] = mapped_column(String(32))

    __table_args__ = (Index("deletion_at", "at"),)


class FilingRow(Table):
    """One tax filing as it stands now; `content` is the return as JSON, without any individual number.

    `second_look` is the supervisor's as JSON, empty where there is none. Both are sealed.
    """

    __tablename__ = "filing"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(16), unique=True)
    counter: Mapped[str] = mapped_column(String(64))
    step: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(Text)
    income_year: Mapped[int]
    language: Mapped[str] = mapped_column(String(16))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    second_look: Mapped[bytes] = mapped_column(LargeBinary)
    revision: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    saved_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))

    __table_args__ = (Index("filing_newest", "saved_at"), Index("filing_name", "name", "income_year"))


class FilingVersionRow(Table):
    """What a return said when it was completed: a correction adds the next, and both stay."""

    __tablename__ = "filing_version"

    filing_id: Mapped[UUID] = mapped_column(ForeignKey("filing.id"), primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True)
    counter: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    second_look: Mapped[bytes] = mapped_column(LargeBinary)
    saved_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class OutboxRow(Table):
    """What the server has not been told yet: written in the transaction of the save (facts §3.4).

    A row names a record and its `revision`. What is told is read at the sending: of the version that was completed at
    this revision, else of the record as it stands; a row that is older than its record and completed nothing has been
    overtaken by the next one. So a save writes its content once. A row with a `fault` waits for somebody to look.
    """

    __tablename__ = "outbox"

    counter: Mapped[str] = mapped_column(String(64), primary_key=True)
    sequence: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[UUID]
    reception_id: Mapped[UUID | None] = mapped_column(ForeignKey("reception.id"))
    filing_id: Mapped[UUID | None] = mapped_column(ForeignKey("filing.id"))
    revision: Mapped[int]
    schema_version: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    tries: Mapped[int] = mapped_column(default=0)
    fault: Mapped[str] = mapped_column(String(32), default="", server_default="")
    sent_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))

    __table_args__ = ({"sqlite_with_rowid": False},)  # one page a save instead of three


class ToldRow(Table):
    """What the server knows of a record: up to which `revision`, and the saves there that ours has grown from.

    `heads` are their ids with commas, in hexadecimal.
    """

    __tablename__ = "told"

    record: Mapped[UUID] = mapped_column(primary_key=True)
    revision: Mapped[int]
    heads: Mapped[str] = mapped_column(Text)


class OtherSideRow(Table):
    """A save of another counter that stands against ours until somebody has looked at both; `content` is sealed."""

    __tablename__ = "other_side"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    record: Mapped[UUID] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(String(16))
    counter: Mapped[str] = mapped_column(String(64))
    revision: Mapped[int]
    saved_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    content: Mapped[bytes] = mapped_column(LargeBinary)


class WardRow(Table):
    """That this counter has joined the ward's server: its number there, and the ward's shared key, sealed. One row."""

    __tablename__ = "ward"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    place: Mapped[int]
    key_id: Mapped[str] = mapped_column(String(16))
    key: Mapped[bytes] = mapped_column(LargeBinary)
    joined_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class StaffRow(Table):
    """Somebody who may sign in (`models.staff.Staff`); `roles` is a list with commas."""

    __tablename__ = "staff"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(Text)
    roles: Mapped[str] = mapped_column(String(64))
    supervisor: Mapped[bool]
    disabled: Mapped[bool]
    password: Mapped[str] = mapped_column(Text)
    renew: Mapped[bool]
    totp: Mapped[str] = mapped_column(Text)
    card: Mapped[str] = mapped_column(String(64))
    last_code: Mapped[int]
    failures: Mapped[int]
    locked: Mapped[bool]
    wait_until: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    signed_in_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    signed_in_on: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class RecoveryCodeRow(Table):
    """The keyed hash of a recovery code (復旧コード) that lies printed in an envelope; it opens once."""

    __tablename__ = "recovery_code"

    code: Mapped[str] = mapped_column(String(64), primary_key=True)
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    made_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    used_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class AuditRow(Table):
    """One entry of the audit trail (`models.audit.Entry`). Triggers refuse every change and deletion."""

    __tablename__ = "audit"

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[str] = mapped_column(String(40))
    monotonic_ms: Mapped[int] = mapped_column(sa.BigInteger)
    counter: Mapped[str] = mapped_column(String(64))
    user: Mapped[str] = mapped_column(String(64))
    role: Mapped[str] = mapped_column(String(64))
    action: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(32))
    result: Mapped[str] = mapped_column(String(16))
    facts: Mapped[str] = mapped_column(Text)
    mac: Mapped[str] = mapped_column(String(64))

    __table_args__ = (Index("audit_subject", "subject"), Index("audit_user", "user", "at"))


class AuditHeadRow(Table):
    """How far the trail goes: one row, sealed with the trail's key, so that a cut end is seen."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seq: Mapped[int]
    mac: Mapped[str] = mapped_column(String(64))
    seal: Mapped[str] = mapped_column(String(64))


class OfficeImportRow(Table):
    """One taking-in of the office's tax extract. Its rows carry its `generation`; what is seen is the current one.

    `state`: staged, current, previous (kept for an undo), replaced, undone or discarded; the rows of the last three are
    swept, and `present` is then false. `counts` is table → rows as JSON.
    """

    __tablename__ = "office_import"

    generation: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(String(16))
    taken_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    counts: Mapped[str] = mapped_column(Text)
    present: Mapped[bool]


def _office_table(row: type[OfficeRow]) -> sa.Table:
    """The table of one of the extract's files: the model's fields, and the keys to search addressees by."""
    hints = get_type_hints(row)
    columns = [_office_column(row, field.name, hints[field.name]) for field in fields(row)]
    generation = sa.Column("generation", sa.Integer, primary_key=True)
    return sa.Table(row.table, Table.metadata, generation, *columns, *_search(row))


def _office_column(row: type[OfficeRow], name: str, hint: object) -> sa.Column[Any]:
    """Yen need eight bytes on PostgreSQL; all that is neither a number nor yes or no is text."""
    if hint == bool | None:
        kind: sa.types.TypeEngine[Any] = sa.SmallInteger()
    else:
        kind = sa.BigInteger() if hint in (int, int | None) else sa.Text()
    key = name in row.key
    return sa.Column(name, kind, primary_key=key, nullable=not key and hint is not str)


def _search(row: type[OfficeRow]) -> Iterator[sa.schema.SchemaItem]:
    if row is Addressee:
        yield sa.Column("kana_key", sa.Text(), nullable=False)
        yield sa.Column("address_key", sa.Text(), nullable=False)
        yield Index("office_addressee_kana", "generation", "kana_key", "birth_date", "address_key")
        yield Index("office_addressee_address", "generation", "address_key", "kana_key", "birth_date")
        yield Index("office_addressee_birth", "generation", "birth_date", "kana_key", "address_key")
    elif "supporter" in row.key:
        yield Index("office_dependant_supporter", "generation", "supporter")
        yield Index("office_dependant_person", "generation", "name", "birth_date")


OFFICE_TABLES = {row: _office_table(row) for row in OFFICE_ROWS}
