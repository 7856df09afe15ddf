"""Deleting receptions whose time is over, so that nothing of them can be read again; a record of it stays (C-20)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from importlib.metadata import version
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Table, delete, exists, func, select, update
from sqlalchemy.orm import Session, aliased

from app.audit.audit import Audit
from app.identity import new_id
from app.prepared import added, cursor_of
from app.storage.database import Database
from app.storage.failures import known_failures
from app.storage.records import in_utc
from app.storage.search import forget_keys, purge_index
from models.reception import State
from models.tables import (
    DeletionRow,
    OtherSideRow,
    OutboxRow,
    PassageRow,
    ReceptionRow,
    ReceptionVersionRow,
    ToldRow,
    WardRow,
)

_AT_ONCE = 200
"""Receptions that go in one transaction: whoever saves waits no longer than for these."""
_SPARE = 4
"""The file is written anew where more than one page in so many is free."""
_OWN = (
    (ReceptionVersionRow, ReceptionVersionRow.reception_id), (PassageRow, PassageRow.reception_id),
    (ToldRow, ToldRow.record), (OtherSideRow, OtherSideRow.record), (ReceptionRow, ReceptionRow.id),
)  # fmt: skip
"""Everything that goes with a reception, beside its keys and its saves, the reception itself last."""
_JOINED = select(WardRow.id)
_KEEP = added(cast("Table", DeletionRow.__table__))


@dataclass(frozen=True)
class Deletion:
    """That a rule has deleted so many records. `hashes` are keyed: whoever has an id can look for it."""

    at: datetime
    rule: str
    number: int
    hashes: tuple[str, ...]
    version: str


class Purge:
    """Of one store."""

    def __init__(
        self, database: Database, transaction: Callable[[], AbstractContextManager[Session]], audit: Audit
    ) -> None:
        self._database = database
        self._transaction = transaction
        self._audit = audit

    def last(self) -> Deletion | None:
        """The last run, whether it deleted anything or not."""
        return next(iter(self.deletions(1)), None)

    def deletions(self, limit: int = 1000) -> Sequence[Deletion]:
        """The newest first."""
        newest = select(DeletionRow).order_by(DeletionRow.at.desc()).limit(limit)
        with self._transaction() as session:
            return [_deletion(row) for row in session.scalars(newest)]

    def due(self, rule: str, before: datetime) -> Sequence[UUID]:
        """What a rule would delete now: what has not been touched since `before`. Nothing that the server lacks.

        `handed_over`: handed over or closed then. `untouched`: neither saved nor passed on since then.
        """
        passed = select(func.max(PassageRow.at)).where(PassageRow.reception_id == ReceptionRow.id).scalar_subquery()
        unsent = exists().where(OutboxRow.reception_id == ReceptionRow.id, OutboxRow.sent_at.is_(None))
        wanted = select(ReceptionRow.id).where(ReceptionRow.saved_at < before, func.coalesce(passed, before) <= before)
        if rule == "handed_over":
            wanted = wanted.where(ReceptionRow.state.in_((State.HANDED_OVER, State.CLOSED)))
        with self._transaction() as session:
            joined = bool(session.execute(_JOINED).first())
            return list(session.scalars(wanted.where(~unsent) if joined else wanted))

    def delete(self, rule: str, receptions: Sequence[UUID], at: datetime) -> Deletion:
        """Delete these with all that belongs to them, and keep the record of it; an empty run is recorded too."""
        batches = [receptions[start : start + _AT_ONCE] for start in range(0, len(receptions), _AT_ONCE)]
        with self._unreferred():
            made = [self._some(rule, batch, at) for batch in batches or [()]]
        return replace(made[0], number=len(receptions), hashes=tuple(one for some in made for one in some.hashes))

    def _some(self, rule: str, receptions: Sequence[UUID], at: datetime) -> Deletion:
        """These and the record of them in one transaction: whatever cuts off a run, nothing is gone without one."""
        hashes = tuple(map(self._audit.key.subject_of, receptions))
        made = Deletion(at, rule, len(receptions), hashes, version("madoguchi"))
        with self._transaction() as session:
            for one in receptions:
                forget_keys(cursor_of(session), one)
            session.execute(_saves_of(receptions))
            session.execute(_last_save_of(receptions, at))
            for table, owner in _OWN:
                session.execute(delete(table).where(owner.in_(receptions)))
            _KEEP.run(cursor_of(session), {"id": new_id(), **vars(made), "hashes": " ".join(hashes)})
            if receptions:
                self._audit.note("records.deleted", within=session, rule=rule, count=len(receptions))
        return made

    def wipe(self) -> None:
        """Nothing of what was deleted stays in the index, in free pages or in the log beside the file."""
        with self._database.saving() as transaction:
            purge_index(transaction.cursor)
        with self._database.one, known_failures():
            run = self._database.connection.execute
            (free,), (pages,) = (run(f"PRAGMA {one}").fetchone() for one in ("freelist_count", "page_count"))
            if free * _SPARE > pages:
                run("VACUUM")
            run("PRAGMA wal_checkpoint(TRUNCATE)")

    @contextmanager
    def _unreferred(self) -> Iterator[None]:
        """What refers to a reception goes with it: the database need not look through its tables for each."""
        with self._database.one:
            self._database.connection.execute("PRAGMA foreign_keys = OFF")
            try:
                yield
            finally:
                self._database.connection.execute("PRAGMA foreign_keys = ON")


def _saves_of(receptions: Sequence[UUID]) -> Any:
    """Their rows of the outbox, but for each counter's last one, from which its numbers go on."""
    other = aliased(OutboxRow)
    last = select(func.max(other.sequence)).where(other.counter == OutboxRow.counter).scalar_subquery()
    return delete(OutboxRow).where(OutboxRow.reception_id.in_(receptions), OutboxRow.sequence < last)


def _last_save_of(receptions: Sequence[UUID], at: datetime) -> Any:
    settled = {"reception_id": None, "sent_at": func.coalesce(OutboxRow.sent_at, at)}
    return update(OutboxRow).where(OutboxRow.reception_id.in_(receptions)).values(settled)


def _deletion(row: Any) -> Deletion:
    return Deletion(in_utc(row.at), row.rule, row.number, tuple(row.hashes.split()), row.version)
