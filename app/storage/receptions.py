"""Saving and finding receptions. Whatever `save` returned is on the disk; an individual number never is."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from threading import RLock
from typing import Self
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.audit.anchors import Anchors
from app.audit.audit import Audit
from app.audit.chain import TrailKey
from app.case_file import case_from_json, case_to_json
from app.errors import Refused, StorageFailure
from app.paths import DataFolder
from app.storage.database import Database, open_database
from app.storage.failures import known_failures
from app.storage.filings import Filings
from app.storage.records import in_utc, next_number, outbox_row
from app.storage.tax_office import TaxOffice
from models.audit import Actor
from models.reception import Reception, ReceptionSummary, Release, Step
from models.tables import ReceptionRow, ReceptionVersionRow

_SUMMARY = (
    ReceptionRow.id, ReceptionRow.number, ReceptionRow.name, ReceptionRow.event, ReceptionRow.step,
    ReceptionRow.saved_at,
)  # fmt: skip
"""What the record list shows: a list of thousands leaves the content of each where it is."""


class Receptions:
    """The records of this counter, over one connection: callers of several threads wait for each other."""

    def __init__(self, database: Database, folder: DataFolder) -> None:
        self._engine, self._key = database.engine, database.key
        self._folder = folder
        self._one = RLock()
        self.actor: Callable[[], Actor] = Actor
        """Who does what is noted in the trail; whoever opens the store says so."""

    @classmethod
    def open(cls, folder: DataFolder) -> Self:
        return cls(open_database(folder), folder)

    def close(self) -> None:
        if "tax_office" in vars(self):
            self.tax_office.close()
        self._engine.dispose()

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """One transaction of this store: everything in it is kept or nothing; StorageFailure with the reason."""
        with self._one, known_failures(), Session(self._engine) as session, session.begin():
            yield session

    @cached_property
    def audit(self) -> Audit:
        """The trail in the same database."""
        key = TrailKey.derived(self._key.derived)
        return Audit(key, Anchors(self._folder.anchors, key.anchor), self.transaction, self._who)

    def _who(self) -> Actor:
        return self.actor()

    @cached_property
    def filings(self) -> Filings:
        """The tax filings of the same database."""
        return Filings(self.transaction, self.audit)

    @cached_property
    def tax_office(self) -> TaxOffice:
        """The office's tax extract in the same file, over its own connection."""
        return TaxOffice.open(self._folder)

    def save(self, reception: Reception) -> Reception:
        """Keep the reception and tell the outbox, in one transaction; returns it with number, revision and time.

        Refused("saved_elsewhere") where another window or counter has saved it since it was opened: nothing is lost,
        theirs stays in the store and ours with the caller.
        """
        with self.transaction() as session:
            row = session.get(ReceptionRow, reception.id)
            if row is not None and row.revision != reception.revision:
                raise Refused("saved_elsewhere")
            kept = replace(
                reception,
                number=row.number if row else next_number(session, ReceptionRow.number, reception.created_at),
                revision=row.revision + 1 if row else 1,
                saved_at=clock.now(),
            )
            values = _values(kept)
            session.merge(ReceptionRow(**values))
            session.flush()
            if kept.step is Step.DONE and (values["content"], values["edits"]) != self._completed(session, kept.id):
                session.add(_version(values))
            session.add(outbox_row(session, kept.counter, values, kept.saved_at, reception_id=kept.id))
            self.audit.note("reception.saved", kept.id, within=session, step=str(kept.step), revision=kept.revision)
        return kept

    def get(self, identity: UUID, purpose: str = "reception") -> Reception:
        """StorageFailure("no_such_reception") where there is none. Who looked at it, and what for, is noted."""
        with self.transaction() as session:
            row = session.get(ReceptionRow, identity)
            if row is None:
                raise StorageFailure("no_such_reception")
            self.audit.note("reception.viewed", identity, within=session, purpose=purpose)
            return _reception(row)

    def versions(self, identity: UUID) -> Sequence[Reception]:
        """What the reception said at each of its completions, the oldest first: a correction keeps the one before."""
        query = (
            select(ReceptionRow, ReceptionVersionRow)
            .join(ReceptionVersionRow, ReceptionVersionRow.reception_id == ReceptionRow.id)
            .where(ReceptionRow.id == identity)
            .order_by(ReceptionVersionRow.revision)
        )
        with self.transaction() as session:
            found = [_earlier(row, version) for row, version in session.execute(query)]
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

    @staticmethod
    def _completed(session: Session, identity: UUID) -> tuple[str, str] | None:
        """What the reception said, and what was changed on its sheets, when it was last completed."""
        told = select(ReceptionVersionRow.content, ReceptionVersionRow.edits)
        mine = told.where(ReceptionVersionRow.reception_id == identity)
        newest = session.execute(mine.order_by(ReceptionVersionRow.revision.desc()).limit(1)).first()
        return (newest[0], newest[1]) if newest else None


def _values(reception: Reception) -> dict[str, object]:
    people = reception.case.moving or reception.case.members
    return {
        "id": reception.id,
        "number": reception.number,
        "counter": reception.counter,
        "step": str(reception.step),
        "event": str(reception.case.event),
        "name": people[0].name if people else "",
        "content": json.dumps(case_to_json(reception.case), ensure_ascii=False),
        "forms": ",".join(reception.forms),
        "release": _release_text(reception.release),
        "edits": json.dumps(reception.edits, ensure_ascii=False) if reception.edits else "",
        "revision": reception.revision,
        "created_at": reception.created_at,
        "saved_at": reception.saved_at,
    }


def _reception(row: ReceptionRow) -> Reception:
    return Reception(
        row.id,
        row.number,
        row.counter,
        Step(row.step),
        case_from_json(json.loads(row.content)),
        in_utc(row.created_at),
        in_utc(row.saved_at),
        row.revision,
        tuple(filter(None, row.forms.split(","))),
        _release(row.release),
        json.loads(row.edits or "{}"),
    )


def _version(values: dict[str, object]) -> ReceptionVersionRow:
    kept = ("revision", "counter", "content", "forms", "release", "edits", "saved_at")
    return ReceptionVersionRow(reception_id=values["id"], **{key: values[key] for key in kept})


def _earlier(row: ReceptionRow, version: ReceptionVersionRow) -> Reception:
    return replace(
        _reception(row),
        counter=version.counter,
        step=Step.DONE,
        case=case_from_json(json.loads(version.content)),
        saved_at=in_utc(version.saved_at),
        revision=version.revision,
        forms=tuple(filter(None, version.forms.split(","))),
        release=_release(version.release),
        edits=json.loads(version.edits or "{}"),
    )


def _release_text(release: Release | None) -> str:
    if release is None:
        return ""
    return json.dumps({**vars(release), "at": release.at.isoformat()}, ensure_ascii=False)


def _release(text: str) -> Release | None:
    if not text:
        return None
    facts = json.loads(text)
    return Release(facts["by"], facts["reason"], datetime.fromisoformat(facts["at"]))
