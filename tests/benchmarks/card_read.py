"""Card read ÷ the sum of its raw exchanges, on an instant card in process: `python -m tests.benchmarks.card_read`."""

from __future__ import annotations

import json
import time
from statistics import median

from app.card.connection import CardConnection, Talk
from app.card.read import read_connected
from app.card.request import ReadRequest
from app.card.secret import Secret
from app.card.simulated.chip import SimulatedConnection
from models.card import SecretKind
from tests.app.card.people import PIN, chip

EXCHANGE = 0.005  # seconds: a fast contactless exchange


class Timed(CardConnection):
    """The simulated card with a steady delay; sums what the exchanges alone take."""

    def __init__(self) -> None:
        self._door = SimulatedConnection(chip())
        self.raw = 0.0

    def transmit(self, command: bytes | bytearray) -> tuple[bytes, int]:
        began = time.perf_counter()
        time.sleep(EXCHANGE)
        answer = self._door.transmit(command)
        self.raw += time.perf_counter() - began
        return answer

    def close(self) -> None:
        self._door.close()


def once() -> tuple[float, int]:
    door = Timed()
    began = time.perf_counter()
    with Talk(door) as talk:
        reading = read_connected(talk, ReadRequest(), lambda: Secret(SecretKind.PIN, PIN))
    return (time.perf_counter() - began) / door.raw, reading.exchanges


if __name__ == "__main__":
    once()
    ratios = [once() for _ in range(30)]
    print(json.dumps({"ratio": round(median(ratio for ratio, _ in ratios), 3), "exchanges": ratios[0][1], "aim": 1.3}))
