"""Saving and finding tax filings. Whatever `save` returned is on the disk; an individual number never is."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Table, bindparam, select
from sqlalchemy.orm import Session

from app import clock
from app.audit.audit import Audit
from app.errors import StorageFailure
from app.individual_number import masked
from app.prepared import Prepared, added
from app.storage.ballast import Ballast
from app.storage.database import Database
from app.storage.fields import Row
from app.storage.records import Kept, in_utc, tell_server
from models.filing import Entries, Filing, FilingStep, FilingSummary, SecondLook, state_of
from models.tables import FilingRow, FilingVersionRow

_SUMMARY = (
    FilingRow.id, FilingRow.number, FilingRow.name, FilingRow.income_year, FilingRow.step, FilingRow.second_look,
    FilingRow.saved_at,
)  # fmt: skip
_FILING, _VERSION = cast("Table", FilingRow.__table__), cast("Table", FilingVersionRow.__table__)
_ROWS = Kept(_FILING, "T")
_KEEP_VERSION = added(_VERSION)
_LAST_VERSION = Prepared(
    select(_VERSION.c.revision, _VERSION.c.content, _VERSION.c.second_look)
    .where(_VERSION.c.filing_id == bindparam("filing_id"))
    .order_by(_VERSION.c.revision.desc())
    .limit(1)
)
_TWELVE_DIGITS = 10**11  # no amount is as large (app.tax.return_check.MOST)


class Filings:
    """The tax filings of this counter, in the transactions of its store."""

    def __init__(
        self,
        database: Database,
        transaction: Callable[[], AbstractContextManager[Session]],
        audit: Audit,
        ballast: Ballast,
    ) -> None:
        self._database = database
        self._transaction = transaction
        self._audit = audit
        self._fields = database.fields
        self._ballast = ballast

    def save(self, filing: Filing) -> Filing:
        """Keep the filing and tell the outbox, in one transaction; returns it with number, revision and time.

        Refused("saved_elsewhere") where another window or counter has saved it since it was opened.
        """
        return self._ballast.sparing(partial(self._kept, filing))

    def _kept(self, filing: Filing) -> Filing:
        with self._database.saving() as transaction:
            kept = self._save(filing, transaction.cursor)
            self._audit.note("filing.saved", kept.id, within=transaction, step=str(kept.step), revision=kept.revision)
        return kept

    def _save(self, filing: Filing, cursor: Any) -> Filing:
        number = filing.number or _ROWS.number_of(cursor, filing.id)
        before = filing.revision if number else 0
        kept = replace(
            filing,
            number=number or _ROWS.next_number(cursor, filing.created_at),
            entries=_without_numbers(filing.entries),
            revision=before + 1,
            saved_at=clock.now(),
        )
        texts = _texts(kept)
        values = _values(kept) | self._sealed(texts, "filing", kept.id)
        _ROWS.keep(cursor, values, before)
        if kept.step is FilingStep.DONE and texts != self._completed(cursor, kept.id):
            place = ("filing_version", (kept.id, kept.revision))
            _KEEP_VERSION.run(cursor, values | {"filing_id": kept.id} | self._sealed(texts, *place))
        tell_server(cursor, values, filing_id=kept.id)
        return kept

    def _sealed(self, texts: Mapping[str, str], table: str, row: Row) -> dict[str, bytes]:
        return {column: self._fields.seal(text, table, row, column) for column, text in texts.items()}

    def get(self, identity: UUID) -> Filing:
        """StorageFailure("no_such_reception") where there is none."""
        with self._transaction() as session:
            row = session.get(FilingRow, identity)
            if row is None:
                raise StorageFailure("no_such_reception")
            self._audit.note("filing.viewed", identity, within=session)
            return self._filing(row)

    def versions(self, identity: UUID) -> Sequence[Filing]:
        """What the return said at each of its completions, the oldest first."""
        query = (
            select(FilingRow, FilingVersionRow)
            .join(FilingVersionRow, FilingVersionRow.filing_id == FilingRow.id)
            .where(FilingRow.id == identity)
            .order_by(FilingVersionRow.revision)
        )
        with self._transaction() as session:
            found = [self._earlier(row, version) for row, version in session.execute(query)]
            self._audit.note("filing.versions_viewed", identity, within=session, count=len(found))
            return found

    def list(self, limit: int = 2000) -> Sequence[FilingSummary]:
        """Newest first."""
        query = select(*_SUMMARY).order_by(FilingRow.saved_at.desc()).limit(limit)
        with self._transaction() as session:
            return [_summary(row) for row in session.execute(query)]

    def completed(self, name: str, birth_date: str, income_year: int) -> Filing | None:
        """The last completed return of a person for a year: the same name and birth date, character by character."""
        named = select(FilingRow).where(FilingRow.name == name, FilingRow.income_year == income_year)
        query = named.where(FilingRow.step == FilingStep.DONE).order_by(FilingRow.saved_at.desc())
        with self._transaction() as session:
            found = (self._filing(row) for row in session.scalars(query))
            return next((one for one in found if _of_filer(one.entries, "birth_date") == birth_date), None)

    def _completed(self, cursor: Any, identity: UUID) -> dict[str, str] | None:
        """What the return said at its last completion."""
        newest = _LAST_VERSION.run(cursor, {"filing_id": identity}).fetchone()
        if newest is None:
            return None
        place = ("filing_version", (identity, newest[0]))
        found = zip(("content", "second_look"), newest[1:], strict=True)
        return {column: self._fields.open(sealed, *place, column) for column, sealed in found}

    def _filing(self, row: FilingRow) -> Filing:
        return Filing(
            row.id,
            row.number,
            row.counter,
            FilingStep(row.step),
            created_at=in_utc(row.created_at),
            saved_at=in_utc(row.saved_at),
            revision=row.revision,
            language=row.language,
            **self._opened(row, "filing", row.id),
        )

    def _earlier(self, row: FilingRow, version: FilingVersionRow) -> Filing:
        return replace(
            self._filing(row),
            counter=version.counter,
            step=FilingStep.DONE,
            saved_at=in_utc(version.saved_at),
            revision=version.revision,
            **self._opened(version, "filing_version", (row.id, version.revision)),
        )

    def _opened(self, row: FilingRow | FilingVersionRow, table: str, place: Row) -> dict[str, Any]:
        """What the sealed columns of a row say."""
        return {
            "entries": json.loads(self._fields.open(row.content, table, place, "content")),
            "second_look": _look(self._fields.open(row.second_look, table, place, "second_look")),
        }


def _values(filing: Filing) -> dict[str, Any]:
    return {
        "id": filing.id,
        "number": filing.number,
        "counter": filing.counter,
        "step": str(filing.step),
        "name": _of_filer(filing.entries, "name"),
        "income_year": filing.entries["income_year"],
        "language": filing.language,
        "revision": filing.revision,
        "created_at": filing.created_at,
        "saved_at": filing.saved_at,
    }


def _texts(filing: Filing) -> dict[str, str]:
    """What is sealed."""
    return {
        "content": json.dumps(filing.entries, ensure_ascii=False),
        "second_look": _look_text(filing.second_look),
    }


def _of_filer(entries: Entries, key: str) -> str:
    return str(entries.get("filer", {}).get(key, ""))


def _summary(row: Any) -> FilingSummary:
    step = FilingStep(row.step)
    state = state_of(step, checked=bool(row.second_look))
    return FilingSummary(row.id, row.number, row.name, row.income_year, step, state, in_utc(row.saved_at))


def _look_text(look: SecondLook | None) -> str:
    if look is None:
        return ""
    return json.dumps({**vars(look), "at": look.at.isoformat()}, ensure_ascii=False)


def _look(text: str) -> SecondLook | None:
    if not text:
        return None
    facts = json.loads(text)
    return SecondLook(facts["by"], facts["note"], datetime.fromisoformat(facts["at"]))


def _without_numbers(entry: Any) -> Any:
    """Every text with twelve digits in it hidden: there is no place for an individual number in a return's store."""
    if isinstance(entry, dict):
        return {key: _without_numbers(value) for key, value in entry.items()}
    if isinstance(entry, list):
        return [_without_numbers(value) for value in entry]
    if isinstance(entry, int) and entry >= _TWELVE_DIGITS:
        return masked(str(entry))
    return masked(entry) if isinstance(entry, str) else entry
