"""What goes wrong at a counter, on purpose: a slow card, a mute one, one torn out, one that answers nonsense.

For training and tests; a practice card's file chooses faults in its `[fault]` table, by the names of `Fault`.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from random import Random
from typing import Annotated

from pydantic import ConfigDict, Field

from app.card.apdu import SW
from app.card.simulated.chip import Answer, SimulatedChip
from app.errors import CardMoved

_Count = Annotated[int, Field(ge=0)]


@dataclass(frozen=True)
class Fault:
    """`…_after` counts the exchanges that still go well; tearing and silence happen once, nonsense goes on.

    delay_ms: the time that every exchange takes. mute_after: no answer until the card is lifted. tear_after: the card
    is gone instead of answering. tear_in_answer_after: it is gone in the middle of its answer. away_ms: how long a torn
    card stays away. garbage_after: random bytes from `seed`. wrong_length_after: one byte too few or too many.
    pieces: longer answers come by 61xx in pieces of so many bytes. exact_length: 6Cxx to whoever asks for another
    length than there is. refuse_extended: 6700 to extended lengths.
    """

    __pydantic_config__ = ConfigDict(extra="forbid")

    delay_ms: _Count = 0
    mute_after: _Count | None = None
    tear_after: _Count | None = None
    tear_in_answer_after: _Count | None = None
    away_ms: _Count = 1000
    garbage_after: _Count | None = None
    wrong_length_after: _Count | None = None
    seed: _Count = 0
    pieces: _Count = 0
    exact_length: bool = False
    refuse_extended: bool = False


class Torn(CardMoved):
    """The card is torn out; `sent` is what of its answer still went over the line, None where nothing did."""

    def __init__(self, sent: bytes | None = None) -> None:
        super().__init__()
        self.sent = sent


class Mute(Exception):
    """The card does not answer any more while it lies there."""


class FaultyChip(SimulatedChip):
    """Another chip with its counters, and with a fault."""

    def __init__(self, chip: SimulatedChip, fault: Fault) -> None:
        super().__init__(chip.applications)
        self.tries = chip.tries
        self.fault = fault
        self.exchanges = 0
        self._random = Random(fault.seed)  # noqa: S311 nonsense that can be repeated
        self._rest = b""

    def process(self, command: bytes) -> Answer:
        """As the chip would answer, and then as the fault wants it."""
        time.sleep(self.fault.delay_ms / 1000)
        number, self.exchanges = self.exchanges, self.exchanges + 1
        fault = self.fault
        if number == fault.tear_after:
            raise Torn
        if number == fault.mute_after:
            raise Mute
        data, status = self._lengths(command)
        if number == fault.tear_in_answer_after:
            raise Torn((data + status.to_bytes(2))[:-1])
        return self._nonsense(number, data, status)

    def _lengths(self, command: bytes) -> Answer:
        """The answer of a chip that minds lengths."""
        if self.fault.refuse_extended and len(command) > 6 and command[4] == 0:
            return b"", SW.WRONG_LENGTH
        if command[1] == 0xC0:
            return self._next_piece(command[4] or 256)
        data, status = super().process(command)
        if self.fault.exact_length and len(command) == 5 and 0 < len(data) != (command[4] or 256):
            return b"", 0x6C00 | len(data)
        if self.fault.pieces and len(data) > self.fault.pieces:
            self._rest = data
            return b"", 0x6100 | self.fault.pieces
        return data, status

    def _next_piece(self, length: int) -> Answer:
        piece, self._rest = self._rest[:length], self._rest[length:]
        return piece, 0x6100 | min(len(self._rest), self.fault.pieces) if self._rest else SW.OK

    def _nonsense(self, number: int, data: bytes, status: int) -> Answer:
        if _begun(self.fault.garbage_after, number):
            return self._random.randbytes(self._random.randrange(257)), self._random.choice(
                (SW.OK, SW.END_OF_FILE, self._random.randrange(0x10000))
            )
        if _begun(self.fault.wrong_length_after, number):
            return (data[:-1] if self._random.random() < 0.5 else data + b"\0"), status
        return data, status


def _begun(after: int | None, number: int) -> bool:
    return after is not None and number >= after
