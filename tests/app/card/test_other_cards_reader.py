"""The other cards through the real reader service and the virtual reader."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from app.card.pcsc import list_readers
from app.card.pictures import as_png
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


@pytest.mark.parametrize(
    ("name", "arguments", "line", "code", "answer"),
    [
        (
            "residence_student",
            ["--secret", "residence_number"],
            "AB12345678CD",
            0,
            {"card": "residence", "person": None},
        ),
        ("residence_student", [], "", 0, {"integrity": "not_checked", "images": {}}),
        ("residence_wrong_number", ["--secret", "residence_number"], "MN78901234OP", 5, {"error": "wrong_secret"}),
        ("licence", [], "", 0, {"card": "driver_licence", "expires_on": "2029-06-01", "person": None}),
        ("licence", ["--secret", "licence_pin1"], "1234", 0, {"tries_left": 3}),
        ("licence_last_try", ["--secret", "licence_pin1"], "1234", 11, {"reason": "last_try", "tries_left": 1}),
        ("licence_locked", ["--secret", "licence_pin1"], "1234", 6, {"reason": "licence_pin1", "tries_left": 0}),
        ("phone", [], "1234", 8, {"reason": "kind_phone"}),
    ],
)
def test_the_command_line_answers_each_situation_by_the_contract(
    name: str, arguments: list[str], line: str, code: int, answer: dict[str, object]
) -> None:
    command = [sys.executable, "-m", "ui.main", "card", "read", "--json", "--timeout", "3", *arguments]
    with card_laid(practice_chip(RESOURCES / "practice" / f"{name}.toml")):
        run = subprocess.run(command, input=f"{line}\n", capture_output=True, text=True, check=False)
    assert run.returncode == code
    told = json.loads(run.stdout)
    assert {key: told[key] for key in answer} == answer
    if code:
        assert {"message_ja", "message_en"} <= told.keys()


def test_pictures_are_written_for_this_user_alone(tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    command = [sys.executable, "-m", "ui.main", "card", "read", "--json", "--secret", "residence_number"]
    with card_laid(residence()):
        run = subprocess.run(
            [*command, "--images", str(folder)], input="AB12345678CD\n", capture_output=True, text=True, check=True
        )
    images = json.loads(run.stdout)["images"]
    assert set(images) == {"name", "address", "face"}
    for path in map(Path, images.values()):
        assert path.stat().st_mode & 0o077 == 0
        assert as_png(path.read_bytes())
