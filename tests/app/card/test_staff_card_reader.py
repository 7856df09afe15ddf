"""A staff card through the real reader service: it proves itself, and stays out of the visitors' readings."""

from collections.abc import Iterator
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Event, Thread

import pytest

from app.card.pcsc import list_readers
from app.card.read import read_card
from app.card.request import ReadRequest
from app.card.secret import Secret
from app.card.simulated.staff import StaffCardData, authority_pem, staff_chip
from app.card.staff_card import authorities, prove
from app.card.watch import watch
from app.errors import NoCard, Refused, WrongSecret
from models.card import CardKind, Readers, ReaderState, SecretKind
from tests import reader_service
from tests.app.card.people import PIN, chip
from tests.reader_service import SECOND, SECOND_PORT, VIRTUAL, card_laid

pytestmark = [
    pytest.mark.reader,
    pytest.mark.skipif(not reader_service.available(), reason="the reader service and its virtual reader are absent"),
]
TRUSTED = authorities(authority_pem())


@pytest.fixture(autouse=True)
def service() -> Iterator[None]:
    with reader_service.running():
        yield


def pin(digits: bytes = b"123456") -> Secret:
    return Secret(SecretKind.STAFF_PIN, digits)


@pytest.mark.parametrize("key", ["p256", "p384", "rsa2048"])
def test_the_card_is_recognised_and_proves_itself(key: str) -> None:
    with card_laid(staff_chip(StaffCardData(key=key))):  # type: ignore[arg-type]
        assert ReaderState(VIRTUAL, CardKind.STAFF) in list_readers()
        proof = prove(pin(), TRUSTED, Event())
    assert proof.reader == VIRTUAL


def test_a_wrong_pin_and_no_card_are_told() -> None:
    with pytest.raises(NoCard):
        prove(pin(), TRUSTED, Event())
    one = staff_chip(StaffCardData())
    with card_laid(one), pytest.raises(WrongSecret):
        prove(pin(b"000000"), TRUSTED, Event())
    assert one.verifications == 1


def test_the_visitors_card_is_read_beside_the_clerks_own() -> None:
    with card_laid(staff_chip(StaffCardData()), SECOND_PORT), card_laid(chip()):
        with pytest.raises(Refused):
            read_card(ReadRequest(timeout=1), lambda: None, Event())
        request = ReadRequest(timeout=5, apart_from=SECOND)
        reading = read_card(request, lambda: Secret(request.kind, PIN), Event())
        assert reading.card is CardKind.MY_NUMBER
        assert prove(pin(), TRUSTED, Event(), SECOND).reader == SECOND


def is_told(told: SimpleQueue[Readers], card: CardKind) -> bool:
    """Whether it is, before ten seconds pass without any news."""
    with suppress(Empty):
        while ReaderState(VIRTUAL, card) not in (told.get(timeout=10) or ()):
            pass
        return True
    return False


def test_lifting_the_card_is_told_at_once() -> None:
    told: SimpleQueue[Readers] = SimpleQueue()
    cancel = Event()
    watching = Thread(target=watch, args=(told.put, cancel))
    with card_laid(staff_chip(StaffCardData())):
        watching.start()
        assert is_told(told, CardKind.STAFF)
        prove(pin(), TRUSTED, Event())
    assert is_told(told, CardKind.NONE)
    cancel.set()
    watching.join()
