"""The card's side of the window: its lane, the watch over the readers, a reading, and the practice card."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.lanes import Failed, Lane, Waiting

if TYPE_CHECKING:
    from app.card.request import ReadRequest
    from app.card.secret import Secret
    from app.card.staff_card import CardProof
    from app.journeys.counter import Counter
    from models.card import CardReading, Readers
    from ui.practice_reader import PracticeReader
    from ui.work import Work

    CardProving = Callable[[str | None, Event], CardProof]


class CardDesk(QObject):
    """`readers_seen` tells every change; `readers` is what was seen last, once `looked`. `known` is what a running
    reading knows so far.

    The reader in which the clerk's own card stays is kept out of all that; `staff_card_lifted` tells when it leaves.
    """

    readers_seen = Signal(object)
    known = Signal(object)
    staff_card_lifted = Signal()
    _watched = Signal(object)

    def __init__(self, counter: Counter, parent: QObject, *, practice: bool) -> None:
        super().__init__(parent)
        self._counter = counter
        self.readers: Readers = ()
        self._all: Readers = ()
        self._apart_from = ""
        self.looked = False
        self._cancel_watch, self._cancel_read = Event(), Event()
        self._practice = _practice_reader() if practice else None
        self._watched.connect(self._sort)
        self.readers_seen.connect(self._remember)
        self.lane, self._watch = Lane("card", self), Lane("watch", self)

    @property
    def situations(self) -> Mapping[str, str]:
        """What can be practised, by the name of the card; nothing at a counter that does not practise."""
        return self._practice.situations if self._practice is not None else {}

    def watch(self, failed: Failed) -> None:
        """Look at the readers until the desk is closed."""
        look = partial(self._counter.watch, self._watched.emit, self._cancel_watch)
        self._watch.run(look, _nothing, failed)

    def look(self, request: ReadRequest, done: Callable[[CardReading], None], failed: Failed) -> None:
        """Read what the card tells without a secret."""
        do = partial(self._counter.read_card, self._apart(request), _no_secret, self._begin())
        self.lane.run(do, done, failed)

    def read(self, request: ReadRequest, secret: Secret, done: Callable[[CardReading], None], failed: Failed) -> None:
        """Read with a secret, which is wiped whatever happens."""
        do = partial(self._counter.read_card, self._apart(request), lambda: secret, self._begin(), self.known.emit)
        self.lane.run(do, done, partial(_wiped, secret, failed))

    def read_number(
        self, work: Work, request: ReadRequest, secret: Secret, done: Callable[[tuple[int, str]], None], failed: Failed
    ) -> None:
        """The individual number of one of the members whose sheets ask for it."""
        forms = [one.form for one in work.number_forms]
        do = partial(self._counter.read_number, work.case, forms, self._apart(request), lambda: secret, self._begin())
        self.lane.run(do, done, partial(_wiped, secret, failed))

    def prove(self, do: CardProving, done: Callable[[CardProof], None], failed: Failed, waiting: Waiting) -> None:
        """Let the staff card that lies there prove itself."""
        laid = [one.name for one in self._all or () if one.card == "staff"]  # a StrEnum, not needed at the start
        self.lane.run(partial(do, laid[0] if len(laid) == 1 else None, self._begin()), done, failed, waiting)

    def keep_apart(self, reader: str) -> None:
        """From now on this reader is the clerk's own card's; none where it is empty."""
        self._apart_from = reader
        if reader and any(one.name == reader and one.card == "none" for one in self._all or ()):
            self._apart_from = ""
            self.staff_card_lifted.emit()
        self._tell()

    def _sort(self, readers: Readers) -> None:
        self._all = readers
        if self._apart_from and not _lies_in(self._apart_from, readers):
            self._apart_from = ""
            self.staff_card_lifted.emit()
        self._tell()

    def _tell(self) -> None:
        others = None if self._all is None else tuple(one for one in self._all if one.name != self._apart_from)
        self.readers_seen.emit(others)

    def _apart(self, request: ReadRequest) -> ReadRequest:
        return replace(request, apart_from=self._apart_from)

    def _begin(self) -> Event:
        """What a new reading is cancelled by."""
        self._cancel_read = Event()
        return self._cancel_read

    def cancel(self) -> None:
        """A reading that runs, or still waits for its card, ends with NoCard."""
        self._cancel_read.set()

    def move_practice_card(self, name: str) -> bool:
        """Lay this practice card down, or take away the one that lies there; True where one lies now."""
        if self._practice is None:
            return False
        self._practice.take_away() if self._practice.laid else self._practice.lay(name)
        return self._practice.laid

    def close(self) -> None:
        self._cancel_watch.set()
        self._cancel_read.set()
        self._watch.close()
        self.lane.close()
        if self._practice is not None:
            self._practice.take_away()

    def _remember(self, readers: Readers) -> None:
        self.readers, self.looked = readers, True


def _lies_in(reader: str, readers: Readers) -> bool:
    """Whether a staff card lies there untouched: one that is being checked has been lifted."""
    from models.card import CardKind, ReaderState  # only here: the window starts without it

    return ReaderState(reader, CardKind.STAFF) in (readers or ())


def _practice_reader() -> PracticeReader:
    from ui.practice_reader import PracticeReader

    return PracticeReader()


def _nothing(_result: object) -> None:
    """The watch ends only with the window."""


def _wiped(secret: Secret, failed: Failed, error: Exception) -> None:
    secret.wipe()
    failed(error)


def _no_secret() -> None:
    """A look opens nothing."""
