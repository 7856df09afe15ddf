"""A reception as rows, and back: which columns it has, which of them are sealed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from app.case_file import case_from_json, case_text
from app.individual_number import without_numbers
from app.storage.fields import Fields, Row
from app.storage.records import in_utc
from models.reception import Reception, ReceptionSummary, Release, State, Step
from models.tables import ReceptionRow, ReceptionVersionRow

SUMMARY = tuple(
    getattr(ReceptionRow, name)
    for name in (
        "id", "number", "name", "event", "step", "saved_at", "created_at", "counter", "state", "section", "assignee",
    )
)  # fmt: skip
"""What the record list shows: a list of thousands leaves the content of each where it is."""


def summary(row: Any) -> ReceptionSummary:
    """Of a row with the columns of `SUMMARY`."""
    identity, number, name, event, step, saved_at, created_at, counter, state, section, assignee = row
    return ReceptionSummary(
        identity, number, name, event, Step(step), in_utc(saved_at), in_utc(created_at), counter, State(state), section,
        assignee,
    )  # fmt: skip


def reception(fields: Fields, row: Any) -> Reception:
    """The reception as it stands now."""
    return Reception(
        row.id,
        row.number,
        row.counter,
        Step(row.step),
        created_at=in_utc(row.created_at),
        saved_at=in_utc(row.saved_at),
        revision=row.revision,
        procedures=tuple(filter(None, row.procedures.split(","))),
        **_opened(fields, row, "reception", row.id),
    )


def earlier(fields: Fields, row: ReceptionRow, version: ReceptionVersionRow) -> Reception:
    """The reception as it was at one of its completions."""
    return Reception(
        row.id,
        row.number,
        version.counter,
        Step.DONE,
        created_at=in_utc(row.created_at),
        saved_at=in_utc(version.saved_at),
        revision=version.revision,
        **_opened(fields, version, "reception_version", (row.id, version.revision)),
    )


def stored(connection: Connection, fields: Fields) -> Iterator[tuple[Reception, Mapping[str, Any]]]:
    """Every reception with its row."""
    for (identity,) in connection.execute(select(ReceptionRow.id)).all():
        row = connection.execute(select(*ReceptionRow.__table__.c).where(ReceptionRow.id == identity)).one()
        yield reception(fields, row), row._asdict()


def values(one: Reception) -> dict[str, object]:
    """The columns that anyone with the key of the file can read."""
    people = one.case.moving or one.case.members
    return {
        "id": one.id,
        "number": one.number,
        "counter": one.counter,
        "step": str(one.step),
        "event": str(one.case.event),
        "name": people[0].name if people else "",
        "forms": ",".join(one.forms),
        "procedures": ",".join(one.procedures),
        "state": str(State.RECEIVED),
        "section": "",
        "assignee": "",
        "revision": one.revision,
        "created_at": one.created_at,
        "saved_at": one.saved_at,
    }


def texts(one: Reception) -> dict[str, str]:
    """What is sealed. A number that somebody typed where none belongs (a note, a sheet) is hidden first."""
    return {
        "content": without_numbers(case_text(one.case)),
        "release": without_numbers(_release_text(one.release)),
        "edits": without_numbers(json.dumps(one.edits, ensure_ascii=False)) if one.edits else "",
    }


def sealed(fields: Fields, said: Mapping[str, str], table: str, row: Row) -> dict[str, bytes]:
    """The texts as they are stored in this row."""
    return {column: fields.seal(text, table, row, column) for column, text in said.items()}


def _opened(fields: Fields, row: Any, table: str, place: Row) -> dict[str, Any]:
    """What the sealed columns of a row say, and which forms it had."""
    return {
        "case": case_from_json(json.loads(fields.open(row.content, table, place, "content"))),
        "release": _release(fields.open(row.release, table, place, "release")),
        "edits": json.loads(fields.open(row.edits, table, place, "edits") or "{}"),
        "forms": tuple(filter(None, row.forms.split(","))),
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
