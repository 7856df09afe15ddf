"""A whole reading ÷ the sum of its raw exchanges: `python -m tests.benchmarks.card_read`.

In process on a fast contactless card (5 ms an exchange), and through the real reader service, connecting included, on
a slow one (300 ms), where the virtual reader is there. `to_fields`: exchanges until the person stands on the screen.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from statistics import median
from threading import Event

from app.card.connection import Talk
from app.card.read import read_card, read_connected
from app.card.request import ReadRequest
from app.card.secret import Secret
from app.card.simulated.chip import Answer, SimulatedChip, SimulatedConnection
from models.card import CardReading, SecretKind
from tests import reader_service
from tests.app.card.people import PIN, chip
from tests.reader_service import card_laid

FAST, SLOW = 0.005, 0.3  # seconds an exchange


class Timed(SimulatedChip):
    """A chip that takes a steady time for each command; sums what the commands alone take."""

    def __init__(self, delay: float) -> None:
        super().__init__(chip().applications)
        self.delay, self.raw = delay, 0.0
        for application in self.applications.values():
            for file in application.files.values():
                len(file.content)  # a key or picture that is made when first read is made before the clock runs

    def process(self, command: bytes) -> Answer:
        began = time.perf_counter()
        time.sleep(self.delay)
        answer = super().process(command)
        self.raw += time.perf_counter() - began
        return answer


@dataclass
class Run:
    """One reading: total ÷ raw, its exchanges, and those until the person was told."""

    ratio: float
    exchanges: int
    to_fields: int


def secret() -> Secret:
    return Secret(SecretKind.PIN, PIN)


def in_process() -> Run:
    one = Timed(FAST)
    told: list[CardReading] = []
    began = time.perf_counter()
    with Talk(SimulatedConnection(one)) as talk:
        reading = read_connected(talk, ReadRequest(), secret, told.append)
    return _run(time.perf_counter() - began, one, reading, told)


def through_the_service() -> Run:
    one = Timed(0)
    with card_laid(one):
        one.delay, one.raw = SLOW, 0.0
        told: list[CardReading] = []
        began = time.perf_counter()
        reading = read_card(ReadRequest(timeout=10), secret, Event(), told.append)
        spent = time.perf_counter() - began
        one.delay = 0
    return _run(spent, one, reading, told)


def _run(spent: float, one: Timed, reading: CardReading, told: list[CardReading]) -> Run:
    first = next(each for each in told if each.person)
    return Run(spent / one.raw, reading.exchanges, first.exchanges)


def main() -> None:
    in_process()
    fast = [in_process() for _ in range(20)]
    facts: dict[str, object] = {
        "ratio": round(median(run.ratio for run in fast), 3),
        "exchanges": fast[0].exchanges,
        "to_fields": fast[0].to_fields,
        "aim": 1.2,
    }
    if reader_service.available():
        with reader_service.running():
            facts["service_ratio"] = round(median(through_the_service().ratio for _ in range(3)), 3)
    print(json.dumps(facts))


if __name__ == "__main__":
    main()
