"""When a procedure is due: the clocks of its file, run on the days of the case."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from app.procedures.calendar import last_day
from app.procedures.meets import applies, whose
from app.procedures.rule import Clock, Rule
from models.case import Case, Member

_WEEKDAYS = "月火水木金土日"


@dataclass(frozen=True)
class Due:
    """The day (None where there is none), the rule in words with every clock's day, and what it still depends on."""

    on: date | None
    rule: str
    open: tuple[str, ...]


def due(rule: Rule, case: Case, members: Sequence[int]) -> Due:
    """The earliest of the clocks that count; those with words are named with their days."""
    running = [clock for clock in rule.deadline.clocks if applies(clock, case, members)]
    days = [(clock, _last(clock, case, members)) for clock in running]
    counted = [day for clock, day in days if day and clock.counts]
    missing = tuple(clock.start for clock, day in days if day is None and clock.expected)
    named = [f"{clock.words}：{written(day)}まで" for clock, day in days if day and clock.words]
    return Due(min(counted, default=None), "　".join([rule.deadline.rule, *named]), missing)


def written(day: date) -> str:
    """`2026年12月5日（土）`."""
    return f"{day.year}年{day.month}月{day.day}日（{_WEEKDAYS[day.weekday()]}）"


def _last(clock: Clock, case: Case, members: Sequence[int]) -> date | None:
    return min((last_day(start, clock.days, clock.moves) for start in _starts(clock, case, members)), default=None)


def _starts(clock: Clock, case: Case, members: Sequence[int]) -> Iterator[date]:
    """The clock's first days: the case's one, or one of each person."""
    of_persons = hasattr(Member, clock.start)
    holders = [case.members[index] for index in whose(clock, case, members)] if of_persons else [case]
    for holder in holders:
        start: date | None = getattr(holder, clock.start)
        if start is not None:
            yield start
