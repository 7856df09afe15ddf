"""Taking in the office's extract: laid beside the current rows in short steps, made current in one transaction.

A counter goes on saving receptions meanwhile, because no step holds the database for long; and whatever stops the
work (cancel, kill, full disk) leaves what was current untouched, because nothing but the last step is seen.
"""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from threading import RLock

import sqlalchemy as sa
from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

from app import clock
from app.errors import Refused, StorageFailure
from app.paths import DataFolder
from app.search_keys import address_key, kana_key
from app.storage.failures import known_failures
from app.storage.tax_difference import FileDifference, difference
from models.office import Addressee, OfficeDependant, OfficeRow, OfficeValue
from models.tables import OFFICE_TABLES, OfficeImportRow

RESERVE = 20 << 20
"""Bytes that an extract leaves free on the disk: a counter must go on saving, and what was begun must be swept."""

Told = Callable[[Session, int], None]
_SWEEP = 5000
_KEPT = ("current", "previous")
_NAME, _KANA, _ADDRESS = 2, 1, 6  # where they stand in a row of addressees


class Intake:
    """One extract on its way in: `begin`, `add`…, `difference`, then `apply` or `discard`; `undo` goes back by one."""

    def __init__(self, engine: Engine, folder: DataFolder, one: RLock) -> None:
        self._engine = engine
        self._folder = folder
        self._one = one
        self._generation = 0
        self._counts: Counter[str] = Counter()

    def begin(self) -> None:
        """Sweep what an interrupted taking-in left, and open a new generation that nobody sees.

        StorageFailure("disk_full") where only the room is left that the counter needs for its receptions.
        """
        with self._writing() as session:
            session.execute(
                sa.update(OfficeImportRow).where(OfficeImportRow.state == "staged").values(state="discarded")
            )
        self._sweep()
        self._check_room()
        with self._writing() as session:
            newest = session.scalar(sa.select(sa.func.max(OfficeImportRow.generation))) or 0
            self._generation = newest + 1
            session.add(OfficeImportRow(
                generation=self._generation, state="staged", taken_at=clock.now(), counts="{}", present=True,
            ))  # fmt: skip

    def add(self, row: type[OfficeRow], rows: Sequence[tuple[OfficeValue, ...]]) -> None:
        """Lay checked rows beside the current ones; StorageFailure("disk_full") as in `begin`.

        Refused("overtaken") where another taking-in began meanwhile.
        """
        self._check_room()
        table = OFFICE_TABLES[row]
        statement = str(sa.insert(table).compile(dialect=self._engine.dialect))
        stored = [(self._generation, *values, *_search_keys(row, values)) for values in rows]
        with self._writing() as session:
            self._mine(session)
            session.connection().exec_driver_sql(statement, stored)
        self._counts[row.table] += len(rows)

    def difference(self) -> Sequence[FileDifference]:
        """What would be new, changed and removed, file by file."""
        with self._one, known_failures(), self._engine.connect() as connection:
            return difference(connection.execution_options(reading=True), self._generation)

    def dependants_of_two(self, samples: int) -> tuple[int, tuple[tuple[str, ...], ...]]:
        """How many people are dependants of more than one taxpayer in a year; numbers and years of some."""
        table = OFFICE_TABLES[OfficeDependant]
        person = (table.c.number, table.c.income_year)
        mine = sa.select(*person).where(table.c.generation == self._generation, table.c.supporter != "")
        by_number = mine.where(table.c.number != "").group_by(*person)
        by_name = mine.where(table.c.number == "", table.c.birth_date.is_not(None))
        unnumbered = by_name.group_by(table.c.income_year, table.c.name, table.c.birth_date)
        several = sa.func.count(table.c.supporter.distinct()) > 1
        every = sa.union_all(by_number.having(several), unnumbered.having(several)).subquery()
        with self._one, known_failures(), self._engine.connect() as connection:
            reading = connection.execution_options(reading=True)
            count = reading.scalar(sa.select(sa.func.count()).select_from(every)) or 0
            some = reading.execute(sa.select(every).limit(samples)).all() if count else []
        return count, tuple(tuple(map(str, row)) for row in some)

    def apply(self, told: Told | None = None) -> int:
        """Make it current, and what was current the one to go back to; returns the number of the taking-in.

        `told` hears of it within the transaction, to note it in the trail.
        """
        with self._writing() as session:
            staged = self._mine(session)
            _move(session, "previous", "replaced")
            _move(session, "current", "previous")
            staged.state = "current"
            staged.counts = json.dumps(self._counts)
            if told is not None:
                told(session, self._generation)
        self._sweep_later()
        return self._generation

    def discard(self) -> None:
        """Leave everything as it was. A disk too full even for that is left to the next `begin`."""
        with suppress(StorageFailure):
            with self._writing() as session:
                session.execute(
                    _one(self._generation).where(OfficeImportRow.state == "staged").values(state="discarded")
                )
            self._sweep()

    def undo(self, told: Told | None = None) -> int:
        """Go back to what was current before the last taking-in; returns the number of the one that was taken back.

        `told` as in `apply`. Refused("nothing_to_undo") where there is none, or where it was taken back already.
        """
        with self._writing() as session:
            current = session.scalar(sa.select(OfficeImportRow).where(OfficeImportRow.state == "current"))
            undone = session.scalar(
                sa.select(sa.func.max(OfficeImportRow.generation)).where(OfficeImportRow.state == "undone")
            )
            if current is None or (undone or 0) > current.generation:
                raise Refused("nothing_to_undo")
            current.state = "undone"
            session.flush()
            _move(session, "previous", "current")
            taken_back = current.generation
            if told is not None:
                told(session, taken_back)
        self._sweep_later()
        return taken_back

    @contextmanager
    def _writing(self) -> Iterator[Session]:
        with self._one, known_failures(), Session(self._engine) as session, session.begin():
            yield session

    def _check_room(self) -> None:
        if shutil.disk_usage(self._folder.root).free < RESERVE:
            raise StorageFailure("disk_full")

    def _mine(self, session: Session) -> OfficeImportRow:
        staged = session.get(OfficeImportRow, self._generation)
        if staged is None or staged.state != "staged":
            raise Refused("overtaken")
        return staged

    def _sweep_later(self) -> None:
        """What was decided is done; where the disk does not let the sweeping end, the next `begin` ends it."""
        with suppress(StorageFailure):
            self._sweep()

    def _sweep(self) -> None:
        """Take away the rows of every generation that is neither current nor kept nor staged, in short steps."""
        gone = sa.select(OfficeImportRow.generation).where(
            OfficeImportRow.present, OfficeImportRow.state.not_in((*_KEPT, "staged"))
        )
        with self._writing() as session:
            generations = session.scalars(gone).all()
        for generation in generations:
            for table in OFFICE_TABLES.values():
                while self._swept(table, generation) == _SWEEP:
                    pass
            with self._writing() as session:
                session.execute(_one(generation).values(present=False))

    def _swept(self, table: sa.Table, generation: int) -> int:
        row: sa.ColumnClause[int] = sa.literal_column("rowid")
        some = sa.select(row).select_from(table).where(table.c.generation == generation).limit(_SWEEP)
        with self._writing() as session:
            return _changed(session.connection(), sa.delete(table).where(row.in_(some)))


def _search_keys(row: type[OfficeRow], values: tuple[OfficeValue, ...]) -> tuple[str, ...]:
    """Of an addressee the keys to search by; who has no kana is found by the letters of his name."""
    if row is not Addressee:
        return ()
    return kana_key(str(values[_KANA] or values[_NAME])), address_key(str(values[_ADDRESS]))


def _one(generation: int) -> sa.Update:
    return sa.update(OfficeImportRow).where(OfficeImportRow.generation == generation)


def _move(session: Session, before: str, after: str) -> None:
    session.execute(sa.update(OfficeImportRow).where(OfficeImportRow.state == before).values(state=after))


def _changed(connection: Connection, statement: sa.Delete) -> int:
    return connection.execute(statement).rowcount
