"""The states of a reading as the window shows them: one table, no nested conditions.

Two sources move it: the watch, which tells what lies on the readers, and the reading itself, which tells how it went.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from app.errors import CardMoved, KnownError, Locked, NoCard, NoReader, Refused, UnreadableCard, WrongSecret
from models.card import CardKind, ReaderCondition, Readers, ReaderState, SecretKind

ROUTES: Mapping[CardKind, tuple[SecretKind, ...]] = {
    CardKind.MY_NUMBER: (SecretKind.PIN, SecretKind.NUMBER_B),
    CardKind.RESIDENCE: (SecretKind.RESIDENCE_NUMBER,),
    CardKind.DRIVER_LICENCE: (SecretKind.LICENCE_PIN1,),
}
"""The secrets by which a kind of card gives what the counter needs, the usual one first. Others are typed by hand."""
NOTICE_AFTER, GIVE_UP_AFTER = 3.0, 10.0
"""Seconds until the clerk is told that a card is slow, and until it is given up (ReadRequest.patience)."""


class ReadingState(StrEnum):
    """What the clerk sees of a reading."""

    NO_SERVICE = "no_service"
    NO_READER = "no_reader"
    WAITING = "waiting"
    CHECKING = "checking"
    SEVERAL_CARDS = "several_cards"
    IN_USE = "in_use"
    OTHER_CARD = "other_card"
    ASKING = "asking"
    READING = "reading"
    SLOW = "slow"
    WRONG = "wrong"
    LAST_TRY = "last_try"
    LOCKED = "locked"
    MOVED = "moved"
    UNREADABLE = "unreadable"
    NO_ANSWER = "no_answer"
    DONE = "done"


class ReadingEvent(StrEnum):
    """What can happen to a reading."""

    SERVICE_GONE = "service_gone"
    READER_GONE = "reader_gone"
    CARD_GONE = "card_gone"
    CARD_NEW = "card_new"
    CARD_IN = "card_in"
    OTHER_CARD_IN = "other_card_in"
    SEVERAL_CARDS_IN = "several_cards_in"
    CARD_HELD = "card_held"
    ROUTE_CHOSEN = "route_chosen"
    SECRET_GIVEN = "secret_given"
    TAKES_LONG = "takes_long"
    SECRET_WRONG = "secret_wrong"
    ONE_TRY_LEFT = "one_try_left"
    SECRET_BLOCKED = "secret_blocked"
    CARD_LIFTED = "card_lifted"
    BAD_CONTENT = "bad_content"
    SILENT = "silent"
    STOPPED = "stopped"
    READ = "read"


_S, _E = ReadingState, ReadingEvent
BUSY = frozenset({_S.READING, _S.SLOW})
"""A reading runs: what the watch says of its card is the reading's own doing, except that the card has gone."""
ENTRY = frozenset({_S.ASKING, _S.WRONG, _S.LAST_TRY, _S.MOVED, _S.UNREADABLE, _S.NO_ANSWER})
"""A secret may be typed."""
_WITH_CARD = frozenset({_S.ASKING, _S.WRONG, _S.LAST_TRY, _S.LOCKED, _S.MOVED, _S.UNREADABLE, _S.NO_ANSWER})
_KEPT = frozenset({_S.WRONG, _S.LAST_TRY, _S.LOCKED, _S.UNREADABLE, _S.NO_ANSWER, _S.DONE})
"""An outcome stands while its card lies there, also when the watch tells it again."""

_FROM_ANYWHERE: Mapping[ReadingEvent, ReadingState] = {
    _E.SERVICE_GONE: _S.NO_SERVICE,
    _E.READER_GONE: _S.NO_READER,
    _E.CARD_GONE: _S.WAITING,
    _E.CARD_NEW: _S.CHECKING,
    _E.CARD_IN: _S.ASKING,
    _E.OTHER_CARD_IN: _S.OTHER_CARD,
    _E.SEVERAL_CARDS_IN: _S.SEVERAL_CARDS,
    _E.CARD_HELD: _S.IN_USE,
}
_OUTCOMES: Mapping[ReadingEvent, ReadingState] = {
    _E.TAKES_LONG: _S.SLOW,
    _E.SECRET_WRONG: _S.WRONG,
    _E.ONE_TRY_LEFT: _S.LAST_TRY,
    _E.SECRET_BLOCKED: _S.LOCKED,
    _E.CARD_LIFTED: _S.MOVED,
    _E.CARD_GONE: _S.MOVED,
    _E.BAD_CONTENT: _S.UNREADABLE,
    _E.SILENT: _S.NO_ANSWER,
    _E.STOPPED: _S.ASKING,
    _E.READ: _S.DONE,
}
_UNTOUCHED_WHILE_BUSY = (_E.CARD_NEW, _E.CARD_IN, _E.OTHER_CARD_IN)
_LOOK = (_E.ONE_TRY_LEFT, _E.SECRET_BLOCKED, _E.BAD_CONTENT, _E.SILENT)
"""What the look at a card's free data may tell before any secret was typed."""

_TABLE: Mapping[tuple[ReadingState, ReadingEvent], ReadingState] = {
    **{(state, event): to for state in _S for event, to in _FROM_ANYWHERE.items()},
    **{(state, _E.CARD_IN): state for state in _KEPT},
    **{(state, event): to for state in BUSY for event, to in _OUTCOMES.items()},
    **{(state, event): state for state in BUSY for event in _UNTOUCHED_WHILE_BUSY},
    **{(state, _E.SECRET_GIVEN): _S.READING for state in ENTRY},
    **{(state, _E.ROUTE_CHOSEN): _S.ASKING for state in _WITH_CARD},
    **{(_S.ASKING, event): _OUTCOMES[event] for event in _LOOK},
    (_S.MOVED, _E.CARD_GONE): _S.MOVED,
    (_S.DONE, _E.CARD_GONE): _S.DONE,
    (_S.MOVED, _E.READ): _S.DONE,
}


def next_state(state: ReadingState, event: ReadingEvent) -> ReadingState:
    """The table: what is not in it leaves the state as it was."""
    return _TABLE.get((state, event), state)


def event_of(error: KnownError) -> ReadingEvent | None:
    """Which event an error of a reading is; None for what is not the card's doing (a secret of the wrong form)."""
    exact: Mapping[tuple[str, object], ReadingEvent] = {
        (NoReader.code, "service"): _E.SERVICE_GONE,
        (NoReader.code, "in_use"): _E.CARD_HELD,
        (NoCard.code, "cancelled"): _E.STOPPED,
        (UnreadableCard.code, "no_answer"): _E.SILENT,
        (Refused.code, "last_try"): _E.ONE_TRY_LEFT,
        (Refused.code, "several_cards"): _E.SEVERAL_CARDS_IN,
    }
    general: Mapping[str, ReadingEvent] = {
        NoReader.code: _E.READER_GONE,
        NoCard.code: _E.CARD_LIFTED,
        CardMoved.code: _E.CARD_LIFTED,
        WrongSecret.code: _E.ONE_TRY_LEFT if error.facts.get("tries_left") == 1 else _E.SECRET_WRONG,
        Locked.code: _E.SECRET_BLOCKED,
        UnreadableCard.code: _E.BAD_CONTENT,
    }
    return exact.get((error.code, error.facts.get("reason")), general.get(error.code))


def event_of_tries(tries: int | None) -> ReadingEvent | None:
    """What the tries left mean before a secret is asked for."""
    return {0: _E.SECRET_BLOCKED, 1: _E.ONE_TRY_LEFT}.get(-1 if tries is None else tries)


def seen(readers: Readers, chosen: str) -> tuple[ReadingEvent, ReaderState | None]:
    """What the watch says, and the reader that it is about. An empty `chosen`, or one that is gone, means any."""
    if readers is None:
        return _E.SERVICE_GONE, None
    if not readers:
        return _E.READER_GONE, None
    asked = [one for one in readers if one.name == chosen] or list(readers)
    cards = [one for one in asked if one.card is not CardKind.NONE]
    if not cards:
        return _E.CARD_GONE, None
    if len(cards) > 1:
        return _E.SEVERAL_CARDS_IN, None
    return _event_of_card(cards[0]), cards[0]


def _event_of_card(reader: ReaderState) -> ReadingEvent:
    if reader.condition is ReaderCondition.CHECKING:
        return _E.CARD_NEW
    if reader.condition is ReaderCondition.IN_USE:
        return _E.CARD_HELD
    return _E.CARD_IN if reader.card in ROUTES else _E.OTHER_CARD_IN
