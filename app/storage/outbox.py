"""What waits for the server: read save by save as it is told, and crossed off once the server has it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, delete, func, select, update
from sqlalchemy.orm import Session, aliased

from app import clock
from app.storage.fields import Fields
from app.storage.records import in_utc
from app.storage.shapes import SHAPES, Shape
from models.tables import FilingRow, OutboxRow, ReceptionRow, ToldRow
from models.told import Kind, Told

_RECORDS = 10
"""Records of which a batch tells at most: reading them is short enough for a save to come between two batches."""
TRIES = 5
"""Refusals after which a save waits for somebody to look, and holds up none of the others."""
_RECORD = func.coalesce(OutboxRow.reception_id, OutboxRow.filing_id)
_WAITING = OutboxRow.sent_at.is_(None)


@dataclass(frozen=True)
class Batch:
    """Saves to tell, those of one record together and in their order."""

    saves: tuple[Told, ...] = ()

    @property
    def newest(self) -> dict[UUID, Told]:
        """The last save of each record."""
        return {one.record: one for one in self.saves}

    def of(self, record: UUID) -> Batch:
        return Batch(tuple(one for one in self.saves if one.record == record))

    def without(self, records: AbstractSet[UUID]) -> Batch:
        return Batch(tuple(one for one in self.saves if one.record not in records))


@dataclass(frozen=True)
class Waiting:
    """How the outbox stands: saves that wait, since when, and those of them that somebody has to look at."""

    count: int
    oldest: datetime | None
    held: tuple[Held, ...] = ()


@dataclass(frozen=True)
class Held:
    """A save that the server will not have; `number` is the record's."""

    record: UUID
    kind: Kind
    number: str
    fault: str
    since: datetime


class Outbox:
    """Of one store. Every call is a short transaction of its own: no save waits for the network."""

    def __init__(self, transaction: Callable[[], AbstractContextManager[Session]], fields: Fields) -> None:
        self._transaction = transaction
        self._fields = fields

    def batch(self) -> Batch:
        """The next saves in the order of their making, record by record; none where nothing waits."""
        with self._transaction() as session:
            records = list(session.scalars(_next_records()))
            rows = session.scalars(_rows_of(records)).all()
            saves = [one for record in records for one in self._saves(session, record, rows)]
        return Batch(tuple(saves))

    def _saves(self, session: Session, record: UUID, rows: Sequence[OutboxRow]) -> Iterator[Told]:
        """Each save of a record that can still be told, grown from those before it, told or overtaken."""
        known = session.get(ToldRow, record)
        parents = heads_of(known.heads) if known else ()
        mine = [row for row in rows if _named(row)[1] == record]
        read = self._reader(session, mine)
        for row in mine:
            told = read(row, parents)
            if told is not None:
                yield told
                parents = ()
            parents = (*parents, row.id)

    def _reader(
        self, session: Session, rows: Sequence[OutboxRow]
    ) -> Callable[[OutboxRow, tuple[UUID, ...]], Told | None]:
        """What a row of one record tells; None where the next one has overtaken it."""
        shape, record = _named(rows[0])
        current = session.get_one(shape.record, record)
        wanted = [row.revision for row in rows]
        completed = select(shape.version).where(getattr(shape.version, shape.owner) == record)
        versions = {one.revision: one for one in session.scalars(completed.where(shape.version.revision.in_(wanted)))}

        def read(row: OutboxRow, parents: tuple[UUID, ...]) -> Told | None:
            version = versions.get(row.revision)
            if version is None and current.revision != row.revision:
                return None
            more = {"sequence": row.sequence, "parents": parents}
            return shape.told(self._fields, row.id, current, version, more)

        return read

    def settle(self, batch: Batch) -> None:
        """The server has them: their rows, and those that they overtook, wait no more."""
        with self._transaction() as session:
            for record, save in batch.newest.items():
                settled = and_(_RECORD.is_not_distinct_from(record), OutboxRow.revision <= save.revision)
                session.execute(update(OutboxRow).where(settled, _WAITING).values(sent_at=clock.now(), fault=""))
                session.merge(ToldRow(record=record, revision=save.revision, heads=save.id.hex))
            session.execute(_swept())

    def refuse(self, save: Told, fault: str, *, at_once: bool = False) -> None:
        """The server would not have it, once more: after a few times, or `at_once`, somebody has to look."""
        with self._transaction() as session:
            row = session.scalars(select(OutboxRow).where(OutboxRow.id == save.id)).one()
            row.tries += 1
            if at_once or row.tries >= TRIES:
                row.fault = fault

    def retry(self) -> None:
        """What somebody had to look at is tried once more."""
        with self._transaction() as session:
            session.execute(update(OutboxRow).where(OutboxRow.fault != "").values(fault="", tries=0))

    def waiting(self) -> Waiting:
        with self._transaction() as session:
            count, oldest = session.execute(select(func.count(), func.min(OutboxRow.created_at)).where(_WAITING)).one()
            held = tuple(_held(row) for row in session.execute(_faults()))
        return Waiting(count, in_utc(oldest) if oldest else None, held)

    def unsent(self) -> frozenset[UUID]:
        """The records of which a save waits."""
        with self._transaction() as session:
            return frozenset(session.scalars(select(_RECORD).where(_WAITING).distinct()))


def _named(row: OutboxRow) -> tuple[Shape, UUID]:
    """Which record a row names."""
    if row.reception_id is not None:
        return SHAPES[Kind.RECEPTION], row.reception_id
    if row.filing_id is not None:
        return SHAPES[Kind.FILING], row.filing_id
    raise ValueError(row.sequence)


def _next_records() -> Any:
    """The records that have waited longest, without those of which a save is held."""
    other = aliased(OutboxRow)
    held = select(func.coalesce(other.reception_id, other.filing_id)).where(other.fault != "", other.sent_at.is_(None))
    first = func.min(OutboxRow.created_at)
    waiting = select(_RECORD).where(_WAITING, _RECORD.not_in(held))
    return waiting.group_by(_RECORD).order_by(first, _RECORD).limit(_RECORDS)


def _rows_of(records: Iterable[UUID]) -> Any:
    mine: ColumnElement[bool] = _RECORD.in_(list(records))
    return select(OutboxRow).where(_WAITING, mine).order_by(OutboxRow.revision, OutboxRow.sequence)


def _swept() -> Any:
    """What was sent goes, but for each counter's last row, from which its numbers go on."""
    other = aliased(OutboxRow)
    last = select(func.max(other.sequence)).where(other.counter == OutboxRow.counter).scalar_subquery()
    return delete(OutboxRow).where(OutboxRow.sent_at.is_not(None), OutboxRow.sequence < last)


def _faults() -> Any:
    number = func.coalesce(ReceptionRow.number, FilingRow.number)
    return (
        select(_RECORD, OutboxRow.filing_id, number, OutboxRow.fault, OutboxRow.created_at)
        .outerjoin(ReceptionRow, ReceptionRow.id == OutboxRow.reception_id)
        .outerjoin(FilingRow, FilingRow.id == OutboxRow.filing_id)
        .where(OutboxRow.fault != "")
        .order_by(OutboxRow.created_at)
    )


def _held(row: Row[Any]) -> Held:
    record, filing, number, fault, since = tuple(row)
    return Held(record, Kind.FILING if filing else Kind.RECEPTION, number, fault, in_utc(since))


def heads_of(heads: str) -> tuple[UUID, ...]:
    return tuple(map(UUID, filter(None, heads.split(","))))
