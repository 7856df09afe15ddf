"""What a face asks of a reading, and how the reading asks and tells the face."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.card.secret import Secret
from models.card import CardReading, SecretKind

SecretSource = Callable[[], Secret | None]
"""Asked only when the card needs a secret; None reads what is free."""
Progress = Callable[[CardReading], None]
"""Told what is known so far: the fields as soon as they are there, the check of the chip's signature after them."""


@dataclass(frozen=True)
class ReadRequest:
    """What to read. `with_number` also reads the individual number: only for tasks whose law requires it.

    `images` also reads the card's surface (name, address, face), which code A or B opens; `presence` lets the chip
    sign a challenge. `applications` looks for what else is on a My Number card (特定在留カード, マイナ免許証): two
    exchanges that tell nothing of the person.
    `apart_from` is the reader in which the clerk's own card stays.
    `timeout` is how long to wait for a card, `patience` how long the card then has for all its answers (seconds).
    """

    kind: SecretKind = SecretKind.PIN
    reader: str | None = None
    apart_from: str = ""
    with_number: bool = False
    images: bool = False
    presence: bool = False
    applications: bool = False
    last_try: bool = False
    timeout: float = 20.0
    patience: float = 10.0

    @property
    def limit(self) -> float:
        """Seconds for all answers: pictures are several kilobytes, dozens of exchanges."""
        return self.patience * (4 if self.images or self.kind is SecretKind.RESIDENCE_NUMBER else 1)
