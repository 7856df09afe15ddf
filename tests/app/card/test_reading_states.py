"""The table of a reading's states, every pair written out by hand and not derived from the code."""

from itertools import product

import pytest

from app.card.reading import ReadingEvent, ReadingState, event_of, event_of_tries, next_state, seen
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
from models.card import CardKind, ReaderCondition, Readers, ReaderState

S, E = ReadingState, ReadingEvent
# One row a state, one column an event; "." leaves the state as it was.
# A: no service, R: no reader, W: waiting, C: checking, V: several cards, U: in use, O: other card, K: asking,
# B: reading (busy), L: slow, X: wrong, 1: last try, 0: locked, M: moved, F: unreadable, N: no answer, D: done
LETTERS = dict(zip("ARWCVUOKBLX10MFND", ReadingState, strict=True))
EVENTS = (
    E.SERVICE_GONE, E.READER_GONE, E.CARD_GONE, E.CARD_NEW, E.CARD_IN, E.OTHER_CARD_IN, E.SEVERAL_CARDS_IN, E.CARD_HELD,
    E.ROUTE_CHOSEN, E.SECRET_GIVEN, E.TAKES_LONG, E.SECRET_WRONG, E.ONE_TRY_LEFT, E.SECRET_BLOCKED, E.CARD_LIFTED,
    E.BAD_CONTENT, E.SILENT, E.STOPPED, E.READ,
)  # fmt: skip
#        service  gone  new  other  held  given  wrong  blocked  bad    stopped
#           reader   |   card in several route long  one  lifted  silent   read
TABLE = """
A           .  R  W  C  K  O  V  U  .  .  .  .  .  .  .  .  .  .  .
R           A  .  W  C  K  O  V  U  .  .  .  .  .  .  .  .  .  .  .
W           A  R  .  C  K  O  V  U  .  .  .  .  .  .  .  .  .  .  .
C           A  R  W  .  K  O  V  U  .  .  .  .  .  .  .  .  .  .  .
V           A  R  W  C  K  O  .  U  .  .  .  .  .  .  .  .  .  .  .
U           A  R  W  C  K  O  V  .  .  .  .  .  .  .  .  .  .  .  .
O           A  R  W  C  K  .  V  U  .  .  .  .  .  .  .  .  .  .  .
K           A  R  W  C  .  O  V  U  .  B  .  .  1  0  .  F  N  .  .
B           A  R  M  .  .  .  V  U  .  .  L  X  1  0  M  F  N  K  D
L           A  R  M  .  .  .  V  U  .  .  .  X  1  0  M  F  N  K  D
X           A  R  W  C  .  O  V  U  K  B  .  .  .  .  .  .  .  .  .
1           A  R  W  C  .  O  V  U  K  B  .  .  .  .  .  .  .  .  .
0           A  R  W  C  .  O  V  U  K  .  .  .  .  .  .  .  .  .  .
M           A  R  .  C  K  O  V  U  K  B  .  .  .  .  .  .  .  .  D
F           A  R  W  C  .  O  V  U  K  B  .  .  .  .  .  .  .  .  .
N           A  R  W  C  .  O  V  U  K  B  .  .  .  .  .  .  .  .  .
D           A  R  .  C  .  O  V  U  .  .  .  .  .  .  .  .  .  .  .
"""
ROWS = {LETTERS[row.split()[0]]: row.split()[1:] for row in TABLE.strip().splitlines()}


@pytest.mark.parametrize("state", ReadingState)
def test_every_event_leads_from_every_state_to_the_one_that_is_written_here(state: ReadingState) -> None:
    expected = [state if letter == "." else LETTERS[letter] for letter in ROWS[state]]
    assert [next_state(state, event) for event in EVENTS] == expected


def test_the_table_here_is_whole() -> None:
    assert set(ROWS) == set(ReadingState)
    assert sorted(EVENTS) == sorted(ReadingEvent)
    assert {len(row) for row in ROWS.values()} == {len(EVENTS)}


def test_every_state_is_reached_from_waiting_and_none_is_a_trap() -> None:
    for start in ReadingState:
        reached = {start}
        while more := {next_state(state, event) for state, event in product(reached, ReadingEvent)} - reached:
            reached |= more
        assert reached == set(ReadingState)


@pytest.mark.parametrize(
    ("error", "event"),
    [
        (NoReader(), E.READER_GONE),
        (NoReader(reason="service"), E.SERVICE_GONE),
        (NoReader(reason="in_use"), E.CARD_HELD),
        (NoCard(), E.CARD_LIFTED),
        (NoCard(reason="cancelled"), E.STOPPED),
        (CardMoved(), E.CARD_LIFTED),
        (WrongSecret(2), E.SECRET_WRONG),
        (WrongSecret(None), E.SECRET_WRONG),
        (WrongSecret(1), E.ONE_TRY_LEFT),
        (Locked(), E.SECRET_BLOCKED),
        (UnreadableCard("tlv_tag"), E.BAD_CONTENT),
        (UnreadableCard("no_answer"), E.SILENT),
        (Refused("last_try", tries_left=1), E.ONE_TRY_LEFT),
        (Refused("several_cards"), E.SEVERAL_CARDS_IN),
        (InvalidInput([]), None),
    ],
    ids=str,
)
def test_every_error_of_a_reading_is_an_event(error: KnownError, event: ReadingEvent | None) -> None:
    assert event_of(error) is event


@pytest.mark.parametrize(("tries", "event"), [(None, None), (3, None), (1, E.ONE_TRY_LEFT), (0, E.SECRET_BLOCKED)])
def test_the_tries_left_are_an_event_before_anything_is_typed(tries: int | None, event: ReadingEvent | None) -> None:
    assert event_of_tries(tries) is event


EMPTY = ReaderState("A", CardKind.NONE)
CARD = ReaderState("B", CardKind.MY_NUMBER)


@pytest.mark.parametrize(
    ("readers", "chosen", "event", "about"),
    [
        (None, "", E.SERVICE_GONE, None),
        ((), "", E.READER_GONE, None),
        ((EMPTY,), "", E.CARD_GONE, None),
        ((EMPTY, CARD), "", E.CARD_IN, "B"),
        ((EMPTY, CARD), "A", E.CARD_GONE, None),
        ((EMPTY, CARD), "a reader that was unplugged", E.CARD_IN, "B"),
        ((ReaderState("A", CardKind.PHONE), CARD), "", E.SEVERAL_CARDS_IN, None),
        ((ReaderState("A", CardKind.PHONE), CARD), "B", E.CARD_IN, "B"),
        ((ReaderState("A", CardKind.PHONE),), "", E.OTHER_CARD_IN, "A"),
        ((ReaderState("A", CardKind.STAFF),), "", E.OTHER_CARD_IN, "A"),
        ((ReaderState("A", CardKind.RESIDENCE),), "", E.CARD_IN, "A"),
        ((ReaderState("A", CardKind.UNKNOWN, ReaderCondition.CHECKING),), "", E.CARD_NEW, "A"),
        ((ReaderState("A", CardKind.UNKNOWN, ReaderCondition.IN_USE),), "", E.CARD_HELD, "A"),
    ],
)
def test_what_the_watch_says_is_an_event_of_one_reader(
    readers: Readers, chosen: str, event: ReadingEvent, about: str | None
) -> None:
    told, reader = seen(readers, chosen)
    assert (told, reader.name if reader else None) == (event, about)
