"""What other counters saved, as far as it concerns this store.

Taken over where we have nothing of our own, else kept beside ours until somebody has looked at both.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, exists, func, select
from sqlalchemy.orm import Session

from app.errors import StorageFailure
from app.storage.fields import Fields
from app.storage.outbox import heads_of
from app.storage.records import in_utc
from app.storage.search import renew_keys
from app.storage.shapes import DONE, SHAPES, Shape
from models.tables import FilingRow, OtherSideRow, OutboxRow, ReceptionRow, ToldRow
from models.told import Kind, Standing, Told


class Others:
    """Of one store. The store's lock is held by whoever saves and settles in one go."""

    def __init__(self, transaction: Callable[[], AbstractContextManager[Session]], fields: Fields) -> None:
        self._transaction = transaction
        self._fields = fields

    def heads(self, record: UUID) -> tuple[UUID, ...]:
        """The saves at the server that ours has grown from; none where the server knows nothing of it."""
        with self._transaction() as session:
            known = session.get(ToldRow, record)
            return heads_of(known.heads) if known else ()

    def adopt(self, told: Told) -> bool:
        """Have the record as another counter saved it; False where a save of ours waits: then nothing is changed."""
        with self._transaction() as session:
            if session.scalar(select(exists().where(OutboxRow.sent_at.is_(None), _mine(told.record)))):
                return False
            self._put(session, told)
            session.execute(delete(OtherSideRow).where(OtherSideRow.record == told.record))
            return True

    def _put(self, session: Session, told: Told) -> None:
        shape, content = SHAPES[told.kind], json.loads(told.content)
        row = session.get(shape.record, told.record)
        if row is None:
            number = _free_number(session, shape, content["number"], told.place)
            began = datetime.fromisoformat(content["created_at"])
            row = shape.record(id=told.record, number=number, revision=0, created_at=began)
            session.add(row)
        row.revision = max(row.revision + 1, told.revision)
        row.counter, row.saved_at = told.counter, told.saved_at
        for name, value in shape.columns(self._fields, told).items():
            setattr(row, name, value)
        session.flush()
        if told.kind is Kind.RECEPTION:
            renew_keys(session, self._fields, row)
        if told.finished:
            self._put_version(session, told, row.revision)
        session.merge(ToldRow(record=told.record, revision=row.revision, heads=told.id.hex))

    def _put_version(self, session: Session, told: Told, revision: int) -> None:
        """It was completed there: that stays here too."""
        shape, content = SHAPES[told.kind], json.loads(told.content)
        sealed = shape.sealed_columns(self._fields, told, shape.version_table, (told.record, revision))
        plain = {name: content[name] for name in shape.plain}
        whose = {shape.owner: told.record, "revision": revision, "counter": told.counter, "saved_at": told.saved_at}
        session.add(shape.version(**whose, **plain, **sealed))

    def keep_sides(self, record: UUID, sides: Iterable[Told]) -> bool:
        """What stands against ours, in place of what stood there before; whether any of it is new."""
        with self._transaction() as session:
            before = set(session.scalars(select(OtherSideRow.id).where(OtherSideRow.record == record)))
            session.execute(delete(OtherSideRow).where(OtherSideRow.record == record))
            found = [self._side(one) for one in sides]
            session.add_all(found)
            return not {one.id for one in found} <= before

    def _side(self, told: Told) -> OtherSideRow:
        text = json.dumps({"content": told.content, "summary": told.summary, "place": told.place})
        return OtherSideRow(
            id=told.id, record=told.record, kind=told.kind.value, counter=told.counter, revision=told.revision,
            saved_at=told.saved_at, content=self._fields.seal(text, "other_side", told.id, "content"),
        )  # fmt: skip

    def sides(self, record: UUID) -> tuple[Told, ...]:
        """Ours first, then each that stands against it. StorageFailure("no_such_reception") where there is none."""
        with self._transaction() as session:
            rows = session.scalars(select(OtherSideRow).where(OtherSideRow.record == record)).all()
            if not rows:
                raise StorageFailure("no_such_reception")
            shape = SHAPES[Kind(rows[0].kind)]
            mine = shape.told(self._fields, record, session.get_one(shape.record, record), None, {})
            return (mine, *(self._told(row) for row in rows))

    def _told(self, row: OtherSideRow) -> Told:
        kept = json.loads(self._fields.open(row.content, "other_side", row.id, "content"))
        content = kept["content"]
        return Told(
            row.id, Kind(row.kind), row.record, row.counter, 0, row.revision, in_utc(row.saved_at),
            json.loads(content)["step"] == DONE, content, kept["summary"], place=kept["place"],
        )  # fmt: skip

    def standing(self) -> Sequence[Standing]:
        """The records that two sides have changed, until somebody has looked."""
        number = func.coalesce(ReceptionRow.number, FilingRow.number)
        name = func.coalesce(ReceptionRow.name, FilingRow.name)
        query = (
            select(OtherSideRow.record, OtherSideRow.kind, number, name)
            .outerjoin(ReceptionRow, ReceptionRow.id == OtherSideRow.record)
            .outerjoin(FilingRow, FilingRow.id == OtherSideRow.record)
            .distinct()
        )
        with self._transaction() as session:
            return [Standing(record, Kind(kind), *rest) for record, kind, *rest in session.execute(query)]

    def settle(self, record: UUID) -> None:
        """Somebody has looked at all sides: what is saved from now on has grown from every one of them."""
        with self._transaction() as session:
            known = session.get_one(ToldRow, record)
            sides = session.scalars(select(OtherSideRow.id).where(OtherSideRow.record == record)).all()
            known.heads = ",".join(dict.fromkeys([*known.heads.split(","), *(one.hex for one in sides)]))
            session.execute(delete(OtherSideRow).where(OtherSideRow.record == record))


def _mine(record: UUID) -> Any:
    return (OutboxRow.reception_id == record) | (OutboxRow.filing_id == record)


def _free_number(session: Session, shape: Shape, number: str, place: int) -> str:
    """Its own number, or with the counter's behind where one of ours has the same: `20261124-0003-12`."""
    tries = (number, *(f"{number}-{place}{more}" for more in ("", *"bcdefgh")))
    return next(one for one in tries if not session.scalar(select(exists().where(shape.record.number == one))))
