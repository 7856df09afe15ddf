"""Saving and finding receptions. Whatever `save` returned is on the disk; an individual number never is."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Self, cast
from uuid import UUID

from sqlalchemy import Table, bindparam, select
from sqlalchemy.orm import Session

from app import clock
from app.audit.anchors import Anchors
from app.audit.audit import Audit
from app.audit.chain import TrailKey
from app.case_file import case_from_json, case_text
from app.errors import StorageFailure
from app.individual_number import without_numbers
from app.paths import DataFolder
from app.prepared import Prepared, added
from app.storage.ballast import Ballast
from app.storage.database import Database, open_database
from app.storage.failures import known_failures
from app.storage.fields import Row
from app.storage.filings import Filings
from app.storage.records import Kept, in_utc, tell_server
from app.storage.staff import StaffRecords
from app.storage.tax_office import TaxOffice
from models.audit import Actor
from models.reception import Reception, ReceptionSummary, Release, Step
from models.tables import FilingRow, ReceptionRow, ReceptionVersionRow

if TYPE_CHECKING:
    from app.storage.others import Others
    from app.storage.outbox import Outbox
    from app.storage.ward import WardRecord

_SUMMARY = (
    ReceptionRow.id, ReceptionRow.number, ReceptionRow.name, ReceptionRow.event, ReceptionRow.step,
    ReceptionRow.saved_at,
)  # fmt: skip
"""What the record list shows: a list of thousands leaves the content of each where it is."""

_RECEPTION, _VERSION = cast("Table", ReceptionRow.__table__), cast("Table", ReceptionVersionRow.__table__)
_ROWS = Kept(_RECEPTION)
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
        texts = _texts(kept)
        values = _values(kept) | self._sealed(texts, "reception", kept.id)
        _ROWS.keep(cursor, values, before)
        if kept.step is Step.DONE and (texts["content"], texts["edits"]) != self._completed(cursor, kept.id):
            place = ("reception_version", (kept.id, kept.revision))
            _KEEP_VERSION.run(cursor, values | {"reception_id": kept.id} | self._sealed(texts, *place))
        tell_server(cursor, values, reception_id=kept.id)
        return kept

    def _sealed(self, texts: Mapping[str, str], table: str, row: Row) -> dict[str, bytes]:
        return {column: self._fields.seal(text, table, row, column) for column, text in texts.items()}

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
            return self._reception(row)

    def versions(self, identity: UUID) -> Sequence[Reception]:
        """What the reception said at each of its completions, the oldest first: a correction keeps the one before."""
        query = (
            select(ReceptionRow, ReceptionVersionRow)
            .join(ReceptionVersionRow, ReceptionVersionRow.reception_id == ReceptionRow.id)
            .where(ReceptionRow.id == identity)
            .order_by(ReceptionVersionRow.revision)
        )
        with self.transaction() as session:
            found = [self._earlier(row, version) for row, version in session.execute(query)]
            self.audit.note("reception.versions_viewed", identity, within=session, count=len(found))
            return found

    def list(self, limit: int = 2000) -> Sequence[ReceptionSummary]:
        """Newest first."""
        return self._summaries(limit, unfinished=False)

    def unfinished(self, limit: int = 200) -> Sequence[ReceptionSummary]:
        """Those not yet done, newest first."""
        return self._summaries(limit, unfinished=True)

    def _summaries(self, limit: int, *, unfinished: bool) -> Sequence[ReceptionSummary]:
        query = select(*_SUMMARY).order_by(ReceptionRow.saved_at.desc()).limit(limit)
        if unfinished:
            query = query.where(ReceptionRow.step != Step.DONE)
        with self.transaction() as session:
            return [
                ReceptionSummary(identity, number, name, event, Step(step), in_utc(saved_at))
                for identity, number, name, event, step, saved_at in session.execute(query)
            ]

    def _completed(self, cursor: Any, identity: UUID) -> tuple[str, str] | None:
        """What the reception said, and what was changed on its sheets, when it was last completed."""
        newest = _LAST_VERSION.run(cursor, {"reception_id": identity}).fetchone()
        if newest is None:
            return None
        revision, content, edits = newest
        place = ("reception_version", (identity, revision))
        return self._fields.open(content, *place, "content"), self._fields.open(edits, *place, "edits")

    def _reception(self, row: ReceptionRow) -> Reception:
        return Reception(
            row.id,
            row.number,
            row.counter,
            Step(row.step),
            created_at=in_utc(row.created_at),
            saved_at=in_utc(row.saved_at),
            revision=row.revision,
            **self._opened(row, "reception", row.id),
        )

    def _earlier(self, row: ReceptionRow, version: ReceptionVersionRow) -> Reception:
        return Reception(
            row.id,
            row.number,
            version.counter,
            Step.DONE,
            created_at=in_utc(row.created_at),
            saved_at=in_utc(version.saved_at),
            revision=version.revision,
            **self._opened(version, "reception_version", (row.id, version.revision)),
        )

    def _opened(self, row: ReceptionRow | ReceptionVersionRow, table: str, place: Row) -> dict[str, Any]:
        """What the sealed columns of a row say, and which forms it had."""
        return {
            "case": case_from_json(json.loads(self._fields.open(row.content, table, place, "content"))),
            "release": _release(self._fields.open(row.release, table, place, "release")),
            "edits": json.loads(self._fields.open(row.edits, table, place, "edits") or "{}"),
            "forms": tuple(filter(None, row.forms.split(","))),
        }


def _values(reception: Reception) -> dict[str, object]:
    people = reception.case.moving or reception.case.members
    return {
        "id": reception.id,
        "number": reception.number,
        "counter": reception.counter,
        "step": str(reception.step),
        "event": str(reception.case.event),
        "name": people[0].name if people else "",
        "forms": ",".join(reception.forms),
        "revision": reception.revision,
        "created_at": reception.created_at,
        "saved_at": reception.saved_at,
    }


def _texts(reception: Reception) -> dict[str, str]:
    """What is sealed. A number that somebody typed where none belongs (a note, a sheet) is hidden first."""
    return {
        "content": without_numbers(case_text(reception.case)),
        "release": without_numbers(_release_text(reception.release)),
        "edits": without_numbers(json.dumps(reception.edits, ensure_ascii=False)) if reception.edits else "",
    }


def _release_text(release: Release | None) -> str:
    if release is None:
        return ""
    return json.dumps({**vars(release), "at": release.at.isoformat()}, ensure_ascii=False)


def _release(text: str) -> Release | None:
    if not text:
        return None
    facts = json.loads(text)
    return Release(facts["by"], facts["reason"], datetime.fromisoformat(facts["at"]))
