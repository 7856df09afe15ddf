"""Counts without names: what the receptions completed on a day were about, and how long each step took.

Counted in the transaction of the first completion, and never again: a correction is no second visitor. How long a step
took is read from the trail, where every save says its step; nothing of it names anybody.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from itertools import pairwise
from typing import Any, cast

from sqlalchemy import Table, bindparam, delete, func, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from app import clock
from app.prepared import Prepared
from models.reception import Reception
from models.statistics import Count, Kind, Span
from models.tables import AuditRow, TallyRow

_TALLY, _TRAIL = cast("Table", TallyRow.__table__), cast("Table", AuditRow.__table__)
_LONGEST = 30 * 60  # seconds: who comes back after more has done something else meanwhile
_NAMED: dict[str, Any] = {column.name: bindparam(column.name) for column in _TALLY.c}
_NEW = insert(_TALLY).values(_NAMED)
_ADD = Prepared(
    _NEW.on_conflict_do_update(
        index_elements=["day", "counter", "kind", "key"],
        set_={name: _TALLY.c[name] + _NEW.excluded[name] for name in ("times", "seconds")},
    )
)
_SAVES = Prepared(
    select(_TRAIL.c.at, _TRAIL.c.facts)
    .where(_TRAIL.c.subject == bindparam("subject"), _TRAIL.c.action == bindparam("action"))
    .order_by(_TRAIL.c.seq)
)
_GROUPED = {Span.DAY: 10, Span.MONTH: 7, Span.YEAR: 4}
"""Characters of an ISO day that name the span."""


def count(cursor: Any, done: Reception, subject: str) -> None:
    """A reception is complete for the first time; `subject` is what the trail calls it."""
    day = done.saved_at.astimezone(clock.JAPAN).date().isoformat()
    for kind, key, seconds in _counted(cursor, done, subject):
        told = {"day": day, "counter": done.counter, "kind": kind.value, "key": key, "times": 1, "seconds": seconds}
        _ADD.run(cursor, told)


def _counted(cursor: Any, done: Reception, subject: str) -> Iterator[tuple[Kind, str, int]]:
    steps = list(_steps(cursor, done, subject))
    yield Kind.ALL, "", sum(seconds for _, seconds in steps)
    yield Kind.EVENT, str(done.case.event), 0
    yield Kind.LANGUAGE, done.case.language, 0
    yield from ((Kind.PROCEDURE, one, 0) for one in done.procedures)
    yield from ((Kind.FORM, one, 0) for one in done.forms)
    yield from ((Kind.STEP, step, seconds) for step, seconds in steps)


def _steps(cursor: Any, done: Reception, subject: str) -> Iterator[tuple[str, int]]:
    """Seconds at each step, as its saves tell; a pause is not counted longer than half an hour."""
    rows = _SAVES.run(cursor, {"subject": subject, "action": "reception.saved"}).fetchall()
    saves = [(datetime.fromisoformat(at), str(json.loads(facts).get("step", ""))) for at, facts in rows]
    at_steps: dict[str, int] = {}
    for (began, step), (ended, _) in pairwise([*saves, (done.saved_at, "")]):
        seconds = min(max(int((ended - began).total_seconds()), 0), _LONGEST)
        at_steps[step] = at_steps.get(step, 0) + seconds
    yield from at_steps.items()


class Tally:
    """The counts of this store."""

    def __init__(self, transaction: Callable[[], AbstractContextManager[Session]]) -> None:
        self._transaction = transaction

    def counts(self, kind: Kind, since: date, until: date, span: Span) -> Sequence[Count]:
        """Both days included; by span and key, the oldest first. Counters are keys of `Kind.COUNTER`."""
        counted, key = (Kind.ALL, TallyRow.counter) if kind is Kind.COUNTER else (kind, TallyRow.key)
        when = func.substr(TallyRow.day, 1, _GROUPED[span])
        query = (
            select(when, key, func.sum(TallyRow.times), func.sum(TallyRow.seconds))
            .where(TallyRow.kind == counted.value, TallyRow.day.between(since.isoformat(), until.isoformat()))
            .group_by(when, key)
            .order_by(when, key)
        )
        with self._transaction() as session:
            return [Count(*row) for row in session.execute(query)]

    def forget_before(self, day: date) -> None:
        """Counts whose years are over."""
        with self._transaction() as session:
            session.execute(delete(TallyRow).where(TallyRow.day < day.isoformat()))
