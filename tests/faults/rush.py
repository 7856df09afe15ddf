"""The ward's busiest day in short: many counters with bursts, the server away for a day, then everybody at once."""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import quantiles
from threading import Event, Lock, Thread

from app.sync.backoff import Backoff
from models.reception import Reception, Step
from tests.app.sync.ward import Desk, WardOffice
from tests.faults.figures import Figures
from tests.faults.postgres import Watched, compared, office_of

_SAVES = 15
"""Saves of one reception, the last of which completes it (facts §4.1)."""
_BURST = 5
"""Times as many saves a second as otherwise, in every sixth stretch."""


@dataclass(frozen=True)
class Load:
    """`rate` saves a second for `seconds`; `backlog` saves a counter while the server is away.

    How long it takes is judged only at a release's length: the tests run on any machine.
    """

    counters: int
    rate: float
    seconds: float
    backlog: int
    judged: bool = True


SHORT, WHOLE = Load(8, 10, 6, 30, judged=False), Load(150, 10, 120, 300)
_AT_MOST_MS, _AT_MOST_SECONDS = 150, 180
"""What a save may take (p99), and how long the outboxes may be filled after the server is back (facts §4.2)."""


def rush(place: Path, load: Load, seed: int) -> Iterator[Figures]:
    """Two figures: the day, and the evening on which the server comes back."""
    with office_of(place) as office:
        counters = _counters(office, load)
        chance = random.Random(seed)  # noqa: S311 repeatable on purpose
        began = time.monotonic()
        saves = _day(counters, load, chance)
        day = compared(f"rush, {load.counters} counters", office, counters, len(saves), began)
        yield _with_latency(day, saves, load)
        office.server.stop()
        saves = _without_server(counters, load)
        office.server.start()
        began = time.monotonic()
        seconds = _all_at_once(counters, seed)
        back = compared("server back", office, counters, len(saves), began)
        late = int(load.judged and seconds > _AT_MOST_SECONDS)
        yield _with_latency(replace(back, unclear=back.unclear + late, seconds=seconds), saves, load)


def _counters(office: WardOffice, load: Load) -> list[Watched]:
    """The first joins as a person would; the others are copies of its empty store with their own places."""
    first = office.desk(1)
    first.counter.close()
    desks = [office.open(1)]
    for place in range(2, load.counters + 1):
        shutil.copytree(office.folder / "counter-1", office.folder / f"counter-{place}")
        desk = office.open(place)
        desk.counters.join(office.join_file(place), office.phrase)
        desks.append(desk)
    return [Watched(desk) for desk in desks]


class _Clerk:
    """One reception after the other, a save at each step of it."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._count = desk, 0
        self._reception: Reception | None = None
        self._busy = Lock()
        self.has_saved = Event()

    def save(self) -> float:
        """Milliseconds that the clerk waited."""
        with self._busy:
            began = time.perf_counter()
            self._save()
            self.has_saved.set()
            return (time.perf_counter() - began) * 1000

    def _save(self) -> None:
        self._count += 1
        if self._reception is None or self._count % _SAVES == 1:
            self._reception = self._desk.begin()
        else:
            step = Step.DONE if self._count % _SAVES == 0 else Step.QUESTIONS
            self._reception = self._desk.counter.save(replace(self._reception, step=step))


def _day(counters: Sequence[Watched], load: Load, chance: random.Random) -> list[float]:
    """Saves at their times from a few hands, while every counter's sender goes round."""
    clerks, over = [_Clerk(one.desk) for one in counters], Event()
    pairs = list(zip(counters, clerks, strict=True))
    senders = [Thread(target=_send_on, args=(pairs[part::4], over)) for part in range(4)]
    for one in senders:
        one.start()
    with ThreadPoolExecutor(8) as hands:
        waits = [hands.submit(_at, when, chance.choice(clerks).save) for when in _times(load)]
    over.set()
    for one in senders:
        one.join()
    for counter in counters:
        counter.send()
    return [one.result() for one in waits]


def _times(load: Load) -> Iterator[float]:
    """When the saves come: every sixth stretch a burst."""
    now = time.monotonic()
    end, stretch = now + load.seconds, load.seconds / 6
    begin = now
    while now < end:
        yield now
        burst = int((now - begin) / stretch) == 3
        now += 1 / (load.rate * (_BURST if burst else 1))


def _at(when: float, save: Callable[[], float]) -> float:
    """The wait is counted from the moment at which the clerk saved, whoever was before."""
    time.sleep(max(when - time.monotonic(), 0))
    late = max(time.monotonic() - when, 0) * 1000
    return save() + late


def _send_on(counters: Sequence[tuple[Watched, _Clerk]], over: Event) -> None:
    """Who has saved since the last look tells it, as the window does a second after a save."""
    while not over.wait(1):
        for counter, clerk in counters:
            if clerk.has_saved.is_set():
                clerk.has_saved.clear()
                counter.send()


def _without_server(counters: Sequence[Watched], load: Load) -> list[float]:
    saves = []
    for one in counters:
        clerk = _Clerk(one.desk)
        saves += [clerk.save() for _ in range(load.backlog)]
    return saves


def _all_at_once(counters: Sequence[Watched], seed: int) -> float:
    """Seconds until every outbox is empty; each counter comes back at its own moment."""
    began = time.monotonic()
    threads = [Thread(target=_come_back, args=(one, seed + place)) for place, one in enumerate(counters)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return time.monotonic() - began


def _come_back(counter: Watched, seed: int) -> None:
    backoff = Backoff(random.Random(seed))  # noqa: S311 repeatable on purpose
    limit = time.monotonic() + 4 * _AT_MOST_SECONDS
    time.sleep(backoff.failure())
    while not counter.send() and time.monotonic() < limit:
        time.sleep(backoff.failure())


def _with_latency(found: Figures, saves: Sequence[float], load: Load) -> Figures:
    """p50, p95 and p99 of a save in ms; more than what is allowed counts as unclear."""
    cuts = quantiles(saves, n=100)
    more = {**found.more, "p50": cuts[49], "p95": cuts[94], "p99": cuts[98]}
    slow = int(load.judged and cuts[98] > _AT_MOST_MS)
    told = (*found.told, *(["p99 above 150 ms"] if slow else []))
    return replace(found, unclear=found.unclear + slow, more=more, told=told)
