"""What happens to readers and their service in a day: absent, stopped, killed, unplugged; cards exchanged at once."""

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from threading import Event, Thread

import pytest

from app.card.pcsc import Service
from app.card.practice import DEFAULT_PORT, serve
from app.card.read import read_card
from app.card.request import ReadRequest
from app.card.secret import Secret
from app.card.simulated.chip import SimulatedChip
from app.card.simulated.faults import Fault, FaultyChip
from app.card.watch import watch
from app.errors import CardMoved, KnownError, NoCard, NoReader, UnreadableCard
from models.card import CardKind, ReaderCondition, Readers, SecretKind
from tests import reader_service
from tests.app.card.people import PIN, chip
from tests.reader_service import SECOND, SECOND_PORT, VIRTUAL, card_laid, restart, wait_until

pytestmark = [
    pytest.mark.reader,
    pytest.mark.skipif(not reader_service.available(), reason="the reader service and its virtual reader are absent"),
]


@pytest.fixture
def service() -> Iterator[None]:
    with reader_service.running():
        if reader_service.OWN is None:
            pytest.skip("the reader service on this machine is not the test's to stop")
        yield


@contextmanager
def watching() -> Iterator[list[Readers]]:
    """What the watch tells, in order."""
    seen: list[Readers] = []
    cancel = Event()
    thread = Thread(target=watch, args=(seen.append, cancel))
    thread.start()
    try:
        yield seen
    finally:
        cancel.set()
        thread.join()


@contextmanager
def lying(one: SimulatedChip, port: int = DEFAULT_PORT) -> Iterator[Callable[[], None]]:
    """A card that stays on the reader whatever the service does; the function takes it away."""
    cancel = Event()
    thread = Thread(target=serve, args=(one, port, cancel))
    thread.start()

    def lift() -> None:
        cancel.set()
        thread.join()

    try:
        yield lift
    finally:
        lift()


def card(seen: list[Readers], reader: str = VIRTUAL) -> CardKind | None:
    """The card on a reader as it was told last; None without that reader."""
    return next((one.card for one in (seen[-1] if seen else None) or () if one.name == reader), None)


def read() -> str:
    result = read_card(ReadRequest(timeout=5), lambda: Secret(SecretKind.PIN, PIN), Event())
    assert result.person is not None
    return result.person.name


def test_a_counter_that_starts_before_its_reader_service_sees_the_card_when_the_service_comes() -> None:
    with reader_service.alone():
        if reader_service.answers():
            pytest.skip("the reader service on this machine is not the test's to stop")
        with watching() as seen, lying(chip()):
            wait_until(lambda: seen == [None])
            own = reader_service.start()
            try:
                wait_until(lambda: card(seen) is CardKind.MY_NUMBER)
            finally:
                reader_service.stop(own)
            wait_until(lambda: seen[-1] is None)


@pytest.mark.usefixtures("service")
def test_a_card_laid_down_and_lifted_is_told_with_a_moment_of_checking() -> None:
    with watching() as seen:
        wait_until(lambda: card(seen) is CardKind.NONE)
        with card_laid(chip()):
            wait_until(lambda: card(seen) is CardKind.MY_NUMBER)
        wait_until(lambda: card(seen) is CardKind.NONE)
    told = [(one.card, one.condition) for readers in seen for one in readers or () if one.name == VIRTUAL]
    assert told == [
        (CardKind.NONE, ReaderCondition.READY),
        (CardKind.UNKNOWN, ReaderCondition.CHECKING),
        (CardKind.MY_NUMBER, ReaderCondition.READY),
        (CardKind.NONE, ReaderCondition.READY),
    ]


@pytest.mark.usefixtures("service")
def test_the_watch_survives_a_restart_of_the_service_and_an_unplugged_reader(tmp_path: Path) -> None:
    with watching() as seen, lying(chip()):
        wait_until(lambda: card(seen) is CardKind.MY_NUMBER)
        restart(lambda: wait_until(lambda: seen[-1] is None), "-c", str(tmp_path))
        wait_until(lambda: seen[-1] == ())
        with pytest.raises(NoReader):
            read()
        restart(lambda: wait_until(lambda: seen[-1] is None))
        wait_until(lambda: card(seen) is CardKind.MY_NUMBER)
        assert read() == "墨田　太郎"


def killed_at_random(times: int, seed: int) -> tuple[str, list[Exception]]:
    """Kill the service while cards are read: the name that is read once it is back, and what no reading may raise."""
    dice = Random(seed)  # noqa: S311 moments that can be repeated
    stop = Event()
    surprises: list[Exception] = []

    def read_on() -> None:
        while not stop.is_set():
            try:
                read()
            except (CardMoved, NoCard, NoReader, UnreadableCard):
                continue
            except Exception as error:  # noqa: BLE001 what a reading must not do
                surprises.append(error)

    with watching() as seen, lying(chip()):
        reader = Thread(target=read_on)
        reader.start()
        try:
            for _ in range(times):
                wait_until(lambda: card(seen) is CardKind.MY_NUMBER)
                time.sleep(dice.uniform(0, 0.1))
                restart(lambda: wait_until(lambda: seen[-1] is None), how=signal.SIGKILL)
        finally:
            stop.set()
            reader.join()
        wait_until(lambda: card(seen) is CardKind.MY_NUMBER)
        return read(), surprises


@pytest.mark.usefixtures("service")
def test_a_service_killed_at_random_moments_is_found_again() -> None:
    assert killed_at_random(3, seed=1) == ("墨田　太郎", [])


@pytest.mark.nightly
@pytest.mark.usefixtures("service")
def test_a_service_killed_at_twenty_random_moments_is_found_again() -> None:
    assert killed_at_random(20, seed=20) == ("墨田　太郎", [])


@pytest.mark.usefixtures("service")
def test_a_card_exchanged_in_a_blink_is_another_card() -> None:
    with watching() as seen, lying(chip()) as lift:
        wait_until(lambda: card(seen) is CardKind.MY_NUMBER)
        lift()
        with lying(chip(name="墨田　花子")):
            assert read() == "墨田　花子"
            wait_until(lambda: card(seen) is CardKind.MY_NUMBER)


@pytest.mark.usefixtures("service")
def test_two_readers_are_told_each_with_its_own_card() -> None:
    with watching() as seen, lying(chip()), lying(FaultyChip(chip(), Fault(mute_after=0)), SECOND_PORT):
        wait_until(lambda: card(seen) is CardKind.MY_NUMBER)
        assert card(seen, SECOND) is CardKind.UNKNOWN


@pytest.mark.usefixtures("service")
def test_a_card_in_use_by_another_program_is_told_and_named_when_it_is_free() -> None:
    with lying(chip()), Service() as other:
        wait_until(lambda: reader_service.card_lies(VIRTUAL))
        held = other.connect(VIRTUAL)
        with watching() as seen:
            wait_until(lambda: bool(seen) and ReaderCondition.IN_USE in {one.condition for one in seen[-1] or ()})
            held.close()
            wait_until(lambda: card(seen) is CardKind.MY_NUMBER)


@pytest.mark.usefixtures("service")
def test_a_reading_under_the_watch_is_never_disturbed() -> None:
    with watching() as seen, lying(FaultyChip(chip(), Fault(delay_ms=20))):
        for _ in range(3):
            assert read() == "墨田　太郎"
        wait_until(lambda: card(seen) is CardKind.MY_NUMBER)


def test_no_service_is_told_in_words() -> None:
    with reader_service.alone():
        if reader_service.answers():
            pytest.skip("the reader service on this machine is not the test's to stop")
        with pytest.raises(KnownError) as caught:
            read()
    assert caught.value.facts == {"reason": "service"}
