"""The ward's server killed under load, and its wire cut at each byte of an exchange: nothing lost, nothing double."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread
from uuid import UUID

from app.errors import StorageFailure
from app.storage.outbox import Batch
from app.sync import entries
from tests.app.sync.ward import Desk, WardOffice, ward_office
from tests.faults.figures import Figures
from tests.faults.wire import wire_to
from tests.postgres import postgres

Wanted = set[tuple[UUID, UUID]]


@dataclass
class Watched:
    """A counter of which the bench writes down what it has crossed off: (save, record)."""

    desk: Desk
    crossed: Wanted = field(default_factory=set)
    unclear: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        outbox, settle = self.desk.store.outbox, self.desk.store.outbox.settle

        def settled(batch: Batch) -> None:
            settle(batch)
            self.crossed |= {(one.id, one.record) for one in batch.saves}

        outbox.settle = settled  # type: ignore[method-assign]

    def send(self) -> bool:
        """Whether all is told; a server that is away is no news, anything else is."""
        try:
            self.desk.counters.send()
        except StorageFailure as error:
            if error.facts["reason"] != "server_away":
                self.unclear.append(str(error.facts["reason"]))
        except Exception as error:  # noqa: BLE001 what the bench looks for
            self.unclear.append(type(error).__name__)
        return not self.desk.counters.status().waiting.count


def compared(fault: str, office: WardOffice, counters: list[Watched], tried: int, began: float) -> Figures:
    """What was crossed off against what stands at the server, each read as another counter would."""
    with office.server.superuser() as connection:
        kept = connection.execute("SELECT id, record, revision FROM entry").fetchall()
    there = {(save, record) for save, record, _ in kept}
    double = len(kept) - len({(record, revision) for _, record, revision in kept})
    crossed = set().union(*(one.crossed for one in counters))
    lost = crossed - there
    link = counters[0].desk.counters.link
    assert link is not None
    with link.server.round() as connection_of_counter:
        readable = entries.saves(connection_of_counter, link.cipher, [save for save, _ in there])
    waiting = sum(one.desk.counters.status().waiting.count for one in counters)
    unclear = [text for one in counters for text in one.unclear]
    told = (*(f"lost {save}" for save, _ in lost), *(f"double {double}" for _ in range(min(double, 1))), *unclear)
    more: dict[str, float] = {"entries": len(kept), "double": double, "waiting": waiting}
    half = double + len(there) - len(readable) + waiting
    return Figures(
        fault, tried, len(crossed), len(lost), half, len(unclear), time.monotonic() - began, more, tuple(map(str, told))
    )


def killed(place: Path, times: int, seed: int, counters: int = 4) -> Iterator[Figures]:
    """kill -9 of the server at random moments, while every counter saves and sends."""
    chance, began = random.Random(seed), time.monotonic()  # noqa: S311 repeatable on purpose
    with office_of(place) as office:
        watched = [Watched(office.desk(number)) for number in range(1, counters + 1)]
        over = Event()
        threads = [Thread(target=_work, args=(one, over)) for one in watched]
        for one in threads:
            one.start()
        for _ in range(times):
            time.sleep(chance.uniform(0.2, 1.5))
            office.server.kill()
            office.server.start()
        over.set()
        for one in threads:
            one.join()
        yield compared("server killed", office, watched, times, began)


def _work(counter: Watched, over: Event) -> None:
    while not over.is_set():
        reception = counter.desk.begin()
        counter.desk.counter.save(reception)
        counter.send()
    limit = time.monotonic() + 60
    while not counter.send() and time.monotonic() < limit:
        time.sleep(0.2)


def cut(place: Path, step: int, seed: int) -> Iterator[Figures]:
    """The wire cut after each byte (each `step`-th) of one sending, on the way there and on the way back."""
    with office_of(place) as office, wire_to(office.server.port) as wire:
        office.port = wire.port
        counter = Watched(office.desk(1))
        reception = counter.desk.begin()
        wire.begin()
        counter.desk.counters.send()
        whole = dict(wire.passed)
        first = random.Random(seed).randrange(step)  # noqa: S311 repeatable on purpose
        for way in ("up", "down"):
            began, tried = time.monotonic(), 0
            for limit in range(first, whole[way] + 1, step):
                tried += 1
                reception = counter.desk.counter.save(reception)
                wire.begin(limit, way)
                counter.send()
                wire.begin()
                if not counter.send():
                    counter.unclear.append(f"still waiting after a cut at {limit}")
            yield compared(f"wire cut, {way}", office, [counter], tried, began)


@contextmanager
def office_of(place: Path) -> Iterator[WardOffice]:
    """A ward with a server of its own."""
    folder = place / f"ward-{time.monotonic_ns()}"
    folder.mkdir()
    with postgres() as server, ward_office(server, folder) as office:
        yield office
