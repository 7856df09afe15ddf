"""A staff card proves a person by its certificate, its holder's PIN and its signature over our challenge."""

from __future__ import annotations

import gzip
from dataclasses import replace
from hashlib import sha256
from itertools import product
from threading import Event

import pytest
import time_machine
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import load_der_x509_certificate

from app.card import ber, piv
from app.card.connection import Talk
from app.card.practice import practice_chip
from app.card.read import read_card
from app.card.request import ReadRequest
from app.card.secret import Secret
from app.card.simulated.chip import Answer, SimulatedChip, SimulatedConnection
from app.card.simulated.staff import StaffCardData, authority_pem, staff_chip
from app.card.staff_card import CardProof, authorities, prove
from app.errors import CardMoved, InvalidInput, KnownError, Locked, UnreadableCard, WrongSecret
from app.paths import RESOURCES
from models.card import SecretKind

TRUSTED = authorities(authority_pem())
PIN = b"123456"
PRACTICE = RESOURCES / "practice"


def proved(chip: SimulatedChip, pin: bytes = PIN, lift_after: int | None = None) -> CardProof:
    secret = Secret(SecretKind.STAFF_PIN, pin)
    try:
        return prove(secret, TRUSTED, Event(), "A", lambda: SimulatedConnection(chip, lift_after))
    finally:
        assert len(secret) == 0, "the PIN is wiped whatever happens"


def why(chip: SimulatedChip, pin: bytes = PIN) -> str:
    with pytest.raises(KnownError) as caught:
        proved(chip, pin)
    return str(caught.value.facts.get("reason", caught.value.code))


@pytest.mark.parametrize("key", ["p256", "p384", "rsa2048"])
def test_a_card_of_the_ward_proves_itself_with_every_kind_of_key(key: str) -> None:
    data = StaffCardData(key=key)  # type: ignore[arg-type]
    proof = proved(staff_chip(data))
    assert proof.reader == "A"
    assert proof.fingerprint == proved(staff_chip(data)).fingerprint
    assert len(bytes.fromhex(proof.fingerprint)) == 32


def test_two_cards_are_two_fingerprints() -> None:
    assert proved(staff_chip(StaffCardData(holder="甲"))) != proved(staff_chip(StaffCardData(holder="乙")))


@pytest.mark.parametrize(
    ("defect", "reason"),
    [
        ("copied", "staff_card_copied"),
        ("expired", "staff_card_expired"),
        ("foreign", "staff_card_foreign"),
        ("authority", "staff_card_foreign"),
        ("no_certificate", "staff_card_without_certificate"),
    ],
)
def test_a_card_that_is_not_the_wards_or_not_itself_is_refused(defect: str, reason: str) -> None:
    chip = staff_chip(StaffCardData(defect=defect))  # type: ignore[arg-type]
    assert why(chip) == reason
    assert chip.verifications == (1 if defect == "copied" else 0), "a card of nobody's costs no try"


@pytest.mark.parametrize(
    ("practice", "reason"), [("unknown_card", "staff_card_number_only"), ("hanako", "staff_card_other")]
)
def test_a_card_with_a_number_alone_is_no_factor_and_neither_is_a_visitors(practice: str, reason: str) -> None:
    assert why(practice_chip(PRACTICE / f"{practice}.toml")) == reason


def test_a_wrong_pin_costs_one_try_and_the_last_one_is_never_tried() -> None:
    chip = staff_chip(StaffCardData())
    with pytest.raises(WrongSecret) as caught:
        proved(chip, b"000000")
    assert caught.value.facts["tries_left"] == 2
    assert proved(chip).fingerprint
    for _ in range(2):
        with pytest.raises(WrongSecret):
            proved(chip, b"000000")
    assert why(chip) == "staff_card_last_try"
    assert why(staff_chip(StaffCardData(pin_tries=1))) == "staff_card_last_try"
    with pytest.raises(Locked):
        proved(staff_chip(StaffCardData(pin_tries=0)))


@pytest.mark.parametrize("pin", [b"12345", b"123456789", b"12345a", b""])
def test_a_pin_of_another_form_never_reaches_the_card(pin: bytes) -> None:
    chip = staff_chip(StaffCardData())
    with pytest.raises(InvalidInput):
        proved(chip, pin)
    assert chip.verifications == 0


def test_a_card_lifted_at_any_exchange_proves_nothing() -> None:
    for exchange in range(6):
        with pytest.raises(CardMoved):
            proved(staff_chip(StaffCardData(key="rsa2048")), lift_after=exchange)


def test_the_pin_is_forgotten_by_the_card_when_the_proof_is_over() -> None:
    chip = staff_chip(StaffCardData())
    proved(chip)
    assert chip.session.verified == set()


def test_a_certificate_kept_with_gzip_is_read_and_a_bomb_is_not() -> None:
    class Packed(SimulatedChip):
        def process(self, command: bytes) -> Answer:
            return ber.encode(0x53, ber.encode(0x70, packed) + ber.encode(0x71, b"\1")), 0x9000

    packed = gzip.compress(b"the certificate")
    assert piv.certificate(SimulatedConnection(Packed({}))) == b"the certificate"
    packed = gzip.compress(bytes(5_000_000))
    assert len(piv.certificate(SimulatedConnection(Packed({})))) == 8192
    packed = b"no gzip"
    with pytest.raises(UnreadableCard):
        piv.certificate(SimulatedConnection(Packed({})))


def test_an_answer_with_any_byte_changed_proves_nothing_and_stops_nothing() -> None:
    honest = staff_chip(StaffCardData())
    fingerprint = proved(honest).fingerprint

    class Changed(SimulatedChip):
        """Changes one byte of what is answered to one instruction."""

        instruction = at = 0

        def process(self, command: bytes) -> Answer:
            data, status = honest.process(command)
            if command[1] == self.instruction and data:
                place = self.at % len(data)
                data = data[:place] + bytes((data[place] ^ 0x55,)) + data[place + 1 :]
            return data, status

    chip = Changed({})
    for chip.instruction, chip.at in product((0xCB, 0x87), range(0, 400, 7)):
        honest.reset()
        try:
            assert proved(chip).fingerprint == fingerprint, "only what the proof does not rest on was changed"
        except KnownError:
            honest.tries[(piv.APPLICATION, 0)] = 3


def test_the_authority_has_to_be_valid_too() -> None:
    with time_machine.travel("2037-01-01"):
        assert why(staff_chip(StaffCardData())) == "staff_card_expired"


@pytest.mark.parametrize("pem", [b"", b"nothing", authority_pem().replace(b"M", b"N")])
def test_a_file_without_authorities_is_refused(pem: bytes) -> None:
    with pytest.raises(InvalidInput):
        authorities(pem)


def test_a_holders_certificate_is_no_authority() -> None:
    holder = load_der_x509_certificate(_whole(staff_chip(StaffCardData())))
    with pytest.raises(InvalidInput):
        authorities(holder.public_bytes(Encoding.PEM))


def test_a_staff_card_laid_down_for_a_visitors_is_named() -> None:
    chip = practice_chip(PRACTICE / "staff_card.toml")
    with pytest.raises(UnreadableCard) as caught:
        read_card(ReadRequest(), lambda: None, Event(), connect=lambda: SimulatedConnection(chip))
    assert caught.value.facts["reason"] == "kind_staff"


def test_the_fingerprint_is_that_of_the_certificate_as_stored() -> None:
    chip = staff_chip(StaffCardData())
    connection = SimulatedConnection(chip)
    assert piv.selects(connection)
    assert proved(chip).fingerprint == sha256(_whole(chip)).hexdigest()


def _whole(chip: SimulatedChip) -> bytes:
    talk = Talk(SimulatedConnection(chip))
    piv.selects(talk)
    return piv.certificate(talk)


def test_no_secret_and_no_data_stand_in_the_errors() -> None:
    chip = replace(StaffCardData(), pin="98765432")
    with pytest.raises(WrongSecret) as caught:
        proved(staff_chip(chip), b"12345678")
    assert "12345678" not in str(caught.value.facts)
