"""Telling saves to the server, and asking for what other counters told: idempotent by the save's own id."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Connection, Row, Table, func, select
from sqlalchemy.dialects.postgresql import insert

from app.errors import Refused
from app.sync.cipher import Cipher
from app.sync.server import known
from models.server_tables import ConflictRow, CounterRow, EntryRow, HeadRow, LeaseRow
from models.told import Glance, Kind, Told

SCHEMA = 1
"""The version of what is told; the server takes this and the one before."""
_ENTRY, _HEAD, _LEASE, _COUNTER, _CONFLICT = (
    cast("Table", row.__table__) for row in (EntryRow, HeadRow, LeaseRow, CounterRow, ConflictRow)
)  # fmt: skip


def tell(connection: Connection, cipher: Cipher, place: int, saves: Sequence[Told]) -> tuple[UUID, ...]:
    """Have the server keep the saves, in one transaction; what it has already, it leaves as it is.

    Returned once they are kept: the ids of those that it has with another content, which must not be.
    Refused("server_refused", "server_schema") where it will not have them: then it has none of them.
    """
    rows = [_row(one, cipher, place) for one in sorted(saves, key=lambda one: (one.record, one.revision))]
    digests = {row["id"]: row["digest"] for row in rows}
    with known(), connection.begin():
        connection.execute(insert(_ENTRY).on_conflict_do_nothing(index_elements=["id"]), rows)
        kept = connection.execute(select(_ENTRY.c.id, _ENTRY.c.digest).where(_ENTRY.c.id.in_(digests))).all()
    if len(kept) != len(digests):
        raise Refused("server_refused", state="missing")
    return tuple(identity for identity, digest in kept if digest != digests[identity])


def _row(told: Told, cipher: Cipher, place: int) -> dict[str, Any]:
    return {
        "id": told.id,
        "place": place,
        "counter": told.counter,
        "sequence": told.sequence,
        "record": told.record,
        "kind": told.kind.value,
        "revision": told.revision,
        "finished": told.finished,
        "schema_version": SCHEMA,
        "parents": list(told.parents),
        "digest": cipher.digest(told.content),
        "summary": cipher.seal(told.summary, told.record, told.id, "summary"),
        "content": cipher.seal(told.content, told.record, told.id, "content"),
        "saved_at": told.saved_at,
    }


def heads(connection: Connection, records: Iterable[UUID]) -> dict[UUID, tuple[UUID, ...]]:
    """The newest saves of these records, as far as this counter may see them; two or more are a conflict."""
    wanted = list(records)
    if not wanted:
        return {}
    query = select(_HEAD.c.record, func.array_agg(_HEAD.c.entry)).where(_HEAD.c.record.in_(wanted))
    with connection.begin():
        return {record: tuple(found) for record, found in connection.execute(query.group_by(_HEAD.c.record))}


def saves(connection: Connection, cipher: Cipher, ids: Iterable[UUID]) -> tuple[Told, ...]:
    """Those saves with their contents. Refused("newer_schema") where a newer program has told one of them."""
    query = select(_ENTRY).where(_ENTRY.c.id.in_(list(ids))).order_by(_ENTRY.c.saved_at)
    with connection.begin():
        found = connection.execute(query).all()
    if any(row.schema_version > SCHEMA for row in found):
        raise Refused("newer_told")
    return tuple(_told(row, cipher) for row in found)


def _told(row: Row[Any], cipher: Cipher) -> Told:
    return Told(
        row.id,
        Kind(row.kind),
        row.record,
        row.counter,
        row.sequence,
        row.revision,
        row.saved_at,
        row.finished,
        cipher.open(row.content, row.record, row.id, "content"),
        cipher.open(row.summary, row.record, row.id, "summary"),
        tuple(row.parents),
        row.place,
    )


def newest(connection: Connection, cipher: Cipher, kind: Kind, limit: int = 500) -> tuple[Glance, ...]:
    """The records of all counters that this one may see, newest first, with whoever has each in hand."""
    holder = select(_COUNTER.c.name).join(_LEASE, _LEASE.c.place == _COUNTER.c.place)
    query = (
        select(
            _ENTRY.c.id, _ENTRY.c.record, _ENTRY.c.place, _ENTRY.c.counter, _ENTRY.c.saved_at, _ENTRY.c.summary,
            holder.where(_LEASE.c.record == _ENTRY.c.record).scalar_subquery().label("holder"),
        )
        .join(_HEAD, _HEAD.c.entry == _ENTRY.c.id)
        .where(_HEAD.c.kind == kind)
        .order_by(_HEAD.c.saved_at.desc())
        .limit(limit)
    )  # fmt: skip
    with connection.begin():
        found = connection.execute(query).all()
    return tuple(
        Glance(
            row.id, kind, row.record, row.place, row.counter, row.saved_at,
            cipher.open(row.summary, row.record, row.id, "summary"), row.holder or "",
        )
        for row in found
    )  # fmt: skip


def take_lease(connection: Connection, record: UUID, *, over: bool = False) -> int:
    """Have the record for this counter where nobody has it, or take it `over`; the place that has it now."""
    with connection.begin():
        return int(connection.scalar(select(func.take_lease(record, over))) or 0)


def name_of(connection: Connection, place: int) -> str:
    """What the counter with that number is called."""
    with connection.begin():
        return str(connection.scalar(select(_COUNTER.c.name).where(_COUNTER.c.place == place)) or place)


def give_back(connection: Connection, place: int, in_hand: Iterable[UUID]) -> None:
    """All that this counter had is nobody's any more, but for what is in hand there just now. It has been here."""
    with connection.begin():
        mine = _LEASE.delete().where(_LEASE.c.place == place, _LEASE.c.record.not_in(list(in_hand)))
        connection.execute(mine)
        here = _COUNTER.update().where(_COUNTER.c.place == place)
        connection.execute(here.values(seen_at=func.now()))


def conflicts(connection: Connection) -> dict[UUID, tuple[UUID, ...]]:
    """The records that stand in two ways, with their newest saves."""
    with connection.begin():
        found = list(connection.scalars(select(_CONFLICT.c.record)))
    return heads(connection, found)
