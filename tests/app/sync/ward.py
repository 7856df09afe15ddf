"""A ward for tests: a real server, and as many counters as are wanted, each with its own store and certificate."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from uuid import uuid4

from app import clock
from app.case_file import read_case
from app.journeys.counter import Counter
from app.journeys.many_counters import ManyCounters
from app.paths import RESOURCES, DataFolder
from app.storage.receptions import Receptions
from models.case import Case
from models.reception import Reception, Step
from tests.postgres import Postgres, role_of
from tests.signed_in import seat_of

FAMILY: Case = read_case(RESOURCES / "practice" / "family.json")


@dataclass
class Desk:
    """One counter of the ward."""

    place: int
    counters: ManyCounters

    @property
    def counter(self) -> Counter:
        return self.counters.counter

    @property
    def store(self) -> Receptions:
        return self.counter.receptions

    def begin(self, name: str = "") -> Reception:
        """A new reception, saved."""
        member = replace(FAMILY.members[0], name=name or f"試験　窓口{self.place}")
        case = replace(FAMILY, members=(member, *FAMILY.members[1:]))
        now = clock.now()
        fresh = Reception(uuid4(), "", self.counter.name, Step.HOUSEHOLD, case, now, now)
        return self.counter.save(fresh)


@dataclass
class WardOffice:
    """`host`, `port`: where the counters believe the server to be."""

    server: Postgres
    folder: Path
    host: str = "localhost"
    port: int = 0
    phrase: str = ""
    desks: list[Desk] = field(default_factory=list)

    def join_file(self, place: int, kinds: str = "reception,filing") -> Path:
        """As the server's administrator hands it out."""
        self.server.add_counter(place, kinds)
        certificates = self.server.certificates
        texts = {
            "authority": certificates / "ca.pem",
            "certificate": certificates / f"{role_of(place)}.pem",
            "key": certificates / f"{role_of(place)}.key",
        }
        facts = {"format": 1, "place": place, "host": self.host, "port": self.port or self.server.port}
        facts |= {"database": "madoguchi", "user": role_of(place)}
        facts |= {key: path.read_text(encoding="ascii") for key, path in texts.items()}
        file = self.folder / f"{place}.join"
        file.write_text(json.dumps(facts), encoding="utf-8")
        return file

    def open(self, place: int) -> Desk:
        """A counter's store and services, joined or not."""
        folder = DataFolder(self.folder / f"counter-{place}")
        counter = Counter(lambda: Receptions.open(folder), f"窓口{place}", seat=seat_of())
        desk = Desk(place, ManyCounters(counter, folder))
        self.desks.append(desk)
        return desk

    def desk(self, place: int, kinds: str = "reception,filing") -> Desk:
        """A counter that has joined."""
        desk = self.open(place)
        joined = desk.counters.join(self.join_file(place, kinds), self.phrase)
        self.phrase = self.phrase or " ".join(joined.phrase)
        return desk

    def told(self) -> list[tuple[str, int]]:
        """What the server has: (record, revision), in the order of its coming."""
        with self.server.superuser() as connection:
            found = connection.execute("SELECT record, revision FROM entry ORDER BY received_at, revision")
            return [(str(record), revision) for record, revision in found]


@contextmanager
def ward_office(server: Postgres, folder: Path) -> Iterator[WardOffice]:
    """An empty server's database, no counter yet."""
    server.renew()
    office = WardOffice(server, folder)
    yield office
    for desk in office.desks:
        desk.counter.close()
