"""The real reader service (PC/SC). The only file that knows the reader library; every fault of it becomes ours.

The library's plain calls are used, not its objects: those reset the card and complain when they are forgotten, and
their monitors die with the service.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from threading import Event
from typing import Self

from smartcard import scard

from app.card.connection import CardConnection, Talk
from app.card.kind import kind_of
from app.card.patience import Patient
from app.errors import CardMoved, KnownError, NoCard, NoReader, Refused, UnreadableCard
from models.card import CardKind, ReaderCondition, ReaderState

_POLL = 0.1  # seconds
_KIND_LIMIT = 5.0  # seconds for the few commands that tell which card it is
_PLUG = "\\\\?PnP?\\Notification"
"""The pretended reader that changes when a real one is plugged in or out."""
_STATUS_CLASSES = (0x6, 0x9)
"""ISO/IEC 7816-4: a status word begins with 6 or 9. Anything else is an answer that was cut off."""
_NO_CARD = {scard.SCARD_E_NO_SMARTCARD, scard.SCARD_W_REMOVED_CARD}
_NO_READER = {scard.SCARD_E_UNKNOWN_READER, scard.SCARD_E_READER_UNAVAILABLE, scard.SCARD_E_NO_READERS_AVAILABLE}
_NO_SERVICE = {
    scard.SCARD_E_NO_SERVICE,
    scard.SCARD_E_SERVICE_STOPPED,
    scard.SCARD_E_INVALID_HANDLE,
    scard.SCARD_F_COMM_ERROR,
}


class ReaderInUse(NoReader):
    """Another program holds the card on the reader for itself."""

    def __init__(self) -> None:
        super().__init__(reason="in_use")


@dataclass(frozen=True)
class Presence:
    """What the service says of a reader without touching the card: `raw` is its own word, given back to it in `wait`.

    `changes` counts what was laid down and taken away: it tells a card exchanged between two looks from one that
    never left.
    """

    raw: int

    @property
    def card(self) -> bool:
        return bool(self.raw & scard.SCARD_STATE_PRESENT)

    @property
    def changes(self) -> int:
        return self.raw >> 16


class Service:
    """One conversation with the reader service, for one thread. Every method: NoReader where it has gone."""

    def __init__(self) -> None:
        result, self._context = scard.SCardEstablishContext(scard.SCARD_SCOPE_USER)
        _require_service(result)

    def reader_names(self) -> list[str]:
        """The readers that are plugged in; none is no error."""
        result, names = scard.SCardListReaders(self._context, [])
        if result in _NO_READER:
            return []
        _require_service(result)
        return list(names)

    def presences(self) -> Mapping[str, Presence]:
        """Every reader as it is at this moment, in the service's order."""
        names = self.reader_names()
        if not names:
            return {}
        result, states = scard.SCardGetStatusChange(
            self._context, 0, [(name, scard.SCARD_STATE_UNAWARE) for name in names]
        )
        if result in _NO_READER:  # unplugged between the two calls: the next look is right again
            return {}
        _require_service(result)
        return {name: Presence(state) for name, state, _ in states}

    def wait(self, known: Mapping[str, Presence], seconds: float) -> None:
        """Sleep in the service until a reader or card is not as it was known, at most so long."""
        states = [(name, presence.raw & ~scard.SCARD_STATE_CHANGED) for name, presence in known.items()]
        result, _ = scard.SCardGetStatusChange(
            self._context, round(seconds * 1000), [(_PLUG, len(known) << 16), *states]
        )
        if result not in (scard.SCARD_E_TIMEOUT, *_NO_READER):
            _require_service(result)

    def connect(self, reader: str, *, leave: bool = False) -> PcscConnection:
        """Open the card on a reader: for us alone where possible, shared where another program holds it.

        `leave` lets the card be as it is in the end: for looks that open nothing. Raises NoCard, CardMoved, NoReader.
        """
        result = scard.SCARD_E_SHARING_VIOLATION
        for mode in (scard.SCARD_SHARE_EXCLUSIVE, scard.SCARD_SHARE_SHARED):
            result, handle, protocol = scard.SCardConnect(
                self._context, reader, mode, scard.SCARD_PROTOCOL_T0 | scard.SCARD_PROTOCOL_T1
            )
            if result == scard.SCARD_S_SUCCESS:
                return PcscConnection(handle, protocol, shared=mode == scard.SCARD_SHARE_SHARED, leave=leave)
            if result != scard.SCARD_E_SHARING_VIOLATION:
                break
        raise _connect_error(result)

    def close(self) -> None:
        scard.SCardReleaseContext(self._context)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class PcscConnection(CardConnection):
    """A card in a reader of the service."""

    def __init__(self, handle: int, protocol: int, *, shared: bool, leave: bool) -> None:
        self._handle, self._leave = handle, leave
        self._protocol = scard.SCARD_PCI_T1 if protocol == scard.SCARD_PROTOCOL_T1 else scard.SCARD_PCI_T0
        self._answered = False
        if shared:  # nobody else's command may come between ours
            scard.SCardBeginTransaction(handle)

    def transmit(self, command: bytes | bytearray) -> tuple[bytes, int]:
        result, answer = scard.SCardTransmit(self._handle, self._protocol, list(command))
        self._answered = result == scard.SCARD_S_SUCCESS and len(answer) >= 2 and answer[-2] >> 4 in _STATUS_CLASSES
        if not self._answered:
            raise _service_or_moved(result)
        return bytes(answer[:-2]), answer[-2] << 8 | answer[-1]

    def close(self) -> None:
        """Reset the card, so that nobody finds it opened by the secret.

        Not one that did not answer last: it has gone, and a reset would make the service overlook a card that is laid
        down again at once until it is lifted once more.
        """
        reset = self._answered and not self._leave
        scard.SCardDisconnect(self._handle, scard.SCARD_RESET_CARD if reset else scard.SCARD_LEAVE_CARD)


class AwaitedCard(CardConnection):
    """The card on the named reader, or the only one on any, waited for `timeout` seconds.

    The service shows a card for a moment after it has left: as long as the card has not answered once, it is waited
    for again. Opening raises NoCard (also when cancelled), NoReader, CardMoved, UnreadableCard, and Refused where
    several cards lie. `leave`: see `Service.connect`. `apart_from` is the reader in which the clerk's own card stays.
    """

    def __init__(
        self, reader: str | None, timeout: float, cancel: Event, *, leave: bool = False, apart_from: str = ""
    ) -> None:
        self._reader, self._leave, self._cancel, self._apart_from = reader, leave, cancel, apart_from
        self.where = ""
        self._until = time.monotonic() + timeout
        self._answered = False
        self._service = Service()
        try:
            self._card = self._find()
        except BaseException:
            self._service.close()
            raise

    def transmit(self, command: bytes | bytearray) -> tuple[bytes, int]:
        while True:
            try:
                answer = self._card.transmit(command)
            except CardMoved as error:
                if self._answered:
                    raise
                self._wait_on(error)
                self._card.close()
                self._card = self._find()
            else:
                self._answered = True
                return answer

    def close(self) -> None:
        self._card.close()
        self._service.close()

    def _find(self) -> PcscConnection:
        while True:
            try:
                self.where = _chosen(self._service.presences(), self._reader, self._apart_from)
                return self._service.connect(self.where, leave=self._leave)
            except (NoCard, CardMoved, ReaderInUse, UnreadableCard) as error:
                self._wait_on(error)

    def _wait_on(self, error: KnownError) -> None:
        """Until the next attempt; when the time is over, what hindered the last one."""
        if self._cancel.wait(_POLL):
            raise NoCard(reason="cancelled")
        if time.monotonic() >= self._until:
            raise error


def reader_names() -> list[str]:
    """The readers that are plugged in; NoReader("service") where the reader service does not answer."""
    with Service() as service:
        return service.reader_names()


def list_readers() -> list[ReaderState]:
    """Every reader with the kind of card that lies on it."""
    with Service() as service:
        presences = service.presences()
    return [
        card_on(name) if presence.card else ReaderState(name, CardKind.NONE) for name, presence in presences.items()
    ]


def card_on(reader: str) -> ReaderState:
    """One reader with the kind of its card; `in_use` where another program holds it, `checking` where it moves."""
    try:
        with Patient(partial(AwaitedCard, reader, 0.0, Event(), leave=True), Event(), _KIND_LIMIT) as card:
            return ReaderState(reader, kind_of(Talk(card)))
    except NoCard:
        return ReaderState(reader, CardKind.NONE)
    except CardMoved:
        return ReaderState(reader, CardKind.UNKNOWN, ReaderCondition.CHECKING)
    except ReaderInUse:
        return ReaderState(reader, CardKind.UNKNOWN, ReaderCondition.IN_USE)
    except KnownError:  # it answers nothing that we understand
        return ReaderState(reader, CardKind.UNKNOWN)


def _chosen(presences: Mapping[str, Presence], reader: str | None, apart_from: str) -> str:
    """The reader to read from. With cards on several readers nobody guesses whose card is meant."""
    if not presences or (reader and reader not in presences):
        raise NoReader
    if reader and reader != apart_from:
        return reader
    laid = [name for name, presence in presences.items() if presence.card and name != apart_from]
    if len(laid) > 1:
        raise Refused("several_cards")
    if not laid:
        raise NoCard
    return laid[0]


def _require_service(result: int) -> None:
    if result != scard.SCARD_S_SUCCESS:
        raise NoReader(reason="service")


def _connect_error(result: int) -> KnownError:
    if result in _NO_CARD:
        return NoCard()
    if result in _NO_READER:
        return NoReader()
    if result == scard.SCARD_E_SHARING_VIOLATION:
        return ReaderInUse()
    if result == scard.SCARD_W_UNRESPONSIVE_CARD:
        return UnreadableCard("no_answer")
    return _service_or_moved(result)


def _service_or_moved(result: int) -> KnownError:
    return NoReader(reason="service") if result in _NO_SERVICE else CardMoved()
