"""The card's side of the window: its lane, the watch over the readers, a reading, and the practice card."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.lanes import Failed, Lane

if TYPE_CHECKING:
    from app.card.request import ReadRequest
    from app.card.secret import Secret
    from app.journeys.counter import Counter
    from models.card import CardReading, ReaderState
    from ui.practice_reader import PracticeReader


class CardDesk(QObject):
    """`readers_seen` tells every change; `readers` is what was seen last, None before the first look."""

    readers_seen = Signal(object)

    def __init__(self, counter: Counter, parent: QObject, *, practice: bool) -> None:
        super().__init__(parent)
        self._counter = counter
        self.readers: tuple[ReaderState, ...] | None = None
        self._cancel_watch, self._cancel_read = Event(), Event()
        self._practice = _practice_reader() if practice else None
        self.readers_seen.connect(self._remember)
        self._card, self._watch = Lane("card", self), Lane("watch", self)

    @property
    def practises(self) -> bool:
        return self._practice is not None

    def watch(self, failed: Failed) -> None:
        """Look at the readers until the desk is closed."""
        look = partial(self._counter.watch, self.readers_seen.emit, self._cancel_watch)
        self._watch.run(look, _nothing, failed)

    def read(self, request: ReadRequest, secret: Secret, done: Callable[[CardReading], None], failed: Failed) -> None:
        """Read with a secret, which is wiped whatever happens."""
        self._cancel_read = Event()

        def fail(error: Exception) -> None:
            secret.wipe()
            failed(error)

        self._card.run(partial(self._counter.read_card, request, lambda: secret, self._cancel_read), done, fail)

    def cancel(self) -> None:
        """A reading that still waits for its card ends with NoCard."""
        self._cancel_read.set()

    def move_practice_card(self) -> bool:
        """Lay the practice card down, or take it away; True where it lies now."""
        if self._practice is None:
            return False
        self._practice.take_away() if self._practice.laid else self._practice.lay()
        return self._practice.laid

    def close(self) -> None:
        self._cancel_watch.set()
        self._cancel_read.set()
        self._watch.close()
        self._card.close()
        if self._practice is not None:
            self._practice.take_away()

    def _remember(self, readers: tuple[ReaderState, ...]) -> None:
        self.readers = readers


def _practice_reader() -> PracticeReader:
    from ui.practice_reader import PracticeReader

    return PracticeReader()


def _nothing(_result: object) -> None:
    """The watch ends only with the window."""
