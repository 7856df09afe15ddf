"""Counts without names: each reception once, at its first completion; minutes from the trail; small numbers hidden."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import text

from app.journeys.statistics import minutes, shown, to_csv
from app.paths import DataFolder
from app.storage.receptions import Receptions
from models.reception import Step
from models.statistics import Count, Kind, Span
from tests.app.storage.test_receptions import reception

NOON = datetime(2026, 11, 24, 3, tzinfo=UTC)
ALWAYS = (date(2020, 1, 1), date(2030, 1, 1))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Receptions]:
    one = Receptions.open(DataFolder(tmp_path / "data"))
    yield one
    one.close()


def visit(store: Receptions, at: datetime, *minutes_each: int) -> None:
    """Household, questions and so on, so many minutes each, then done."""
    with time_machine.travel(at, tick=False) as clock:
        kept = reception()
        steps = list(Step)[1 : 1 + len(minutes_each)]
        for step, spent in zip(steps, minutes_each, strict=True):
            kept = store.save(replace(kept, step=step))
            clock.shift(timedelta(minutes=spent))
        store.save(replace(kept, step=Step.DONE, forms=("idou",), procedures=("p_juki", "p_kokuho")))


def times(store: Receptions, kind: Kind, span: Span = Span.YEAR) -> list[tuple[str, str, int]]:
    return [(one.when, one.key, one.times) for one in store.tally.counts(kind, *ALWAYS, span)]


def test_a_reception_is_counted_once_by_each_of_its_kinds(store: Receptions) -> None:
    visit(store, NOON, 3, 4)
    assert times(store, Kind.ALL) == [("2026", "", 1)]
    assert times(store, Kind.EVENT) == [("2026", "IN_DOM", 1)]
    assert times(store, Kind.PROCEDURE) == [("2026", "p_juki", 1), ("2026", "p_kokuho", 1)]
    assert times(store, Kind.FORM) == [("2026", "idou", 1)]
    assert times(store, Kind.LANGUAGE) == [("2026", "ja", 1)]
    assert times(store, Kind.COUNTER) == [("2026", "窓口1", 1)]


def test_each_step_tells_how_long_it_took_and_a_long_pause_counts_half_an_hour(store: Receptions) -> None:
    visit(store, NOON, 3, 4, 600)
    spent = {one.key: one.seconds for one in store.tally.counts(Kind.STEP, *ALWAYS, Span.YEAR)}
    assert spent == {"household": 180, "questions": 240, "procedures": 1800}


def test_a_correction_is_no_second_visitor(store: Receptions) -> None:
    done = store.save(replace(reception(), step=Step.DONE))
    store.save(replace(done, case=replace(done.case, honseki="東京都墨田区緑一丁目1番地")))
    assert times(store, Kind.ALL)[0][2] == 1


def test_days_are_japans_and_spans_put_them_together(store: Receptions) -> None:
    for at in (NOON, datetime(2026, 11, 30, 15, 30, tzinfo=UTC), datetime(2026, 12, 1, 3, tzinfo=UTC)):
        visit(store, at, 1)
    assert times(store, Kind.ALL, Span.MONTH) == [("2026-11", "", 1), ("2026-12", "", 2)]
    assert [when for when, _, _ in times(store, Kind.ALL, Span.DAY)] == ["2026-11-24", "2026-12-01"]


def test_nothing_of_a_person_stands_in_the_counts(store: Receptions) -> None:
    visit(store, NOON, 3)
    with store._database.engine.connect() as connection:
        rows = str(connection.execute(text("SELECT * FROM tally")).all())
    assert not [word for word in ("墨田", "太郎", "スミダ", "1988") if word in rows]


def test_fewer_than_five_are_not_told_apart_and_no_cell_is_a_formula() -> None:
    few, many = Count("2026-11", "=MOVE", 4, 600), Count("2026-11", "BIRTH", 1200, 1200 * 90)
    assert (shown(few), minutes(few)) == ("5未満", "")
    assert (shown(many), minutes(many)) == ("1,200", "1.5")
    lines = to_csv([few, many]).decode("utf-8-sig").split("\r\n")
    assert lines[1:3] == ['"2026-11","\'=MOVE","5未満",""', '"2026-11","BIRTH","1,200","1.5"']
