"""Saving and finding receptions. Whatever `save` returned is on the disk; an individual number never is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Self, cast
from uuid import UUID

from sqlalchemy import Table, bindparam, literal_column, select
from sqlalchemy.orm import Session

from app import clock
from app.audit.anchors import Anchors
from app.audit.audit import Audit
from app.audit.chain import TrailKey
from app.errors import StorageFailure
from app.paths import DataFolder
from app.prepared import Prepared, added
from app.storage import reception_rows as rows
from app.storage.ballast import Ballast
from app.storage.database import Database, open_database
from app.storage.failures import known_failures
from app.storage.filings import Filings
from app.storage.passages import Passages
from app.storage.purge import Purge
from app.storage.records import Kept, tell_server
from app.storage.search import keep_keys, places
from app.storage.staff import StaffRecords
from app.storage.tally import Tally, count
from app.storage.tax_office import TaxOffice
from models.audit import Actor
from models.reception import Reception, ReceptionSummary, Step
from models.records import Found, RecordQuery
from models.tables import FilingRow, ReceptionRow, ReceptionVersionRow, SearchRow

if TYPE_CHECKING:
    from app.storage.others import Others
    from app.storage.outbox import Outbox
    from app.storage.ward import WardRecord

_RECEPTION, _VERSION = cast("Table", ReceptionRow.__table__), cast("Table", ReceptionVersionRow.__table__)
_ROWS = Kept(_RECEPTION, others=("state", "section", "assignee"))
_KEEP_VERSION = added(_VERSION)
_LAST_VERSION = Prepared(
    select(_VERSION.c.revision, _VERSION.c.content, _VERSION.c.edits)
    .where(_VERSION.c.reception_id == bindparam("reception_id"))
    .order_by(_VERSION.c.revision.desc())
    .limit(1)
)


class Receptions:
    """The records of this counter, over one connection: callers of several threads wait for each other."""

    def __init__(self, database: Database, folder: DataFolder) -> None:
        self._database = database
        self._fields = database.fields
        self._folder = folder
        self._ballast = Ballast(folder)
        self.actor: Callable[[], Actor] = Actor
        """Who does what is noted in the trail; whoever opens the store says so."""

    @classmethod
    def open(cls, folder: DataFolder) -> Self:
        return cls(open_database(folder), folder)

    def close(self) -> None:
        if "tax_office" in vars(self):
            self.tax_office.close()
        self._database.close()

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """One transaction of this store: everything in it is kept or nothing; StorageFailure with the reason."""
        with self._database.one, known_failures(), Session(self._database.engine) as session, session.begin():
            yield session

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Several transactions between which nobody else comes."""
        with self._database.one:
            yield

    @cached_property
    def audit(self) -> Audit:
        """The trail in the same database."""
        key = TrailKey.derived(self._database.key.derived)
        return Audit(key, Anchors(self._folder.anchors, key.anchor), self.transaction, self._who)

    def _who(self) -> Actor:
        return self.actor()

    @cached_property
    def staff(self) -> StaffRecords:
        """Who may sign in at this counter."""
        return StaffRecords(self.transaction, self.audit)

    @cached_property
    def passages(self) -> Passages:
        """How the receptions went from hand to hand."""
        return Passages(self._database, self.transaction, self.audit)

    @cached_property
    def purge(self) -> Purge:
        """What is deleted when its time is over."""
        return Purge(self._database, self.transaction, self.audit)

    @cached_property
    def tally(self) -> Tally:
        """Counts without names."""
        return Tally(self.transaction)

    @cached_property
    def filings(self) -> Filings:
        """The tax filings of the same database."""
        return Filings(self._database, self.transaction, self.audit, self._ballast)

    @cached_property
    def outbox(self) -> Outbox:
        """What waits for the ward's server."""
        from app.storage.outbox import Outbox  # only here: most counters have no server

        return Outbox(self.transaction, self._fields)

    @cached_property
    def others(self) -> Others:
        """What other counters saved."""
        from app.storage.others import Others

        return Others(self.transaction, self._fields)

    @cached_property
    def ward(self) -> WardRecord:
        """Whether this counter has joined the ward's server."""
        from app.storage.ward import WardRecord

        return WardRecord(self.transaction, self._fields)

    @cached_property
    def tax_office(self) -> TaxOffice:
        """The office's tax extract in the same file, over its own connection."""
        return TaxOffice.open(self._folder)

    def save(self, reception: Reception) -> Reception:
        """Keep the reception and tell the outbox, in one transaction; returns it with number, revision and time.

        Refused("saved_elsewhere") where another window or counter has saved it since it was opened: nothing is lost,
        theirs stays in the store and ours with the caller.
        """
        return self._ballast.sparing(partial(self._kept, reception))

    def _kept(self, reception: Reception) -> Reception:
        with self._database.saving() as transaction:
            kept = self._save(reception, transaction.cursor)
            self.audit.note("reception.saved", kept.id, within=transaction, step=str(kept.step), revision=kept.revision)
        return kept

    def _save(self, reception: Reception, cursor: Any) -> Reception:
        number = reception.number or _ROWS.number_of(cursor, reception.id)
        before = reception.revision if number else 0
        kept = replace(
            reception,
            number=number or _ROWS.next_number(cursor, reception.created_at),
            revision=before + 1,
            saved_at=clock.now(),
        )
        texts = rows.texts(kept)
        values = rows.values(kept) | rows.sealed(self._fields, texts, "reception", kept.id)
        _ROWS.keep(cursor, values, before)
        if kept.step is Step.DONE:
            self._keep_version(cursor, kept, values, texts)
        keep_keys(cursor, kept, values)
        tell_server(cursor, values, reception_id=kept.id)
        return kept

    def _keep_version(
        self, cursor: Any, kept: Reception, values: Mapping[str, object], texts: Mapping[str, str]
    ) -> None:
        """What it says now that it is complete, unless it has said so before. A correction is to be checked again."""
        before = self._completed(cursor, kept.id)
        if (texts["content"], texts["edits"]) == before:
            return
        version = rows.sealed(self._fields, texts, "reception_version", (kept.id, kept.revision))
        _KEEP_VERSION.run(cursor, {**values, "reception_id": kept.id, **version})
        if before is not None:
            self.passages.corrected(cursor, kept.id)
        else:
            count(cursor, kept, self.audit.key.subject_of(kept.id))

    def id_of(self, number: str) -> UUID | None:
        """The reception or return with a number, for whoever may not open it."""
        with self.transaction() as session:
            for row in (ReceptionRow, FilingRow):
                if (found := session.scalar(select(row.id).where(row.number == number))) is not None:
                    return found
        return None

    def get(self, identity: UUID, purpose: str = "reception") -> Reception:
        """StorageFailure("no_such_reception") where there is none. Who looked at it, and what for, is noted."""
        with self.transaction() as session:
            row = session.get(ReceptionRow, identity)
            if row is None:
                raise StorageFailure("no_such_reception")
            self.audit.note("reception.viewed", identity, within=session, purpose=purpose)
            return rows.reception(self._fields, row)

    def versions(self, identity: UUID) -> Sequence[Reception]:
        """What the reception said at each of its completions, the oldest first: a correction keeps the one before."""
        query = (
            select(ReceptionRow, ReceptionVersionRow)
            .join(ReceptionVersionRow, ReceptionVersionRow.reception_id == ReceptionRow.id)
            .where(ReceptionRow.id == identity)
            .order_by(ReceptionVersionRow.revision)
        )
        with self.transaction() as session:
            found = [rows.earlier(self._fields, row, version) for row, version in session.execute(query)]
            self.audit.note("reception.versions_viewed", identity, within=session, count=len(found))
            return found

    def list(self, limit: int = 200) -> Sequence[ReceptionSummary]:
        """Newest first."""
        return self._summaries(limit, unfinished=False)

    def unfinished(self, limit: int = 200) -> Sequence[ReceptionSummary]:
        """Those not yet done, newest first."""
        return self._summaries(limit, unfinished=True)

    def _summaries(self, limit: int, *, unfinished: bool) -> Sequence[ReceptionSummary]:
        query = select(*rows.SUMMARY).order_by(ReceptionRow.saved_at.desc()).limit(limit)
        if unfinished:  # as the index says it, word for word
            query = query.where(ReceptionRow.step != literal_column(f"'{Step.DONE}'"))
        with self.transaction() as session:
            return [rows.summary(row) for row in session.execute(query)]

    def find(self, query: RecordQuery, before: int | None = None, limit: int = 200) -> Found:
        """What fits all that is asked, the newest first; with `Found.next` as `before` it goes on."""
        of_them = select(SearchRow.place, *rows.SUMMARY).join(ReceptionRow, ReceptionRow.id == SearchRow.reception_id)
        with self.transaction() as session:
            found = places(session, query, before, limit)
            ordered = of_them.where(SearchRow.place.in_(found)).order_by(SearchRow.place.desc())
            lines = [rows.summary(row[1:]) for row in session.execute(ordered)]
            self.audit.note("reception.searched", within=session, count=len(lines))
        return Found(lines, found[-1] if len(found) == limit else None)

    def _completed(self, cursor: Any, identity: UUID) -> tuple[str, str] | None:
        """What the reception said, and what was changed on its sheets, when it was last completed."""
        newest = _LAST_VERSION.run(cursor, {"reception_id": identity}).fetchone()
        if newest is None:
            return None
        revision, content, edits = newest
        place = ("reception_version", (identity, revision))
        return self._fields.open(content, *place, "content"), self._fields.open(edits, *place, "edits")
