"""The real reader service with the virtual reader: the same card, through the whole way."""

import contextlib
from collections.abc import Iterator
from dataclasses import replace
from threading import Event, Timer

import pytest
from smartcard import scard

from app.card.pcsc import Service, list_readers
from app.card.practice import practice_chip
from app.card.read import read_card
from app.card.request import ReadRequest
from app.card.secret import Secret
from app.card.simulated.faults import Fault, FaultyChip
from app.errors import CardMoved, KnownError, Locked, NoCard, NoReader, Refused, UnreadableCard, WrongSecret
from app.journeys.demonstration import PRACTICE
from models.card import CardKind, CardReading, ReaderCondition, ReaderState
from tests import reader_service
from tests.app.card import fuzzing
from tests.app.card.people import B_REQUEST, NUMBER_B, PIN, chip
from tests.reader_service import SECOND, SECOND_PORT, VIRTUAL, card_laid

pytestmark = [
    pytest.mark.reader,
    pytest.mark.skipif(not reader_service.available(), reason="the reader service and its virtual reader are absent"),
]


@pytest.fixture(autouse=True)
def service() -> Iterator[None]:
    with reader_service.running():
        yield


def read(secret: bytes = PIN, request: ReadRequest | None = None, cancel: Event | None = None) -> CardReading:
    request = request or ReadRequest(timeout=5)
    return read_card(request, lambda: Secret(request.kind, secret), cancel or Event())


def name(reading: CardReading) -> str | None:
    return reading.person.name if reading.person else None


def faulty(fault: Fault) -> FaultyChip:
    return FaultyChip(chip(), fault)


def test_the_card_on_the_virtual_reader_is_recognised_and_read() -> None:
    with card_laid(chip(name="𠮷﨑　葛\U000e0100")):
        assert ReaderState(VIRTUAL, CardKind.MY_NUMBER) in list_readers()
        assert name(read()) == "𠮷﨑　葛\U000e0100"


def test_an_empty_reader_gives_no_card_after_the_time_given() -> None:
    with pytest.raises(NoCard):
        read(request=ReadRequest(timeout=0.3))


def test_a_reader_that_is_not_there_is_told() -> None:
    with pytest.raises(NoReader):
        read_card(ReadRequest(reader="Reader 9"), lambda: None, Event())


def test_a_wrong_pin_through_the_service_costs_one_try() -> None:
    one = chip()
    with card_laid(one), pytest.raises(WrongSecret):
        read(b"0000")
    assert one.verifications == 1


ROUTES = {
    "pin": (ReadRequest(timeout=5), PIN),
    "pin with the number": (ReadRequest(timeout=5, with_number=True), PIN),
    "code B": (replace(B_REQUEST, timeout=5), NUMBER_B),
}


@pytest.mark.parametrize("route", ROUTES)
def test_a_card_torn_out_at_any_exchange_is_told_and_read_when_it_is_laid_down_again_at_once(route: str) -> None:
    request, secret = ROUTES[route]
    one, told = faulty(Fault()), 0
    with card_laid(one):
        exchanges = read(secret, request).exchanges
        for number in range(1, exchanges):
            one.fault, one.exchanges = Fault(tear_after=number, away_ms=50), 0
            before = one.verifications
            try:
                assert name(read(secret, request)) == "墨田　太郎"
            except CardMoved:
                told += 1
            assert one.verifications - before <= 1
            assert name(read(secret, request)) == "墨田　太郎"
    assert told >= exchanges - 3, "only what is asked after everything was read may be missed"


@pytest.mark.nightly
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("route", fuzzing.ROUTES)
def test_every_kind_of_card_torn_out_at_any_exchange_is_read_when_it_is_back(route: str) -> None:
    way = fuzzing.ROUTES[route]
    one = FaultyChip(way.chip(), Fault())

    def attempt() -> CardReading:
        return read_card(replace(way.request, timeout=5), lambda: Secret(way.request.kind, way.secret), Event())

    with card_laid(one):
        whole = attempt()
        for number in range(1, whole.exchanges):
            one.fault, one.exchanges = Fault(tear_after=number, away_ms=50), 0
            before = one.verifications
            with contextlib.suppress(CardMoved):
                attempt()
            assert one.verifications - before <= way.sends
            again = attempt()
            assert (again.person, again.details) == (whole.person, whole.details)


def test_a_card_that_leaves_before_its_first_answer_is_waited_for_again() -> None:
    one = faulty(Fault())
    with card_laid(one):
        one.fault = Fault(tear_after=0, away_ms=50)
        assert name(read()) == "墨田　太郎"


@pytest.mark.parametrize("away_ms", [0, 200, 600])
def test_a_card_torn_out_in_the_middle_of_an_answer_is_read_again(away_ms: int) -> None:
    with card_laid(faulty(Fault(tear_in_answer_after=7, away_ms=away_ms))):
        with pytest.raises(CardMoved):
            read()
        assert name(read()) == "墨田　太郎"


def test_a_mute_card_is_given_up_and_read_after_it_was_lifted() -> None:
    one = faulty(Fault(mute_after=4))
    with card_laid(one):
        with pytest.raises(UnreadableCard) as caught:
            read(request=ReadRequest(timeout=5, patience=0.3))
        assert caught.value.facts == {"reason": "no_answer"}
    with card_laid(one):
        assert name(read()) == "墨田　太郎"


def test_a_reading_of_a_slow_card_can_be_stopped_and_begun_again() -> None:
    one = faulty(Fault(delay_ms=100))
    cancel = Event()
    with card_laid(one):
        Timer(0.25, cancel.set).start()
        with pytest.raises(NoCard) as caught:
            read(cancel=cancel)
        assert caught.value.facts == {"reason": "cancelled"}
        one.fault = Fault()
        assert name(read()) == "墨田　太郎"


@pytest.mark.parametrize(
    "fault",
    [
        Fault(pieces=100),
        Fault(pieces=1),
        Fault(exact_length=True),
        Fault(exact_length=True, pieces=64),
        Fault(refuse_extended=True),
        Fault(delay_ms=60),
    ],
    ids=str,
)
def test_answers_by_another_way_are_the_same_answers(fault: Fault) -> None:
    with card_laid(faulty(fault)):
        reading = read()
    assert (name(reading), reading.integrity, reading.tries_left) == ("墨田　太郎", "consistent", 3)


NONSENSE = [fault for after in (0, 3, 6) for fault in (Fault(garbage_after=after), Fault(wrong_length_after=after))]


@pytest.mark.parametrize("fault", NONSENSE, ids=str)
def test_nonsense_is_refused_in_words_and_never_tried_twice(fault: Fault) -> None:
    one = faulty(fault)
    with card_laid(one):
        for seed in range(5):
            one.fault, one.exchanges = replace(fault, seed=seed), 0
            before = one.verifications
            with contextlib.suppress(CardMoved, UnreadableCard, Locked, WrongSecret, Refused):
                read()
            assert one.verifications - before <= 1


@pytest.mark.parametrize(
    ("persona", "first"),
    [("slow_card", None), ("torn_card", CardMoved), ("mute_card", UnreadableCard), ("damaged_answers", UnreadableCard)],
)
def test_a_practice_card_with_a_fault_fails_as_its_file_says(persona: str, first: type[KnownError] | None) -> None:
    """As at the counter: a look at what is free, then the reading with the PIN."""
    one = practice_chip(PRACTICE / f"{persona}.toml")
    outcome: object = None
    with card_laid(one):
        read_card(ReadRequest(timeout=5), lambda: None, Event())
        try:
            read(b"1234", ReadRequest(timeout=5, patience=4))
        except KnownError as error:
            outcome = type(error)
    assert outcome is first
    if persona in ("torn_card", "mute_card"):
        with card_laid(one):
            assert (name(read(b"1234")) or "").startswith("練習")


def test_with_cards_on_two_readers_nobody_guesses_whose_is_meant() -> None:
    with card_laid(chip()), card_laid(chip(name="墨田　花子"), SECOND_PORT):
        with pytest.raises(Refused) as caught:
            read()
        assert caught.value.facts == {"reason": "several_cards"}
        assert name(read(request=ReadRequest(reader=SECOND))) == "墨田　花子"
        assert name(read(request=ReadRequest(reader=VIRTUAL))) == "墨田　太郎"


def test_a_card_that_another_program_holds_for_itself_is_said_to_be_in_use() -> None:
    with card_laid(chip()), Service() as other:
        held = other.connect(VIRTUAL)
        assert ReaderState(VIRTUAL, CardKind.UNKNOWN, ReaderCondition.IN_USE) in list_readers()
        with pytest.raises(NoReader) as caught:
            read(request=ReadRequest(timeout=0.3))
        assert caught.value.facts == {"reason": "in_use"}
        held.close()
        assert name(read()) == "墨田　太郎"


def test_a_card_that_another_program_shares_is_read_and_left_without_its_secret() -> None:
    one = chip()
    with card_laid(one), Service() as other:
        result, handle, _ = scard.SCardConnect(
            other._context, VIRTUAL, scard.SCARD_SHARE_SHARED, scard.SCARD_PROTOCOL_T1
        )
        assert result == scard.SCARD_S_SUCCESS
        assert name(read()) == "墨田　太郎"
        scard.SCardDisconnect(handle, scard.SCARD_LEAVE_CARD)
    assert one.session.verified == set()
