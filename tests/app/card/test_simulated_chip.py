"""The practice chip answers as the facts say that a real one does: status words, counters, rights, signatures."""

import pytest
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA256

from app.card import apdu, mynumber
from app.card.apdu import SW
from app.card.mynumber import SurfaceFile, TextFile
from app.card.signature import digest_info
from app.card.simulated import jpki, keys
from app.card.simulated.chip import SimulatedChip
from models.card import SecretKind
from tests.app.card.people import DATA, NUMBER_B, PIN, chip

TEXT, SURFACE, JPKI = mynumber.TEXT_APPLICATION, mynumber.SURFACE_APPLICATION, mynumber.JPKI_APPLICATION
OPENED = {
    (TEXT, SecretKind.PIN): {1, 2, 3, 6, 7},
    (TEXT, SecretKind.NUMBER_A): {1, 3, 6, 7},
    (TEXT, SecretKind.NUMBER_B): {2, 3, 6, 7},
    (SURFACE, SecretKind.NUMBER_A): {2, 5},
    (SURFACE, SecretKind.NUMBER_B): {2},
    (SURFACE, SecretKind.BIRTH_DATE): {1},
}
FREE = {TEXT: {4, 5}, SURFACE: {3, 4}}
SECRETS = {
    SecretKind.PIN: PIN,
    SecretKind.NUMBER_A: DATA.number_a.digits,
    SecretKind.NUMBER_B: NUMBER_B,
    SecretKind.BIRTH_DATE: NUMBER_B[:6],
}


def send(one: SimulatedChip, command: bytes | bytearray) -> int:
    return one.process(bytes(command))[1]


def readable(one: SimulatedChip, aid: bytes) -> set[int]:
    return {int(file) for file in one.applications[aid].files if send(one, apdu.read_file(file)) == SW.OK} - {8}


@pytest.mark.parametrize(("aid", "kind"), OPENED)
def test_each_secret_opens_its_files_and_no_others(aid: bytes, kind: SecretKind) -> None:
    one = chip()
    send(one, apdu.select_application(aid))
    assert readable(one, aid) == FREE[aid]
    files = mynumber.TEXT_SECRETS if aid == TEXT else mynumber.SURFACE_SECRETS
    assert send(one, apdu.verify(files[kind], SECRETS[kind])) == SW.OK
    assert readable(one, aid) == FREE[aid] | OPENED[aid, kind]


def test_counters_go_down_to_blocked_outlast_the_power_and_are_asked_for_nothing() -> None:
    one = chip()
    for left in (2, 1, 0):
        send(one, apdu.select_application(TEXT))
        assert send(one, apdu.verify(0x11, b"0000")) == 0x63C0 | left
        one.reset()
        send(one, apdu.select_application(TEXT))
        assert send(one, apdu.ask_tries(0x11)) == 0x63C0 | left
    assert send(one, apdu.verify(0x11, PIN)) == SW.BLOCKED


def test_the_secret_that_is_blocked_from_the_factory_is_there() -> None:
    one = chip()
    send(one, apdu.select_application(TEXT))
    assert send(one, apdu.ask_tries(0x12)) == 0x63C0


def test_another_application_forgets_what_was_verified() -> None:
    one = chip()
    send(one, apdu.select_application(TEXT))
    send(one, apdu.verify(0x11, PIN))
    send(one, apdu.select_application(SURFACE))
    send(one, apdu.select_application(TEXT))
    assert send(one, apdu.read_file(TextFile.BASIC)) == SW.SECURITY_NOT_SATISFIED


@pytest.mark.parametrize(
    ("command", "status"),
    [
        (apdu.read_file(0x11), SW.NOT_SUPPORTED_FOR_FILE),
        (apdu.read_file(0x1E), SW.NOT_FOUND),
        (apdu.select_file(0x1E), SW.NOT_FOUND),
        (apdu.select_application(b"nothing"), SW.NOT_FOUND),
        (apdu.ask_tries(0x1E), SW.KEY_NOT_FOUND),
        (apdu.read_record(1, 2), SW.RECORD_NOT_FOUND),
        (b"\x00\xa4\x00\x00", SW.WRONG_P1P2),
        (b"\x00\x24\x01\x80\x041234", SW.UNKNOWN_INS),
        (b"\xa0\xb0\x00\x00\x00", SW.UNKNOWN_CLA),
        (b"\x80\x2a\x00\x00\x04none\x00", SW.WRONG_DATA),
        (b"\x80\x2a\x00\x80\x04none\x00", SW.WRONG_P1P2),
    ],
)
def test_what_is_not_there_has_its_status_word(command: bytes, status: int) -> None:
    one = chip()
    send(one, apdu.select_application(TEXT))
    assert send(one, command) == status


def test_reading_beyond_the_end_gives_less_and_then_an_error() -> None:
    one = chip()
    send(one, apdu.select_application(SURFACE))
    whole, _ = one.process(apdu.read_file(SurfaceFile.VERSION))
    size = len(one.application.files[SurfaceFile.VERSION].content)
    assert len(whole) == 256
    assert len(one.process(apdu.read_on(size - 3, 256))[0]) == 3
    assert send(one, apdu.read_on(size + 1, 256)) == SW.BEYOND_END


def test_128_bytes_are_written_with_the_long_form_of_the_length() -> None:
    one = chip()
    send(one, apdu.select_application(TEXT))
    version, _ = one.process(apdu.read_file(TextFile.VERSION))
    assert version[:5] == b"\xff\x40\x82\x00\x9f"
    assert b"\xdf\x43\x82\x00\x80" in version


def test_the_authentication_key_signs_after_its_pin_what_its_certificate_confirms() -> None:
    one = chip()
    command = b"\x80\x2a\x00\x80\x33" + digest_info(bytes(32)) + b"\0"
    send(one, apdu.select_application(JPKI))
    assert send(one, command) == SW.NO_EF_SELECTED
    send(one, apdu.select_file(jpki.KEY))
    assert send(one, command) == SW.SECURITY_NOT_SATISFIED
    send(one, apdu.verify(jpki.PIN, b"1234"))
    send(one, apdu.select_file(jpki.KEY))
    signed, status = one.process(command)
    assert status == SW.OK
    keys.key("authentication").public_key().verify(signed, bytes(32), PKCS1v15(), Prehashed(SHA256()))


def test_a_child_has_no_certificate_for_signatures() -> None:
    one = chip(certificates=jpki.CHILD)
    send(one, apdu.select_application(JPKI))
    assert send(one, apdu.ask_tries(jpki.SIGNATURE_PIN)) == 0x63C0
    assert send(one, apdu.ask_tries(jpki.PIN)) == 0x63C3
