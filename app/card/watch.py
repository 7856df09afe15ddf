"""Which cards lie on which readers, told whenever it changes.

An own loop: the library's monitor threads die silently when the reader service stops, and never come back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from threading import Event

from app.card.pcsc import card_on, presences
from app.errors import NoReader
from models.card import CardKind, ReaderState

Listener = Callable[[tuple[ReaderState, ...]], None]


def watch(listener: Listener, cancel: Event, interval: float = 0.25) -> None:
    """Block until cancelled; tell `listener` the first state and each new one. No reader or no service: empty.

    A card is touched once, when it is laid down, so that the loop never disturbs a reading.
    """
    told: tuple[ReaderState, ...] | None = None
    changes: Mapping[str, int] = {}
    while not cancel.is_set():
        before, changes = changes, _presences()
        known = {
            reader.name: reader.card for reader in told or () if changes.get(reader.name) == before.get(reader.name)
        }
        seen = tuple(ReaderState(name, _card(name, change, known)) for name, change in changes.items())
        if seen != told:
            listener(seen)
            told = seen
        cancel.wait(interval)


def _presences() -> Mapping[str, int]:
    try:
        return presences()
    except NoReader:
        return {}


def _card(name: str, change: int, known: Mapping[str, CardKind]) -> CardKind:
    """What is known stays; an unknown card is asked again, for it may have been held by a reading."""
    if not change:
        return CardKind.NONE
    card = known.get(name, CardKind.UNKNOWN)
    return card if card not in (CardKind.UNKNOWN, CardKind.NONE) else _ask(name)


def _ask(name: str) -> CardKind:
    try:
        return card_on(name)
    except NoReader:
        return CardKind.NONE
