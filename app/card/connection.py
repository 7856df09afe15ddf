"""The one door to a card: bytes out, bytes and status in."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from typing import Self

from app.card import apdu
from app.errors import UnreadableCard

_LARGEST_ANSWER = 16384  # bytes; a residence card gives a picture of 7,000 in one answer


class CardConnection(ABC):
    """An open card. Whoever opens it closes it; a card that left raises CardMoved from `transmit`."""

    @abstractmethod
    def transmit(self, command: bytes | bytearray) -> tuple[bytes, int]:
        """Send one command; the answer's data and its status word."""

    @abstractmethod
    def close(self) -> None:
        """Let the card go. Never raises."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Talk(CardConnection):
    """Follows 61xx and 6Cxx, and counts what was exchanged and how long it took.

    Only a read (four bytes and the length) is asked again with another length: nothing that carries a secret ever is.
    """

    def __init__(self, door: CardConnection) -> None:
        self._door = door
        self.exchanges = 0
        self._began = time.monotonic()

    @property
    def elapsed_ms(self) -> int:
        return round((time.monotonic() - self._began) * 1000)

    def transmit(self, command: bytes | bytearray) -> tuple[bytes, int]:
        data, status = self._once(command)
        if status >> 8 == 0x6C and len(command) == 5:  # the card names the length that it wants to be asked for
            data, status = self._once(bytes(command[:-1]) + bytes((status & 0xFF,)))
        while status >> 8 == 0x61:
            more, status = self._once(apdu.get_response(status & 0xFF))
            data += more
            if len(data) > _LARGEST_ANSWER or not more:
                raise UnreadableCard("answer_too_long")
        return data, status

    def _once(self, command: bytes | bytearray) -> tuple[bytes, int]:
        self.exchanges += 1
        return self._door.transmit(command)

    def close(self) -> None:
        self._door.close()
