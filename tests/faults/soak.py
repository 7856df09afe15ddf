"""A counter that works for an hour: reception after reception through the journeys, and what it holds at the end."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random
from shutil import rmtree

from app import clock
from app.journeys.counter import Counter
from app.journeys.keeping import Keeper
from app.journeys.paper import forms_of
from app.journeys.tax_desk import TaxDesk
from app.paths import DataFolder
from app.storage.receptions import Receptions
from models.reception import Step
from tests.faults.figures import Figures
from tests.faults.forks import chance
from tests.faults.memory import Growth
from tests.faults.records import new_reception, next_filing, next_of
from tests.signed_in import seat_of

MOST_MB = 30
_OTHERS = 10
"""Every so many receptions a return, a look through the trail and a backup come between."""


def soak(place: Path, seconds: float, seed: int) -> Iterator[Figures]:
    """Half of the time it works, half it waits, as a counter does."""
    folder = DataFolder(place / "soak" / "data")
    counter = Counter(lambda: Receptions.open(folder), "窓口1", folder.forms, seat=seat_of())
    keeper, dice, growth = Keeper(counter, folder), chance(seed, "soak"), Growth()
    began, visitors = time.monotonic(), 0
    with closing(counter):
        while time.monotonic() - began < seconds:
            started = time.monotonic()
            visitor(counter, dice, place / "soak" / "out")
            visitors += 1
            if not visitors % _OTHERS:
                others(counter, keeper, dice)
            growth.look()
            time.sleep(min(time.monotonic() - started, 2))
        lost = visitors - sum(one.step is Step.DONE for one in counter.receptions.list(10**6))
    told = growth.told()
    grown = [f"{told['MB grown']:.0f} MB more than at first"] if told["MB grown"] >= MOST_MB else []
    yield Figures(
        "soak: journeys", visitors, visitors, lost, unclear=len(grown), seconds=time.monotonic() - began, more=told,
        told=tuple(grown),
    )  # fmt: skip


def visitor(counter: Counter, dice: Random, out: Path) -> None:
    """From the first touch to the sections: asked, planned, printed, saved at each step, handed over, completed."""
    reception = next_of(replace(counter.new_reception(), case=new_reception().case), dice)
    for step in (Step.HOUSEHOLD, Step.QUESTIONS):
        reception = counter.save(replace(reception, step=step))
    counter.interview(reception.case)
    plan = counter.plan(reception.case)
    reception = counter.save(replace(reception, step=Step.PROCEDURES))
    bundle = counter.print_forms(reception, plan, forms_of(plan))
    counter.printed(reception, [one.form for one in bundle.sheets], bundle.pages, "プリンター")
    reception = counter.save(replace(reception, step=Step.SHEETS))
    counter.hand_over(reception, plan, out)
    rmtree(out)
    done = counter.save(replace(reception, step=Step.DONE))
    counter.open(done.id)
    counter.unfinished()


def others(counter: Counter, keeper: Keeper, dice: Random) -> None:
    desk = TaxDesk(counter)
    desk.save(next_filing(desk.save(desk.new_filing(2025)), dice))
    counter.all()
    counter.check_trail()
    counter.anchor_trail()
    keeper.tick(clock.now(), timedelta(minutes=5))
