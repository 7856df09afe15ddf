"""One reading from waiting to done: the steps, and the table of states that the window shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from threading import Event
from typing import TYPE_CHECKING

from app import clock
from app.card import mynumber
from app.card.connection import CardConnection, Talk
from app.card.kind import kind_of
from app.card.secret import Secret
from app.errors import (
    CardMoved,
    InvalidInput,
    KnownError,
    Locked,
    NoCard,
    NoReader,
    Refused,
    UnreadableCard,
    WrongSecret,
)
from models.card import CardKind, CardReading, Integrity, SecretKind
from models.person import Person

if TYPE_CHECKING:
    from collections.abc import Mapping

SecretSource = Callable[[], Secret | None]
Progress = Callable[["ReadingState"], None]


class ReadingState(StrEnum):
    """What the clerk sees of a reading."""

    NO_READER = "no_reader"
    WAITING = "waiting"
    ASKING = "asking"
    READING = "reading"
    WRONG = "wrong"
    LAST_TRY = "last_try"
    LOCKED = "locked"
    MOVED = "moved"
    UNREADABLE = "unreadable"
    DONE = "done"


class ReadingEvent(StrEnum):
    """What can happen to a reading."""

    READER_GONE = "reader_gone"
    CARD_IN = "card_in"
    CARD_GONE = "card_gone"
    SECRET_GIVEN = "secret_given"
    SECRET_WRONG = "secret_wrong"
    ONE_TRY_LEFT = "one_try_left"
    SECRET_BLOCKED = "secret_blocked"
    BAD_CONTENT = "bad_content"
    READ = "read"


_S, _E = ReadingState, ReadingEvent
_ALWAYS = {
    _E.READER_GONE: _S.NO_READER,
    _E.CARD_GONE: _S.WAITING,
    _E.CARD_IN: _S.ASKING,
    _E.BAD_CONTENT: _S.UNREADABLE,
}
_EXACT: Mapping[tuple[ReadingState, ReadingEvent], ReadingState] = {
    (_S.READING, _E.CARD_GONE): _S.MOVED,
    (_S.DONE, _E.CARD_GONE): _S.DONE,
    (_S.LOCKED, _E.SECRET_GIVEN): _S.LOCKED,
    (_S.READING, _E.SECRET_WRONG): _S.WRONG,
    (_S.READING, _E.ONE_TRY_LEFT): _S.LAST_TRY,
    (_S.READING, _E.SECRET_BLOCKED): _S.LOCKED,
    (_S.READING, _E.READ): _S.DONE,
    (_S.ASKING, _E.SECRET_GIVEN): _S.READING,
    (_S.WRONG, _E.SECRET_GIVEN): _S.READING,
    (_S.LAST_TRY, _E.SECRET_GIVEN): _S.READING,
}


def next_state(state: ReadingState, event: ReadingEvent) -> ReadingState:
    """The table: what is not in it leaves the state as it was."""
    return _EXACT.get((state, event), _ALWAYS.get(event, state))


def event_of(error: KnownError) -> ReadingEvent | None:
    """Which event an error of a reading is."""
    events: Mapping[type[KnownError], ReadingEvent] = {
        NoReader: _E.READER_GONE,
        NoCard: _E.CARD_GONE,
        CardMoved: _E.CARD_GONE,
        WrongSecret: _E.SECRET_WRONG,
        Locked: _E.SECRET_BLOCKED,
        Refused: _E.ONE_TRY_LEFT,
        UnreadableCard: _E.BAD_CONTENT,
    }
    return events.get(type(error))


@dataclass(frozen=True)
class ReadRequest:
    """What to read. `with_number` also reads the individual number: only for tasks whose law requires it."""

    kind: SecretKind = SecretKind.PIN
    reader: str | None = None
    with_number: bool = False
    last_try: bool = False
    timeout: float = 20.0


def read_card(
    request: ReadRequest, secret: SecretSource, cancel: Event, connect: Callable[[], CardConnection] | None = None
) -> CardReading:
    """Wait for a card and read it. `secret` is asked only when the card needs one; None reads what is free.

    Raises NoReader, NoCard, WrongSecret, Locked, CardMoved, UnreadableCard, InvalidInput, Refused.
    `connect` opens another door than the reader service (a simulated card).
    """
    if connect is None:
        from app.card.pcsc import wait_for_card

        card: CardConnection = wait_for_card(request.reader, request.timeout, cancel)
    else:
        card = connect()
    with Talk(card) as talk:
        return read_connected(talk, request, secret)


def read_connected(talk: Talk, request: ReadRequest, secret: SecretSource) -> CardReading:
    """Read a card that lies on the reader."""
    expires_on = mynumber.read_expiry(talk)
    kind = kind_of(talk)
    if kind is not CardKind.MY_NUMBER:
        raise UnreadableCard(f"kind_{kind}")
    _refuse_what_no_card_gives(request)
    tries = mynumber.ask_tries(talk, request.kind)
    free = _reading(talk, expires_on, tries)
    given = secret()
    if given is None:
        return free
    with given:
        if given.kind is not request.kind:
            raise InvalidInput([])
        given.checked()
        mynumber.guard_tries(tries, last_try=request.last_try)
        mynumber.verify(talk, given)
    return _read_person(talk, request, free)


def _refuse_what_no_card_gives(request: ReadRequest) -> None:
    if request.kind in (SecretKind.NUMBER_A, SecretKind.RESIDENCE_NUMBER):
        raise Refused("secret_gives_no_text")
    if request.with_number and request.kind is not SecretKind.PIN:
        raise Refused("number_needs_pin")


def _reading(talk: Talk, expires_on: date | None, tries: int | None) -> CardReading:
    expired = expires_on < clock.today() if expires_on else None
    warnings = ("カードの有効期限が過ぎています。",) if expired else ()
    return CardReading(
        CardKind.MY_NUMBER, expires_on, expired, tries, None, "not_checked", warnings, talk.exchanges, talk.elapsed_ms
    )


def _read_person(talk: Talk, request: ReadRequest, free: CardReading) -> CardReading:
    basic = mynumber.read_basic(talk)
    digits, stored = mynumber.read_number(talk) if request.with_number else (None, None)
    integrity = mynumber.check_integrity(talk, basic.signed, stored)
    person: Person = replace(basic.person, individual_number=digits)
    most = mynumber.SECRETS[request.kind].most_tries
    return replace(
        free,
        person=person,
        integrity=integrity,
        tries_left=most or free.tries_left,  # a right secret sets the counter back
        warnings=(*free.warnings, *basic.warnings, *_integrity_warning(integrity)),
        exchanges=talk.exchanges,
        elapsed_ms=talk.elapsed_ms,
    )


def _integrity_warning(integrity: Integrity) -> tuple[str, ...]:
    if integrity != "mismatch":
        return ()
    return ("チップの署名と内容が合いません。券面とご本人に確かめ、手で入力してください。",)
