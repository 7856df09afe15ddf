"""What else is laid on the reader: a phone with its certificates, an old 住基 card, a card of no office."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pydantic import ConfigDict

from app.card import mynumber
from app.card.simulated.chip import Application, ChipFile, SimulatedChip

_TOKENS = {"phone": b"JPKIAPGPSETOKEN", "juki": b"JPKIAPICCTOKEN"}
_TOKEN_FILE = 0x06


@dataclass(frozen=True)
class OtherData:
    """The keys of such a card's practice file: nothing of a person is on it that the counter could read."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    card: Literal["phone", "juki", "unknown"]
    situation: str = ""


def other_chip(data: OtherData) -> SimulatedChip:
    """A chip with the public application's token label, or with no application that the counter knows."""
    if data.card not in _TOKENS:
        return SimulatedChip({})
    token = _TOKENS[data.card].ljust(32) + bytes(128)
    return SimulatedChip({mynumber.JPKI_APPLICATION: Application(files={_TOKEN_FILE: ChipFile(token)})})
