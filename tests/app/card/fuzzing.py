"""Cards that answer wrongly in every way, by a seed; and the seeds that once found a defect."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random
from threading import Event

from app.card.connection import CardConnection
from app.card.read import read_card
from app.card.request import ReadRequest
from app.card.secret import Secret
from app.card.simulated.chip import Answer, SimulatedChip
from app.errors import KnownError
from app.sentences import sentence
from models.card import SecretKind
from tests.app.card import others
from tests.app.card.people import NUMBER_B, PIN, chip

SEEDS = Path(__file__).parent / "seeds" / "whole_reads.txt"
_STATUSES = (
    0x9000, 0x6282, 0x6283, 0x6300, 0x63C0, 0x63C1, 0x63CF, 0x6400, 0x6700, 0x6981, 0x6982, 0x6983, 0x6984, 0x6985,
    0x6986, 0x6988, 0x6A80, 0x6A82, 0x6A86, 0x6B00, 0x6C00, 0x6C05, 0x6D00, 0x6F00, 0x6100, 0x6110, 0x61FF,
    0x0000, 0xFFFF,
)  # fmt: skip
_LENGTHS = (0x00, 0x01, 0x7F, 0x80, 0x81, 0x82, 0x83, 0x84, 0xFF)


@dataclass(frozen=True)
class Route:
    """One way of reading one card, and how many secrets it sends at most."""

    chip: Callable[[], SimulatedChip]
    request: ReadRequest
    secret: bytes
    sends: int = 1


ROUTES: Mapping[str, Route] = {
    "pin": Route(chip, ReadRequest(timeout=5), PIN),
    "pin_with_number": Route(chip, ReadRequest(timeout=5, with_number=True, presence=True), PIN),
    "code_b": Route(chip, ReadRequest(kind=SecretKind.NUMBER_B, timeout=5), NUMBER_B),
    "code_b_pictures": Route(chip, ReadRequest(kind=SecretKind.NUMBER_B, timeout=5, images=True), NUMBER_B, 2),
    "residence": Route(others.residence, others.RESIDENCE, others.NUMBER),
    "licence": Route(others.licence, others.LICENCE_PINS, b"47298613", 2),
}


class MutatingChip(SimulatedChip):
    """Another chip's answers, some of them changed. `begin` starts a dialogue with its own seed."""

    def __init__(self, original: SimulatedChip, often: float = 0.12) -> None:
        super().__init__(original.applications)
        self._often = often
        self._chance = Random(0)  # noqa: S311 dialogues that can be repeated
        self._last = b""

    def begin(self, seed: int) -> None:
        self._chance.seed(seed)
        self.verifications = 0
        self.tries.update(self.full_tries)

    def process(self, command: bytes) -> Answer:
        data, status = super().process(command)
        if self._chance.random() < self._often:
            data, status = mutated(data, self._last, self._chance), self._chance.choice([status, *_STATUSES])
        self._last = data
        return data, status


def mutated(data: bytes, last: bytes, chance: Random) -> bytes:
    """One change: bytes, a lie about a length, cut, too long, doubled, nested, another answer, nothing, very much."""
    kind = chance.randrange(10)
    if not data or kind >= 6:
        return (last, b"", data + data, data[: len(data) // 2] + data, bytes(chance.choice((256, 4097, 60_000))))[
            kind % 5
        ]
    place = chance.randrange(len(data))
    if kind < 2:
        return data[:place] + bytes((chance.randrange(256),)) + data[place + 1 :]
    if kind == 2:
        return data[:place] + bytes((chance.choice(_LENGTHS),)) + data[place + 1 :]
    return (data[:place], data + chance.randbytes(3), data[place:])[kind - 3]


def read_to_the_end(route: str, seed: int, one: MutatingChip, connect: Callable[[], CardConnection] | None) -> str:
    """One whole reading: what came of it. Anything but a reading or a known error with its sentence is our defect."""
    way = ROUTES[route]
    one.begin(seed)
    try:
        read_card(way.request, lambda: Secret(way.request.kind, way.secret), Event(), connect=connect)
    except KnownError as error:
        return error.code if sentence(error, "ja") else "no words"
    except BaseException:
        keep(route, seed)
        raise
    finally:
        if one.verifications > way.sends:
            keep(route, seed)
            raise AssertionError("a secret was sent again")
    return "read"


def kept_seeds(route: str) -> list[int]:
    lines = SEEDS.read_text(encoding="utf-8").splitlines()
    return [int(line.split()[1]) for line in lines if line.startswith(f"{route} ")]


def keep(route: str, seed: int) -> None:
    if seed not in kept_seeds(route):
        with SEEDS.open("a", encoding="utf-8") as file:
            file.write(f"{route} {seed}\n")
