"""Cards that answer wrongly in every way: the other readers refuse in words, and never spend a try twice."""

import random
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from app.card.connection import Talk
from app.card.read import read_connected
from app.card.request import ReadRequest
from app.card.secret import Secret
from app.card.simulated.chip import SimulatedChip, SimulatedConnection
from app.errors import KnownError
from tests.app.card.others import (
    FIRST,
    FIRST_SPECIAL,
    LICENCE_PIN1,
    LICENCE_PINS,
    NUMBER,
    RESIDENCE,
    SPECIAL,
    STUDENT,
    licence,
    residence,
)

_STATUSES = (0x9000, 0x6300, 0x63C0, 0x63C2, 0x6282, 0x6700, 0x6982, 0x6988, 0x6A82, 0x6B00, 0x6C05, 0x6110, 0x6F00)


@dataclass(frozen=True)
class Route:
    """One way of reading one card, and how many secrets it sends at most."""

    chip: Callable[[], SimulatedChip]
    request: ReadRequest
    secret: bytes
    sends: int


ROUTES = {
    "residence card, second generation": Route(lambda: residence(STUDENT), RESIDENCE, NUMBER, 1),
    "special permanent, second generation": Route(lambda: residence(SPECIAL), RESIDENCE, NUMBER, 1),
    "residence card, first generation": Route(lambda: residence(FIRST), RESIDENCE, NUMBER, 1),
    "special permanent, first generation": Route(lambda: residence(FIRST_SPECIAL), RESIDENCE, NUMBER, 1),
    "licence, PIN 1": Route(licence, LICENCE_PIN1, b"4729", 1),
    "licence, both PINs": Route(licence, LICENCE_PINS, b"47298613", 2),
}


class Mutating(SimulatedConnection):
    """Changes some of the answers: bytes, length, status."""

    def __init__(self, chip: SimulatedChip, chance: random.Random) -> None:
        super().__init__(chip)
        self._chance = chance

    def transmit(self, command: bytes | bytearray) -> tuple[bytes, int]:
        data, status = super().transmit(command)
        if self._chance.random() > 0.15:
            return data, status
        return self._changed(bytearray(data)), self._chance.choice([status, status, *_STATUSES])

    def _changed(self, data: bytearray) -> bytes:
        for _ in range(self._chance.randrange(4) if data else 0):
            data[self._chance.randrange(len(data))] = self._chance.randrange(256)
        cut = self._chance.choice([len(data), len(data), self._chance.randrange(len(data) + 1)])
        return bytes(data[:cut]) + self._chance.randbytes(self._chance.choice([0, 0, 3]))


def talked(route: Route, seed: int) -> str:
    """One mutated dialogue: what came of it. Anything but a reading or a known error is a defect of ours."""
    chip = route.chip()
    try:
        with Talk(Mutating(chip, random.Random(seed))) as talk:  # noqa: S311 dialogues that can be repeated
            read_connected(talk, route.request, lambda: Secret(route.request.kind, route.secret))
    except KnownError as error:
        return error.code
    finally:
        assert chip.verifications <= route.sends
    return "read"


@pytest.mark.parametrize("name", ROUTES)
def test_a_mutated_dialogue_ends_in_a_reading_or_in_words(name: str) -> None:
    outcomes = [talked(ROUTES[name], seed) for seed in range(150)]
    assert {"read", "unreadable_card"} <= set(outcomes)


@pytest.mark.nightly
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("name", ROUTES)
def test_thousands_of_mutated_dialogues_end_in_a_reading_or_in_words(name: str) -> None:
    outcomes = [talked(ROUTES[name], seed) for seed in range(1_000, 6_000)]
    assert {"read", "unreadable_card", "wrong_secret"} <= set(outcomes)
