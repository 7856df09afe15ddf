"""The real reader service with the virtual reader: the same card, through the whole way."""

import time
from collections.abc import Iterator
from threading import Event, Thread

import pytest

from app.card.pcsc import list_readers
from app.card.read import read_card
from app.card.request import ReadRequest
from app.card.secret import Secret
from app.card.simulated.chip import SimulatedChip
from app.card.watch import watch
from app.errors import CardMoved, NoCard, NoReader, WrongSecret
from models.card import CardKind, CardReading, ReaderState, SecretKind
from tests import reader_service
from tests.app.card.people import PIN, chip
from tests.reader_service import VIRTUAL, card_laid, wait_until

pytestmark = [
    pytest.mark.reader,
    pytest.mark.skipif(not reader_service.available(), reason="the reader service and its virtual reader are absent"),
]


@pytest.fixture(autouse=True)
def service() -> Iterator[None]:
    with reader_service.running():
        yield


def read(secret: bytes = PIN, timeout: float = 5) -> CardReading:
    return read_card(ReadRequest(timeout=timeout), lambda: Secret(SecretKind.PIN, secret), Event())


def test_the_card_on_the_virtual_reader_is_recognised_and_read() -> None:
    with card_laid(chip(name="𠮷﨑　葛\U000e0100")):
        assert ReaderState(VIRTUAL, CardKind.MY_NUMBER) in list_readers()
        person = read().person
    assert person is not None
    assert person.name == "𠮷﨑　葛\U000e0100"


def test_an_empty_reader_gives_no_card_after_the_time_given() -> None:
    with pytest.raises(NoCard):
        read(timeout=0.3)


def test_a_reader_that_is_not_there_is_told() -> None:
    with pytest.raises(NoReader):
        read_card(ReadRequest(reader="Reader 9"), lambda: None, Event())


def test_a_wrong_pin_through_the_service_costs_one_try() -> None:
    one = chip()
    with card_laid(one), pytest.raises(WrongSecret):
        read(b"0000")
    assert one.verifications == 1


class _Lifted(SimulatedChip):
    """The card is torn out: after so many commands of a reading it answers no more."""

    def __init__(self, original: SimulatedChip) -> None:
        super().__init__(original.applications)
        self.left = 10_000

    def process(self, command: bytes) -> tuple[bytes, int]:
        self.left -= 1
        if self.left < 0:
            raise OSError("the card is gone")
        return super().process(command)


@pytest.mark.parametrize("exchanges", [0, 3, 5, 6, 8])
def test_a_card_torn_out_during_the_reading_is_told_and_nothing_is_tried_twice(exchanges: int) -> None:
    one = _Lifted(chip())
    with card_laid(one):
        one.left = exchanges
        with pytest.raises(CardMoved):
            read(timeout=2)
    assert one.verifications <= 1


def test_the_watch_tells_cards_and_survives_a_restart_of_the_service() -> None:
    if reader_service.OWN is None:
        pytest.skip("the reader service on this machine is not the test's to stop")
    seen: list[tuple[ReaderState, ...]] = []
    cancel = Event()
    thread = Thread(target=watch, args=(seen.append, cancel, 0.05))
    thread.start()
    try:
        wait_until(lambda: bool(seen and seen[-1]))
        with card_laid(chip()):
            wait_until(lambda: CardKind.MY_NUMBER in {reader.card for reader in seen[-1]})
        wait_until(lambda: CardKind.MY_NUMBER not in {reader.card for reader in seen[-1]})
        reader_service.restart(lambda: wait_until(lambda: seen[-1] == ()))
        began = time.monotonic()
        wait_until(lambda: bool(seen[-1]))
        assert time.monotonic() - began < 5
    finally:
        cancel.set()
        thread.join()
