"""Saving and finding tax filings. Whatever `save` returned is on the disk; an individual number never is."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.audit.audit import Audit
from app.errors import Refused, StorageFailure
from app.individual_number import masked
from app.storage.records import in_utc, next_number, outbox_row
from models.filing import Entries, Filing, FilingStep, FilingSummary, SecondLook, state_of
from models.tables import FilingRow, FilingVersionRow

_SUMMARY = (
    FilingRow.id, FilingRow.number, FilingRow.name, FilingRow.income_year, FilingRow.step, FilingRow.second_look,
    FilingRow.saved_at,
)  # fmt: skip
_KIND = "T"
_TWELVE_DIGITS = 10**11  # no amount is as large (app.tax.return_check.MOST)


class Filings:
    """The tax filings of this counter, in the transactions of its store."""

    def __init__(self, transaction: Callable[[], AbstractContextManager[Session]], audit: Audit) -> None:
        self._transaction = transaction
        self._audit = audit

    def save(self, filing: Filing) -> Filing:
        """Keep the filing and tell the outbox, in one transaction; returns it with number, revision and time.

        Refused("saved_elsewhere") where another window or counter has saved it since it was opened.
        """
        with self._transaction() as session:
            row = session.get(FilingRow, filing.id)
            if row is not None and row.revision != filing.revision:
                raise Refused("saved_elsewhere")
            kept = replace(
                filing,
                number=row.number if row else next_number(session, FilingRow.number, filing.created_at, _KIND),
                entries=_without_numbers(filing.entries),
                revision=row.revision + 1 if row else 1,
                saved_at=clock.now(),
            )
            values = _values(kept)
            session.merge(FilingRow(**values))
            session.flush()
            if kept.step is FilingStep.DONE:
                _keep_version(session, values)
            session.add(outbox_row(session, kept.counter, values, kept.saved_at, filing_id=kept.id))
            self._audit.note("filing.saved", kept.id, within=session, step=str(kept.step), revision=kept.revision)
        return kept

    def get(self, identity: UUID) -> Filing:
        """StorageFailure("no_such_reception") where there is none."""
        with self._transaction() as session:
            row = session.get(FilingRow, identity)
            if row is None:
                raise StorageFailure("no_such_reception")
            self._audit.note("filing.viewed", identity, within=session)
            return _filing(row)

    def versions(self, identity: UUID) -> Sequence[Filing]:
        """What the return said at each of its completions, the oldest first."""
        query = (
            select(FilingRow, FilingVersionRow)
            .join(FilingVersionRow, FilingVersionRow.filing_id == FilingRow.id)
            .where(FilingRow.id == identity)
            .order_by(FilingVersionRow.revision)
        )
        with self._transaction() as session:
            found = [_earlier(row, version) for row, version in session.execute(query)]
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
            found = (_filing(row) for row in session.scalars(query))
            return next((one for one in found if _of_filer(one.entries, "birth_date") == birth_date), None)


def _keep_version(session: Session, values: dict[str, Any]) -> None:
    """A completion that says something new is kept for good."""
    told = select(FilingVersionRow.content, FilingVersionRow.second_look)
    mine = told.where(FilingVersionRow.filing_id == values["id"])
    newest = session.execute(mine.order_by(FilingVersionRow.revision.desc()).limit(1)).first()
    if newest is None or tuple(newest) != (values["content"], values["second_look"]):
        kept = ("revision", "counter", "content", "second_look", "saved_at")
        session.add(FilingVersionRow(filing_id=values["id"], **{key: values[key] for key in kept}))


def _values(filing: Filing) -> dict[str, Any]:
    return {
        "id": filing.id,
        "number": filing.number,
        "counter": filing.counter,
        "step": str(filing.step),
        "name": _of_filer(filing.entries, "name"),
        "income_year": filing.entries["income_year"],
        "language": filing.language,
        "content": json.dumps(filing.entries, ensure_ascii=False),
        "second_look": _look_text(filing.second_look),
        "revision": filing.revision,
        "created_at": filing.created_at,
        "saved_at": filing.saved_at,
    }


def _of_filer(entries: Entries, key: str) -> str:
    return str(entries.get("filer", {}).get(key, ""))


def _filing(row: FilingRow) -> Filing:
    return Filing(
        row.id,
        row.number,
        row.counter,
        FilingStep(row.step),
        json.loads(row.content),
        in_utc(row.created_at),
        in_utc(row.saved_at),
        row.revision,
        row.language,
        _look(row.second_look),
    )


def _earlier(row: FilingRow, version: FilingVersionRow) -> Filing:
    return replace(
        _filing(row),
        counter=version.counter,
        step=FilingStep.DONE,
        entries=json.loads(version.content),
        saved_at=in_utc(version.saved_at),
        revision=version.revision,
        second_look=_look(version.second_look),
    )


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
