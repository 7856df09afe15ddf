"""Faults of practice cards, and giving up on a card in process."""

import time
from pathlib import Path
from threading import Event

import pytest

from app.card.connection import CardConnection
from app.card.patience import Patient
from app.card.practice import practice_chip
from app.card.read import read_card
from app.card.request import ReadRequest
from app.card.secret import Secret
from app.card.simulated.chip import SimulatedConnection
from app.card.simulated.faults import Fault, FaultyChip
from app.errors import CardMoved, InvalidInput, NoCard, UnreadableCard
from app.journeys.demonstration import PRACTICE
from models.card import CardReading, SecretKind
from tests.app.card.people import PIN, chip, read

PERSONA = (PRACTICE / "taro.toml").read_text(encoding="utf-8")


def persona(folder: Path, table: str) -> Path:
    path = folder / "faulty.toml"
    path.write_text(f"{PERSONA}\n[fault]\n{table}\n", encoding="utf-8")
    return path


def test_a_practice_cards_file_chooses_its_fault(tmp_path: Path) -> None:
    one = practice_chip(persona(tmp_path, "delay_ms = 5\nmute_after = 4"))
    assert isinstance(one, FaultyChip)
    assert one.fault == Fault(delay_ms=5, mute_after=4)


@pytest.mark.parametrize(
    ("table", "path"),
    [("delay_ms = -1", "fault.delay_ms"), ("slow = true", "fault.slow"), ('seed = "a"', "fault.seed")],
)
def test_a_wrong_fault_is_named_with_what_is_allowed(tmp_path: Path, table: str, path: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        practice_chip(persona(tmp_path, table))
    assert [problem.path.split(".int")[0] for problem in caught.value.problems] == [path]


def test_a_faulty_chip_keeps_the_counters_of_its_own_card() -> None:
    original = chip()
    faulty = FaultyChip(original, Fault(tear_after=3))
    with pytest.raises(CardMoved):
        read(faulty)
    assert faulty.tries is original.tries


@pytest.mark.parametrize(
    "fault", [Fault(pieces=1), Fault(pieces=255), Fault(exact_length=True), Fault(pieces=7, exact_length=True)]
)
def test_every_way_of_answering_gives_the_same_person(fault: Fault) -> None:
    assert read(FaultyChip(chip(), fault)).person == read(chip()).person


class Answering6C(SimulatedConnection):
    """A card that asks for another length whatever it is told."""

    def transmit(self, command: bytes | bytearray) -> tuple[bytes, int]:
        answer = super().transmit(command)
        return (b"", 0x6C03) if command[1] == 0x20 and len(command) > 5 else answer


def through(door: CardConnection, cancel: Event | None = None, patience: float = 0.3) -> CardReading:
    request = ReadRequest(patience=patience, timeout=0.5)
    return read_card(request, lambda: Secret(SecretKind.PIN, PIN), cancel or Event(), connect=lambda: door)


def test_a_verification_is_never_sent_again_whatever_length_the_card_asks_for() -> None:
    one = chip()
    with pytest.raises(UnreadableCard):
        through(Answering6C(one))
    assert one.verifications == 1


class Silent(SimulatedConnection):
    """A card that falls silent at one exchange, until it is lifted."""

    def __init__(self, silent_at: int) -> None:
        super().__init__(chip())
        self.silent_at = silent_at
        self.lifted = Event()
        self.closed = Event()

    def transmit(self, command: bytes | bytearray) -> tuple[bytes, int]:
        self.silent_at -= 1
        if self.silent_at < 0:
            self.lifted.wait()
            raise CardMoved
        return super().transmit(command)

    def close(self) -> None:
        self.closed.set()


@pytest.mark.parametrize("exchange", range(10))
def test_a_card_that_falls_silent_at_any_exchange_is_given_up_and_closed_when_it_is_lifted(exchange: int) -> None:
    door = Silent(exchange)
    with pytest.raises(UnreadableCard) as caught:
        through(door)
    assert caught.value.facts == {"reason": "no_answer"}
    assert not door.closed.is_set()
    door.lifted.set()
    assert door.closed.wait(1)


def test_a_reading_is_stopped_while_the_card_is_silent() -> None:
    door, cancel = Silent(3), Event()
    cancel.set()
    with pytest.raises(NoCard) as caught:
        through(door, cancel, patience=60)
    assert caught.value.facts == {"reason": "cancelled"}
    door.lifted.set()


def test_a_slow_card_is_read_as_long_as_it_answers_in_time() -> None:
    assert through(SimulatedConnection(FaultyChip(chip(), Fault(delay_ms=10))), patience=5).person is not None


def test_opening_has_its_own_time() -> None:
    def opened() -> CardConnection:
        time.sleep(0.2)
        return SimulatedConnection(chip())

    with Patient(opened, Event(), limit=0.1, opening=0.5) as card:
        assert card.transmit(b"\x00\xa4\x04\x0c")[1]
