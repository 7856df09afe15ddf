"""Staff cards as a factor: the ward's authorities of them, whose card is whose, and the proof that one lies there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.access.guard import guarded
from app.errors import Refused
from app.files import write_file
from app.journeys.at_counter import AtCounter

if TYPE_CHECKING:
    from pathlib import Path
    from threading import Event
    from uuid import UUID

    from app.card.secret import Secret
    from app.card.staff_card import CardProof
    from app.journeys.counter import Counter
    from app.paths import DataFolder
    from models.staff import Staff


_LARGEST = 1 << 20
"""Bytes of a file with certificates."""


class StaffCards(AtCounter):
    """At one counter. Cards are offered as soon as an administrator has named the authority that issues them."""

    def __init__(self, counter: Counter, folder: DataFolder) -> None:
        super().__init__(counter)
        self._file = folder.card_authorities

    def are_used(self) -> bool:
        return self._file.exists()

    def prove(self, pin: Secret, reader: str | None, cancel: Event) -> CardProof:
        """The card that lies there; the PIN is wiped. Errors as of `app.card.staff_card.prove`.

        Refused("no_card_authority") before an administrator has named one.
        """
        from app.card import staff_card

        with pin:
            try:
                trusted = staff_card.authorities(self._file.read_bytes())
            except OSError:
                raise Refused("no_card_authority") from None
            return staff_card.prove(pin, trusted, cancel, reader)

    @guarded
    def trust(self, file: Path) -> int:
        """The authorities (PEM) whose cards are taken from now on, in place of those before; how many they are.

        InvalidInput for a file that cannot be read or holds none.
        """
        from app.card.staff_card import authorities

        try:
            with file.open("rb") as opened:
                pem = opened.read(_LARGEST)
        except OSError:
            pem = b""
        found = authorities(pem)
        write_file(self._file, pem, durable=True)
        self._counter.receptions.audit.note("staff.card_authority", count=len(found))
        return len(found)

    @guarded
    def enrol(self, identity: UUID, proof: CardProof) -> Staff:
        """The card is this person's from now on; Refused("card_taken") where it is somebody else's."""
        store = self._counter.receptions.staff
        owner = next((one for one in store.all() if one.card == proof.fingerprint and one.id != identity), None)
        if owner is not None:
            raise Refused("card_taken", login=owner.login)
        return store.change(identity, lambda one: replace(one, card=proof.fingerprint), "staff.card_given")

    @guarded
    def withdraw(self, identity: UUID) -> Staff:
        """Lost, or given back: the card opens nothing any more."""
        return self._counter.receptions.staff.change(identity, lambda one: replace(one, card=""), "staff.card_taken")
