"""Which cards lie on which readers, told whenever it changes.

An own loop: the library's monitor threads die silently when the reader service stops, and never come back. It sleeps
inside the service until something happens, so that an idle counter costs nothing and a card is seen at once.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Event

from app.card.pcsc import Presence, Service, card_on
from app.errors import NoReader
from models.card import CardKind, ReaderCondition, Readers, ReaderState

Listener = Callable[[Readers], None]
_SLEEP = 0.25  # seconds at most between two looks at the cancel event
_RETRY = 0.1  # seconds between two attempts to reach an absent service


def watch(listener: Listener, cancel: Event) -> None:
    """Block until cancelled; tell `listener` the first state and each new one.

    A card is touched when it is laid down, and again only while its kind could not be asked, so that the watch never
    disturbs a reading. A card exchanged for another between two looks is told as taken away first.
    """
    look = _Look(listener)
    while not cancel.is_set():
        try:
            with Service() as service:
                look.follow(service, cancel)
        except NoReader:
            look.tell(None)
            cancel.wait(_RETRY)


class _Look:
    """What was told of the readers, and what is known of each."""

    def __init__(self, listener: Listener) -> None:
        self._listener = listener
        self._told: Readers | bool = False  # nothing yet
        self._known: dict[str, tuple[int, ReaderState]] = {}  # reader -> changes when it was seen so

    def follow(self, service: Service, cancel: Event) -> None:
        """Until cancelled, or NoReader when the service goes."""
        self._known = {}
        while not cancel.is_set():
            presences = service.presences()
            self.tell(tuple(self._at_once(name, presence) for name, presence in presences.items()))
            self.tell(tuple(self._asked(name, presence) for name, presence in presences.items()))
            service.wait(presences, _SLEEP)

    def tell(self, readers: Readers) -> None:
        if readers != self._told:
            self._told = readers
            self._listener(readers)

    def _at_once(self, name: str, presence: Presence) -> ReaderState:
        """Without touching a card: a new one is being checked, one that never left is what it was."""
        if not presence.card:
            return ReaderState(name, CardKind.NONE)
        changes, state = self._known.get(name, (-1, None))
        if state is None or changes != presence.changes:
            return ReaderState(name, CardKind.UNKNOWN, ReaderCondition.CHECKING)
        return state

    def _asked(self, name: str, presence: Presence) -> ReaderState:
        state = self._at_once(name, presence)
        if state.condition is not ReaderCondition.READY:
            state = card_on(name)
        self._known[name] = presence.changes, state
        return state
