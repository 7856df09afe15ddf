"""Statements of the save path: built from the tables once, run bare, because a save is what a clerk waits for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Table, bindparam, insert, update
from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.orm import Session
from sqlalchemy.sql.expression import ClauseElement


class Prepared:
    """A statement with named values, for the local database alone."""

    def __init__(self, statement: ClauseElement) -> None:
        compiled: Any = statement.compile(dialect=dialect(paramstyle="qmark"))
        self._text = compiled.string
        self._names: tuple[str, ...] = tuple(compiled.positiontup or ())
        self._fixed = {name: value for name, value in compiled.params.items() if value is not None}

    def run(self, cursor: Any, values: Mapping[str, object]) -> Any:
        """The cursor, as the driver gives it back."""
        given = {**values, **self._fixed} if self._fixed else values
        return cursor.execute(self._text, [_stored(given[name]) for name in self._names])


@dataclass(frozen=True)
class Bare:
    """An open transaction on the driver alone: what a save runs in."""

    cursor: Any


def cursor_of(transaction: Session | Bare) -> Any:
    """The driver's own cursor within a transaction: what it runs is kept or undone together with the rest."""
    return transaction.cursor if isinstance(transaction, Bare) else transaction.connection().connection.cursor()


def added(table: Table, **reckoned: ColumnElement[Any]) -> Prepared:
    """INSERT of a whole row; what is `reckoned` the database finds by itself."""
    given: dict[str, Any] = {column.name: bindparam(column.name) for column in table.columns}
    return Prepared(insert(table).values(given | reckoned).inline())


def changed(table: Table, constant: Sequence[str]) -> Prepared:
    """UPDATE of a record that still has the revision `before`; `rowcount` is 0 where it has another, or is not there.

    What is `constant` since the first save is left as it is.
    """
    kept: dict[str, Any] = {
        column.name: bindparam(column.name) for column in table.columns if column.name not in constant
    }
    mine = (table.c.id == bindparam("of_id"), table.c.revision == bindparam("before"))
    return Prepared(update(table).where(*mine).values(kept))


def _stored(value: object) -> object:
    """As SQLAlchemy's own types store it in SQLite: the readers go through them."""
    change = _CHANGED.get(type(value))
    return change(value) if change else value


_CHANGED: Mapping[type, Callable[[Any], str]] = {
    UUID: lambda value: value.hex,
    datetime: lambda value: value.replace(tzinfo=None).isoformat(" ", "microseconds"),
}
