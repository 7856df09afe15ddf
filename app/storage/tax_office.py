"""What the office already holds of a filer: finding the person, and the rows of the current taking-in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields
from datetime import date
from enum import StrEnum
from threading import RLock
from typing import Any, Self, TypeVar, get_args, get_type_hints

import sqlalchemy as sa
from sqlalchemy import Connection

from app.paths import DataFolder
from app.search_keys import address_key, kana_key, number_key
from app.storage.database import Database, open_database
from app.storage.failures import known_failures
from app.storage.tax_intake import Intake
from models.office import (
    OFFICE_ROWS,
    Addressee,
    FilerQuery,
    OfficeRow,
    OfficeValue,
)
from models.partial_date import PartialDate
from models.tables import OFFICE_TABLES, OfficeImportRow

_R = TypeVar("_R", bound=OfficeRow)
_LAST = "\U0010ffff"
_CURRENT = sa.select(OfficeImportRow.generation).where(OfficeImportRow.state == "current").scalar_subquery()


class TaxOffice:
    """The extract as it was last taken in, over one connection: callers of several threads wait for each other."""

    def __init__(self, database: Database, folder: DataFolder) -> None:
        self._engine = database.engine
        self._folder = folder
        self._one = RLock()

    @classmethod
    def open(cls, folder: DataFolder) -> Self:
        return cls(open_database(folder), folder)

    def close(self) -> None:
        self._engine.dispose()

    def intake(self) -> Intake:
        """The way in for the next extract, and back to the one before."""
        return Intake(self._engine, self._folder, self._one)

    def find(self, query: FilerQuery, limit: int = 50) -> Sequence[Addressee]:
        """Who fits all that is asked, by birth date, kana or address; nobody where nothing is asked."""
        table = OFFICE_TABLES[Addressee]
        asked = list(_conditions(table, query))
        if not asked:
            return []
        chosen = self._select(Addressee).where(*asked).order_by(*_order(table, query)).limit(limit)
        return self._rows(Addressee, chosen)

    def addressee(self, number: str) -> Addressee | None:
        return next(iter(self.rows(Addressee, number=number)), None)

    def rows(self, row: type[_R], **where: OfficeValue) -> Sequence[_R]:
        """The rows of a kind whose fields have these values (`number="1001", income_year=2025`), in the key's order."""
        table = OFFICE_TABLES[row]
        wanted = [table.c[field] == value for field, value in where.items()]
        return self._rows(row, self._select(row).where(*wanted).order_by(*(table.c[name] for name in row.key)))

    @staticmethod
    def _select(row: type[OfficeRow]) -> sa.Select[Any]:
        table = OFFICE_TABLES[row]
        return sa.select(*(table.c[field.name] for field in fields(row))).where(table.c.generation == _CURRENT)

    def _rows(self, row: type[_R], query: sa.Select[Any]) -> Sequence[_R]:
        with self._reading() as connection:
            return [_built(row, values) for values in connection.execute(query)]

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._one, known_failures(), self._engine.connect() as connection:
            yield connection.execution_options(reading=True)


def _conditions(table: sa.Table, query: FilerQuery) -> Iterator[sa.ColumnElement[bool]]:
    if query.number:
        yield table.c.number == number_key(query.number)
    if query.kana:
        yield _begins(table.c.kana_key, kana_key(query.kana))
    if query.birth_date:
        yield table.c.birth_date.in_(_as_recorded(query.birth_date))
    if query.address:
        yield _begins(table.c.address_key, address_key(query.address))


def _order(table: sa.Table, query: FilerQuery) -> list[sa.Column[Any]]:
    """The order of the index that answers, so that the first of thousands come at once."""
    if query.address and not query.kana:
        return [table.c.address_key]
    if query.birth_date:
        return [table.c.birth_date, table.c.kana_key]
    return [table.c.kana_key, table.c.birth_date] if query.kana else [table.c.number]


def _begins(column: sa.Column[str], key: str) -> sa.ColumnElement[bool]:
    """As a range, which an index answers."""
    return column.between(key, key + _LAST)


def _as_recorded(day: PartialDate) -> list[str]:
    """The day, and how a record says it that knows less of it."""
    return sorted({str(day), str(PartialDate(day.year, day.month)), str(PartialDate(day.year))})


def _hints(row: type[OfficeRow]) -> list[Any]:
    hints = get_type_hints(row)
    return [hints[field.name] for field in fields(row)]


def _built(row: type[_R], values: Sequence[Any]) -> _R:
    made = [None if value is None else make(value) for make, value in zip(_MAKERS[row], values, strict=True)]
    return row(*made)


def _maker(hint: Any) -> Callable[[Any], Any]:
    """What makes a field's value of the stored one."""
    kind = next((one for one in get_args(hint) if one is not type(None)), hint)
    if kind is PartialDate:
        return PartialDate.parse
    if kind is date:
        return date.fromisoformat
    return kind if issubclass(kind, StrEnum) or kind is bool else _same


def _same(value: Any) -> Any:
    return value


_MAKERS = {row: [_maker(hint) for hint in _hints(row)] for row in OFFICE_ROWS}
