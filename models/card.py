"""What a card reader shows and what a card gave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal

from models.person import Person


class CardKind(StrEnum):
    """What lies on a reader, decided by SELECT and never by the ATR."""

    NONE = "none"
    MY_NUMBER = "my_number"
    PHONE = "phone"
    RESIDENCE = "residence"
    DRIVER_LICENCE = "driver_licence"
    STAFF = "staff"
    UNKNOWN = "unknown"


class SecretKind(StrEnum):
    """暗証番号 (4 digits), 照合番号B (14), 照合番号A = 個人番号 (12), 生年月日 (6), 在留カード等の番号 (12).

    A driver's licence has 暗証番号1 and 2 (4 each); `licence_pins` is both on one line (8). `staff_pin` is that of a
    staff card (職員証, 6 to 8 digits).
    """

    PIN = "pin"
    NUMBER_B = "number_b"
    NUMBER_A = "number_a"
    BIRTH_DATE = "birth_date"
    RESIDENCE_NUMBER = "residence_number"
    LICENCE_PIN1 = "licence_pin1"
    LICENCE_PIN2 = "licence_pin2"
    LICENCE_PINS = "licence_pins"
    STAFF_PIN = "staff_pin"


Integrity = Literal["consistent", "mismatch", "not_checked"]
Proof = Literal["issued", "consistent", "mismatch", "not_checked"]
Presence = Literal["proven", "failed", "not_checked"]
"""Whether the chip signed our challenge with the key that its files name: a copy of the files cannot."""


class ReaderCondition(StrEnum):
    """Whether a reader's card is ours to read at this moment."""

    READY = "ready"
    CHECKING = "checking"
    IN_USE = "in_use"


@dataclass(frozen=True)
class ReaderState:
    """`checking`: a card lies there and its kind is being asked; `in_use`: another program holds it."""

    name: str
    card: CardKind
    condition: ReaderCondition = ReaderCondition.READY


Readers = tuple[ReaderState, ...] | None
"""Every reader that is plugged in; None while the reader service itself does not answer."""


@dataclass(frozen=True)
class CardReading:
    """One reading. `person` is None where nothing but the free data was read.

    `integrity` says whether the chip's digests and signature fit its data; without the issuer's public key it proves
    that the data belong together, not who issued them. `details` are facts that only some kinds of card have (a
    residence card's status, a licence's issue date); `images` pictures by what they show (`name`, `address`, `face`…).
    """

    card: CardKind
    expires_on: date | None
    expired: bool | None
    tries_left: int | None
    person: Person | None
    integrity: Integrity
    warnings: tuple[str, ...]
    exchanges: int
    elapsed_ms: int
    details: Mapping[str, str] = field(default_factory=dict, repr=False)
    presence: Presence = "not_checked"
    images: Mapping[str, bytes] = field(default_factory=dict, repr=False)

    @property
    def proof(self) -> Proof:
        """What the signature proves: `issued` where its certificate is the issuer's own as well."""
        issued = self.integrity == "consistent" and self.details.get("issuer") == "agency"
        return "issued" if issued else self.integrity
