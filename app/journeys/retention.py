"""How long receptions are kept: deleted by rule, each day, with a record of it; what is kept at all, and why."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cache

from app import clock
from app.access.guard import guarded
from app.errors import Refused
from app.journeys.at_counter import AtCounter
from app.journeys.counter import Counter
from app.paths import RESOURCES, DataFolder
from app.settings import load
from app.storage.purge import Deletion, Purge
from app.tax_import.layout import layout
from models.tables import OFFICE_TABLES

HANDED_OVER, UNTOUCHED = "handed_over", "untouched"
STATISTICS_YEARS = 5
_AT = time(3)
_FARTHEST = timedelta(days=7)


@dataclass(frozen=True)
class KeptDatum:
    """A stored column: what for, from where, how long (facts C-13); `name_ja` is what it holds."""

    table: str
    column: str
    name_ja: str
    purpose: str
    source: str
    kept: str


class Retention(AtCounter):
    """Of one counter. The program itself runs it each day; an administrator at any time."""

    def __init__(self, counter: Counter, folder: DataFolder) -> None:
        super().__init__(counter)
        self._folder = folder

    @property
    def days(self) -> Mapping[str, int]:
        """Rule → the days after which it deletes."""
        settings = load(self._folder.settings).settings
        return {HANDED_OVER: settings.keep_receptions_days, UNTOUCHED: settings.keep_untouched_days}

    def look(self) -> dict[str, int]:
        """How many each rule would delete now; which they are is not told."""
        now = clock.now()
        return {rule: len(self._purge.due(rule, before)) for rule, before in self._rules(now)}

    def tick(self, now: datetime) -> Sequence[Deletion]:
        """What the running window asks for now and then: at the day's first start after three in the morning, and at
        three. Refused where the clock cannot be right: nothing is deleted then.
        """
        if not self._folder.database.exists():
            return ()
        last = self._purge.last()
        if last is not None and _last_three(now) <= last.at <= now:
            return ()
        self._check(now, last)
        return self._run(now)

    @guarded
    def run(self, *, clock_is_right: bool = False) -> Sequence[Deletion]:
        """Delete what is due, now; Refused with what is wrong with the clock, unless it is said to be right."""
        now = clock.now()
        if not clock_is_right:
            self._check(now, self._purge.last())
        return self._run(now)

    @guarded
    def deletions(self) -> Sequence[Deletion]:
        """The records of what was deleted, the newest first."""
        return [one for one in self._purge.deletions() if one.number]

    @guarded
    def kept_data(self) -> Sequence[KeptDatum]:
        """Every column that is stored."""
        return kept_columns()

    @property
    def _purge(self) -> Purge:
        return self._counter.receptions.purge

    def _rules(self, now: datetime) -> Sequence[tuple[str, datetime]]:
        return [(rule, now - timedelta(days=kept)) for rule, kept in self.days.items()]

    def _run(self, now: datetime) -> Sequence[Deletion]:
        made = [self._purge.delete(rule, self._purge.due(rule, before), now) for rule, before in self._rules(now)]
        today = now.astimezone(clock.JAPAN).date()
        self._counter.receptions.tally.forget_before(today.replace(year=today.year - STATISTICS_YEARS, day=1))
        if any(one.number for one in made):
            self._purge.wipe()
        return made

    def _check(self, now: datetime, last: Deletion | None) -> None:
        """A clock that has gone back, or further than a week: what is due is not known."""
        if last is None:
            return
        wrong = "clock_went_back" if now < last.at else "clock_jumped" if now - last.at > _FARTHEST else ""
        if wrong:
            self._counter.receptions.audit.note("records.purge_stopped", result="refused", reason=wrong)
            raise Refused(wrong)


def _last_three(now: datetime) -> datetime:
    """Three o'clock in the morning, Japan's, that has been last."""
    local = now.astimezone(clock.JAPAN)
    three = datetime.combine(local.date(), _AT, clock.JAPAN)
    return three if three <= local else three - timedelta(days=1)


@cache
def kept_columns() -> tuple[KeptDatum, ...]:
    """`resources/kept_data.toml`, and the columns of the office's extract; KeyError for a kind that does not exist."""
    data = tomllib.loads((RESOURCES / "kept_data.toml").read_text(encoding="utf-8"))
    ours = (
        KeptDatum(table, column, entry["name_ja"], **{**data["kinds"][entry["kind"]], **_own(entry)})
        for table, columns in data["tables"].items()
        for column, entry in columns.items()
    )
    return (*ours, *_office_columns(data["kinds"]["import"]["kept"]))


def _own(entry: Mapping[str, str]) -> dict[str, str]:
    """What a column says beside its kind."""
    return {key: value for key, value in entry.items() if key not in ("name_ja", "kind")}


def _office_columns(kept: str) -> Iterator[KeptDatum]:
    """Each file says what it is for; what we add to its rows is for finding them."""
    for file in layout().files:
        named = {column.field: column.name for column in file.columns}
        for column in (one.name for one in OFFICE_TABLES[file.row].columns):
            told = named.get(column, "さがすための控え・取込みの番号")
            yield KeptDatum(file.row.table, column, told, file.purpose, "税務システムの抽出データ", kept)
