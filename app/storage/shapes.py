"""Which columns of a record other counters are told, and how: receptions and filings alike."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app.storage.fields import Fields, Row
from app.storage.records import in_utc
from models.tables import FilingRow, FilingVersionRow, ReceptionRow, ReceptionVersionRow
from models.told import Kind, Told

DONE = "done"
"""The last step of either kind."""


@dataclass(frozen=True)
class Shape:
    """`record` and `version` are tables; `owner` is the version's column with the record's id.

    `plain` and `sealed` columns stand in a version too: they are told as they were at the save, the same at every
    sending. `about` may have changed since, and is only said beside them.
    """

    kind: Kind
    record: type[Any]
    version: type[Any]
    owner: str
    plain: tuple[str, ...]
    sealed: tuple[str, ...]
    about: tuple[str, ...]

    @property
    def version_table(self) -> str:
        return f"{self.kind.value}_version"

    def told(self, fields: Fields, save: UUID, record: Any, version: Any, more: dict[str, Any]) -> Told:
        """The record as it stands, or its completed `version`; `more` is what the row of the outbox knows."""
        source = version or record
        table, row = (self.version_table, (record.id, version.revision)) if version else (self.kind.value, record.id)
        step = DONE if version else record.step
        content = {"number": record.number, "created_at": in_utc(record.created_at).isoformat(), "step": step}
        content |= {name: getattr(source, name) for name in self.plain}
        content |= {name: fields.open(getattr(source, name), table, row, name) for name in self.sealed}
        about = {key: content[key] for key in ("number", "created_at", "step")} | {
            name: getattr(record, name) for name in self.about
        }
        known = {"sequence": 0, "revision": source.revision} | more
        return Told(
            save,
            self.kind,
            record.id,
            source.counter,
            saved_at=in_utc(source.saved_at),
            finished=step == DONE,
            content=_text(content),
            summary=_text(about),
            **known,
        )

    def columns(self, fields: Fields, told: Told) -> dict[str, object]:
        """What was told, as the record's own columns."""
        content, about = json.loads(told.content), json.loads(told.summary)
        values = {name: about[name] for name in self.about} | {name: content[name] for name in ("step", *self.plain)}
        return values | self.sealed_columns(fields, told, self.kind.value, told.record)

    def sealed_columns(self, fields: Fields, told: Told, table: str, row: Row) -> dict[str, object]:
        content = json.loads(told.content)
        return {name: fields.seal(content[name], table, row, name) for name in self.sealed}


SHAPES = {
    one.kind: one
    for one in (
        Shape(
            Kind.RECEPTION, ReceptionRow, ReceptionVersionRow, "reception_id",
            ("forms",), ("content", "release", "edits"),
            ("name", "event", "procedures", "state", "section", "assignee"),
        ),
        Shape(
            Kind.FILING, FilingRow, FilingVersionRow, "filing_id",
            (), ("content", "second_look"), ("name", "income_year", "language"),
        ),
    )
}  # fmt: skip


def _text(facts: dict[str, Any]) -> str:
    return json.dumps(facts, ensure_ascii=False, sort_keys=True)
