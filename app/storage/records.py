"""What every kind of record shares: its number of the day, its row for the server, times in UTC."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Table, bindparam, func, select

from app import clock
from app.errors import Refused
from app.identity import new_id
from app.prepared import Prepared, added, changed
from app.storage.schema import SCHEMA_VERSION
from models.tables import OutboxRow, WardRow

_AFTER_DIGITS = ":"  # the character after 9
_OUTBOX = cast("Table", OutboxRow.__table__)
_NEXT = (
    select(func.coalesce(func.max(_OUTBOX.c.sequence), 0) + 1)
    .where(_OUTBOX.c.counter == bindparam("counter"))
    .scalar_subquery()
)
_TELL = added(_OUTBOX, sequence=_NEXT)
_PLACE = Prepared(select(cast("Table", WardRow.__table__).c.place))


class Kept:
    """The rows of one kind of record as they stand now, with their short numbers: `20261123-0007`.

    That is the kind's letter, the day and a count; at one of a ward's many counters its place too: `20261123-12-0007`.
    """

    def __init__(self, table: Table, kind: str = "", others: Sequence[str] = ()) -> None:
        """`others` are columns that are not the save's: it writes them once and leaves them then."""
        newest = func.max(table.c.number)
        self._newest = Prepared(select(newest).where(table.c.number.between(bindparam("first"), bindparam("last"))))
        self._number = Prepared(select(table.c.number).where(table.c.id == bindparam("id")))
        self._add = added(table)
        self._change = changed(table, ("id", "number", "created_at", *others))
        self._kind = kind

    def next_number(self, cursor: Any, created_at: datetime) -> str:
        day = self._kind + created_at.astimezone(clock.JAPAN).strftime("%Y%m%d")
        if joined := _PLACE.run(cursor, {}).fetchone():
            day = f"{day}-{joined[0]}"
        (newest,) = self._newest.run(cursor, {"first": f"{day}-", "last": f"{day}-{_AFTER_DIGITS}"}).fetchone()
        return f"{day}-{int(newest.rpartition('-')[2]) + 1 if newest else 1:04}"

    def keep(self, cursor: Any, values: Mapping[str, object], before: int) -> None:
        """A record without a revision `before` is new. Refused("saved_elsewhere") where the store has another one."""
        if not before:
            self._add.run(cursor, values)
        elif not self._change.run(cursor, {**values, "of_id": values["id"], "before": before}).rowcount:
            raise Refused("saved_elsewhere")

    def number_of(self, cursor: Any, identity: UUID) -> str:
        """Empty where there is no such record yet."""
        found = self._number.run(cursor, {"id": identity}).fetchone()
        return str(found[0]) if found else ""


def tell_server(cursor: Any, values: Mapping[str, object], **record: object) -> None:
    """Put the save into the outbox; `record` is `reception_id` or `filing_id`. What is told is read at the sending."""
    kept = {name: values[name] for name in ("counter", "revision")} | {"created_at": values["saved_at"]}
    fresh = {"id": new_id(), "schema_version": SCHEMA_VERSION, "tries": 0, "fault": "", "sent_at": None}
    _TELL.run(cursor, {"reception_id": None, "filing_id": None} | fresh | kept | record)


def in_utc(moment: datetime) -> datetime:
    """SQLite gives times back without their zone."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
