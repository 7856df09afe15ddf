"""The real reader service (PC/SC). The only file that knows the reader library; every fault of it becomes ours."""

from __future__ import annotations

import time
from collections.abc import Mapping
from threading import Event

from smartcard import scard
from smartcard.CardConnection import CardConnection as Library
from smartcard.Exceptions import (
    CardConnectionException,
    CardRequestException,
    ListReadersException,
    NoCardException,
    SmartcardException,
)
from smartcard.pcsc.PCSCExceptions import BaseSCardException, EstablishContextException
from smartcard.System import readers

from app.card.connection import CardConnection
from app.card.kind import kind_of
from app.errors import CardMoved, KnownError, NoCard, NoReader
from models.card import CardKind, ReaderState

_POLL = 0.1  # seconds
_FAULTS = (SmartcardException, BaseSCardException)
_SERVICE_FAULTS = (EstablishContextException, ListReadersException)


class PcscConnection(CardConnection):
    """A card in a reader of the service. Disconnected explicitly: the library's destructor would reset the next one."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def transmit(self, command: bytes | bytearray) -> tuple[bytes, int]:
        try:
            data, high, low = self._library.transmit(list(command))
        except _FAULTS:
            raise CardMoved from None  # the library's message may hold the command
        return bytes(data), high << 8 | low

    def close(self) -> None:
        try:
            self._library.disconnect()
        except _FAULTS:
            return  # the card or the service has gone: nothing is left to release


def reader_names() -> list[str]:
    """The readers that are plugged in; NoReader("service") where the reader service does not answer."""
    try:
        return [str(reader) for reader in readers()]
    except _SERVICE_FAULTS:
        raise NoReader(reason="service") from None


def list_readers() -> list[ReaderState]:
    """Every reader with the kind of card that lies on it."""
    return [ReaderState(name, card_on(name)) for name in reader_names()]


def presences() -> Mapping[str, int]:
    """Every reader with the number of changes on it while a card lies there, 0 while none does; no card is touched.

    The number tells a card exchanged between two looks from one that never left.
    """
    names = reader_names()
    result, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_USER)
    if result != scard.SCARD_S_SUCCESS:
        raise NoReader(reason="service")
    try:
        _, states = scard.SCardGetStatusChange(context, 0, [(name, scard.SCARD_STATE_UNAWARE) for name in names])
    finally:
        scard.SCardReleaseContext(context)
    return {name: (state >> 16) + 1 if state & scard.SCARD_STATE_PRESENT else 0 for name, state, _ in states}


def card_on(reader: str) -> CardKind:
    """The kind of the card on one reader; `none` where there is none or it has just gone."""
    try:
        with connect(reader) as card:
            return kind_of(card)
    except NoCard:
        return CardKind.NONE
    except KnownError:  # another program holds it, or it is just being taken away
        return CardKind.UNKNOWN


def connect(reader: str) -> PcscConnection:
    """Open the card on a reader: for us alone where possible, shared where another program holds it."""
    matching = [one for one in readers() if str(one) == reader]
    if not matching:
        raise NoReader
    library = matching[0].createConnection()
    for mode in (scard.SCARD_SHARE_EXCLUSIVE, scard.SCARD_SHARE_SHARED):
        try:
            library.connect(mode=mode, disposition=scard.SCARD_UNPOWER_CARD)
        except NoCardException:
            raise NoCard from None
        except (CardConnectionException, CardRequestException):
            continue
        return PcscConnection(library)
    raise CardMoved


def wait_for_card(reader: str | None, timeout: float, cancel: Event) -> PcscConnection:
    """The first card on the named reader, or on any; NoCard after `timeout` seconds or when cancelled."""
    limit = time.monotonic() + timeout
    while True:
        names = reader_names()
        if not names or (reader and reader not in names):
            raise NoReader
        for name in [reader] if reader else names:
            try:
                return connect(name)
            except (NoCard, CardMoved):
                continue
        if cancel.wait(_POLL) or time.monotonic() >= limit:
            raise NoCard
