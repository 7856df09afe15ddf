"""The other cards through the real reader service and the virtual reader."""

from collections.abc import Iterator
from threading import Event

import pytest

from app.card.pcsc import list_readers
from app.card.practice import practice_chip
from app.card.read import read_card
from app.card.request import ReadRequest
from app.card.secret import Secret
from app.card.simulated.faults import Fault, FaultyChip
from app.errors import CardMoved, UnreadableCard, WrongSecret
from app.paths import RESOURCES
from models.card import CardKind, CardReading, ReaderState, SecretKind
from tests import reader_service
from tests.app.card.others import EVERY_TYPE, LICENCE_PINS, NUMBER, RESIDENCE, licence, residence
from tests.reader_service import VIRTUAL, card_laid

pytestmark = [
    pytest.mark.reader,
    pytest.mark.skipif(not reader_service.available(), reason="the reader service and its virtual reader are absent"),
]


@pytest.fixture(autouse=True)
def service() -> Iterator[None]:
    with reader_service.running():
        yield


def read(request: ReadRequest, secret: bytes) -> CardReading:
    return read_card(request, lambda: Secret(request.kind, secret), Event())


@pytest.mark.parametrize("data", EVERY_TYPE, ids=lambda data: f"type {data.type}")
def test_a_residence_card_is_recognised_and_read_with_its_pictures(data: object) -> None:
    with card_laid(residence(data)):  # type: ignore[arg-type]
        assert ReaderState(VIRTUAL, CardKind.RESIDENCE) in list_readers()
        reading = read(RESIDENCE, NUMBER)
    assert reading.integrity == "consistent"
    assert len(reading.images) >= 2


def test_another_number_is_told_through_the_service() -> None:
    with card_laid(residence()), pytest.raises(WrongSecret):
        read(RESIDENCE, b"ZZ00000000ZZ")


def test_a_licence_is_recognised_and_read_with_both_pins() -> None:
    with card_laid(licence()):
        assert ReaderState(VIRTUAL, CardKind.DRIVER_LICENCE) in list_readers()
        reading = read(LICENCE_PINS, b"47298613")
    assert reading.person is not None
    assert reading.images["face"]


@pytest.mark.parametrize(
    ("name", "kind", "reason"),
    [
        ("phone", CardKind.PHONE, "kind_phone"),
        ("juki_card", CardKind.UNKNOWN, "kind_juki"),
        ("unknown_card", CardKind.UNKNOWN, "kind_unknown"),
    ],
)
def test_what_gives_no_basic_information_is_named(name: str, kind: CardKind, reason: str) -> None:
    with card_laid(practice_chip(RESOURCES / "practice" / f"{name}.toml")):
        assert ReaderState(VIRTUAL, kind) in list_readers()
        with pytest.raises(UnreadableCard) as caught:
            read(ReadRequest(kind=SecretKind.PIN), b"1234")
    assert caught.value.facts == {"reason": reason}


@pytest.mark.parametrize(
    "fault", [Fault(pieces=200), Fault(exact_length=True), Fault(refuse_extended=True), Fault(delay_ms=3)]
)
def test_answers_by_another_way_are_the_same_answers(fault: Fault) -> None:
    with card_laid(FaultyChip(residence(), fault)):
        assert read(RESIDENCE, NUMBER).integrity == "consistent"


def test_a_residence_card_torn_out_at_any_exchange_is_told_and_read_when_it_is_laid_down_again() -> None:
    one = FaultyChip(residence(), Fault())
    with card_laid(one):
        for number in range(1, read(RESIDENCE, NUMBER).exchanges):
            one.fault, one.exchanges = Fault(tear_after=number, away_ms=50), 0
            with pytest.raises(CardMoved):
                read(RESIDENCE, NUMBER)
            assert read(RESIDENCE, NUMBER).integrity == "consistent"
