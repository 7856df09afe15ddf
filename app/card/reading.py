"""The states of a reading as the window shows them: one table, no nested conditions."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from app.errors import CardMoved, KnownError, Locked, NoCard, NoReader, Refused, UnreadableCard, WrongSecret


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
