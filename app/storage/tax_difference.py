"""How a new generation of the extract differs from the current one: counts, and a few keys to look at.

Samples name rows and columns, never values: who takes an extract in need not see what stands in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from models.office import OFFICE_ROWS, OfficeRow
from models.tables import OFFICE_TABLES, OfficeImportRow

_SAMPLES = 5
Key = tuple[str, ...]


@dataclass(frozen=True)
class FileDifference:
    """One file: its rows, and how many of them are new, changed (same key, other content) and unchanged."""

    row: type[OfficeRow]
    rows: int
    new: int
    changed: int
    removed: int
    new_samples: tuple[Key, ...] = ()
    changed_samples: tuple[tuple[Key, tuple[str, ...]], ...] = ()
    removed_samples: tuple[Key, ...] = ()

    @property
    def before(self) -> int:
        """Rows of the file that is current now."""
        return self.rows - self.new + self.removed

    @property
    def unchanged(self) -> int:
        return self.rows - self.new - self.changed


def difference(connection: Connection, staged: int) -> Sequence[FileDifference]:
    current = connection.scalar(sa.select(OfficeImportRow.generation).where(OfficeImportRow.state == "current")) or 0
    return [_Pair(connection, row, current, staged).difference() for row in OFFICE_ROWS]


class _Pair:
    """The rows of one file in two generations, side by side."""

    def __init__(self, connection: Connection, row: type[OfficeRow], before: int, after: int) -> None:
        self._connection = connection
        self._row = row
        self._old = OFFICE_TABLES[row].alias("old")
        self._new = OFFICE_TABLES[row].alias("new")
        self._is_old = self._old.c.generation == before
        self._is_new = self._new.c.generation == after
        self._same_key = sa.and_(*(self._old.c[name] == self._new.c[name] for name in row.key))
        self._content = [field.name for field in fields(row) if field.name not in row.key]

    def difference(self) -> FileDifference:
        rows, before = self._count(self._new, self._is_new), self._count(self._old, self._is_old)
        matched, changed = self._matched()
        return FileDifference(
            self._row, rows, rows - matched, changed, before - matched,
            tuple(self._alone(self._new, self._is_new, self._is_old)) if rows > matched else (),
            tuple(self._changed()) if changed else (),
            tuple(self._alone(self._old, self._is_old, self._is_new)) if before > matched else (),
        )  # fmt: skip

    def _differs(self, name: str) -> sa.ColumnElement[bool]:
        return self._old.c[name].is_distinct_from(self._new.c[name])

    def _both(self, *columns: sa.ColumnElement[Any]) -> sa.Select[Any]:
        joined = self._new.join(self._old, sa.and_(self._is_old, self._same_key))
        return sa.select(*columns).select_from(joined).where(self._is_new)

    def _matched(self) -> tuple[int, int]:
        """How many keys stand in both, and how many of these differ in content."""
        differs = sa.case((sa.or_(*map(self._differs, self._content)), 1), else_=0)
        matched, changed = self._connection.execute(self._both(sa.func.count(), sa.func.sum(differs))).one()
        return matched, changed or 0

    def _count(self, table: sa.FromClause, generation: sa.ColumnElement[bool]) -> int:
        return self._connection.scalar(sa.select(sa.func.count()).select_from(table).where(generation)) or 0

    def _alone(self, here: sa.FromClause, mine: sa.ColumnElement[bool], other: sa.ColumnElement[bool]) -> Iterator[Key]:
        """Keys of one generation that the other does not have."""
        keys = sa.select(*(here.c[name] for name in self._row.key)).where(
            mine, ~sa.exists().where(other, self._same_key)
        )
        for key in self._connection.execute(keys.limit(_SAMPLES)):
            yield self._shown(key)

    def _changed(self) -> Iterator[tuple[Key, tuple[str, ...]]]:
        """Keys whose content differs, with the columns in which it does."""
        keys = [self._new.c[name] for name in self._row.key]
        differs = [self._differs(name) for name in self._content]
        for values in self._connection.execute(self._both(*keys, *differs).where(sa.or_(*differs)).limit(_SAMPLES)):
            flags = zip(self._content, values[len(keys) :], strict=True)
            yield self._shown(values), tuple(name for name, flag in flags if flag)

    def _shown(self, values: Sequence[object]) -> Key:
        """The key's numbers: where a name is part of it, it stays where it is."""
        return tuple(str(value) for name, value in zip(self._row.key, values, strict=False) if name != "name")
