"""Every situation of the practice cards: in process, and the same through the real reader service."""

import tomllib
from collections.abc import Iterator, Mapping
from threading import Event
from typing import Any

import pytest
import time_machine

from app.card.practice import practice_chip
from app.card.read import read_card
from app.card.request import ReadRequest
from app.card.secret import Secret
from app.card.simulated import personas
from app.card.simulated.chip import SimulatedChip, SimulatedConnection
from app.errors import KnownError
from app.paths import RESOURCES
from app.sentences import sentence
from models.card import CardReading, SecretKind
from tests import reader_service
from tests.reader_service import card_laid

Case = Mapping[str, Any]
PRACTICE = RESOURCES / "practice"
CASES: list[Case] = tomllib.loads(
    (RESOURCES.parent / "tests" / "cases" / "cards" / "my_number.toml").read_text(encoding="utf-8")
)["case"]
SENTENCES = [case["sentence"] for case in CASES]


@pytest.fixture(scope="module")
def service() -> Iterator[None]:
    with reader_service.running():
        yield


def attempt(case: Case, chip: SimulatedChip, *, real: bool) -> CardReading | KnownError:
    persona = personas.read(PRACTICE / f"{case['persona']}.toml")
    kind = SecretKind(case.get("kind", "pin"))
    wanted = {
        key: case[key] for key in ("with_number", "images", "presence", "applications", "last_try") if key in case
    }
    secret = Secret(kind, case.get("secret", persona["pin"]).encode())
    connect = None if real else lambda: SimulatedConnection(chip)
    try:
        return read_card(ReadRequest(kind=kind, timeout=5, **wanted), lambda: secret, Event(), connect=connect)
    except KnownError as error:
        return error


def judge(case: Case, outcome: CardReading | KnownError) -> None:
    if isinstance(outcome, KnownError):
        assert {"error": outcome.code, **outcome.facts} == case.get("error")
        assert sentence(outcome, "ja")
        assert sentence(outcome, "en")
        return
    assert outcome.person is not None
    facts = vars(outcome.person) | {key: value for key, value in vars(outcome).items() if key != "person"}
    expected = case["expect"]
    assert {key: _plain(facts[key]) for key in expected} == expected
    assert sorted(outcome.images) == case.get("pictures", [])
    noticed = {key: value for key, value in outcome.details.items() if key.endswith("_application")}
    assert noticed == case.get("noticed", {})
    assert len(outcome.person.address.encode()) == case.get("address_bytes", len(outcome.person.address.encode()))


def _plain(value: object) -> object:
    return value if isinstance(value, bool | int) or value is None else str(value)


@pytest.mark.parametrize("case", CASES, ids=SENTENCES)
def test_a_card_in_process(case: Case) -> None:
    chip = practice_chip(PRACTICE / f"{case['persona']}.toml")
    with time_machine.travel("2026-11-24", tick=False):
        outcome = attempt(case, chip, real=False)
    judge(case, outcome)
    warnings = outcome.warnings if isinstance(outcome, CardReading) else ()
    assert len(warnings) == len(case.get("warns", []))
    assert all(part in warning for part, warning in zip(case.get("warns", []), warnings, strict=True))
    assert chip.verifications <= (2 if case.get("images") else 1)  # each application has a secret of its own


@pytest.mark.reader
@pytest.mark.skipif(not reader_service.available(), reason="the reader service and its virtual reader are absent")
@pytest.mark.parametrize("case", [case for case in CASES if case.get("expect", {}).get("expired") is not False],
                         ids=lambda case: case["sentence"])  # fmt: skip
def test_the_same_card_through_the_reader_service(service: None, case: Case) -> None:
    chip = practice_chip(PRACTICE / f"{case['persona']}.toml")
    with card_laid(chip):
        judge(case, attempt(case, chip, real=True))
    assert chip.verifications <= (2 if case.get("images") else 1)  # each application has a secret of its own


def test_every_my_number_persona_has_a_case() -> None:
    found = {path.stem: personas.read(path) for path in PRACTICE.glob("*.toml")}
    found = {name: data for name, data in found.items() if "fault" not in data}  # they fail on purpose
    cards = {name for name, data in found.items() if "situation" in data and data.get("card") in (None, "my_number")}
    assert cards - {case["persona"] for case in CASES} == set()


def test_every_individual_number_of_the_practice_cards_has_a_wrong_check_digit() -> None:
    weights = (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
    for path in PRACTICE.glob("*.toml"):
        digits = [int(digit) for digit in personas.read(path).get("individual_number", "")]
        if digits:
            rest = sum(digit * weight for digit, weight in zip(digits, weights, strict=False)) % 11
            assert digits[11] != (0 if rest <= 1 else 11 - rest), path.name
