"""What each secret of a My Number card opens, what it never opens, and what is proved of it."""

import time
from dataclasses import replace
from datetime import date
from threading import Event

import pytest
import time_machine

from app.card import mynumber
from app.card.connection import Talk
from app.card.pictures import as_png, picture_suffix
from app.card.read import read_card, read_connected
from app.card.request import ReadRequest
from app.card.secret import Secret
from app.card.simulated.chip import Application, ChipSecret, SimulatedChip, SimulatedConnection
from app.errors import InvalidInput, Locked, Refused, UnreadableCard, WrongSecret
from models.card import CardKind, CardReading, SecretKind
from models.person import Sex
from tests.app.card.people import B_REQUEST, DATA, NUMBER_B, PIN, chip, read

NUMBER_A = DATA.number_a.digits
A_REQUEST = ReadRequest(kind=SecretKind.NUMBER_A)
BIRTH_REQUEST = ReadRequest(kind=SecretKind.BIRTH_DATE)


def test_expiry_serial_and_tries_are_told_before_the_secret_is_asked_for() -> None:
    told: list[CardReading] = []

    def asked() -> Secret:
        assert (told[-1].tries_left, str(told[-1].expires_on), told[-1].details["serial"]) == (
            3, "2035-05-01", DATA.serial,
        )  # fmt: skip
        return Secret(SecretKind.PIN, PIN)

    with Talk(SimulatedConnection(chip())) as talk:
        read_connected(talk, ReadRequest(), asked, told.append)
    assert told[0].person is None


def test_whoever_types_the_pin_slowly_is_waited_for() -> None:
    def slowly() -> Secret:
        time.sleep(0.4)
        return Secret(SecretKind.PIN, PIN)

    one = chip()
    read(one)  # the chip's signatures are made
    reading = read_card(ReadRequest(patience=0.3), slowly, Event(), connect=lambda: SimulatedConnection(one))
    assert reading.person is not None


def test_the_fields_are_told_before_the_signature_is_read() -> None:
    told: list[CardReading] = []
    with Talk(SimulatedConnection(chip())) as talk:
        reading = read_connected(talk, ReadRequest(), lambda: Secret(SecretKind.PIN, PIN), told.append)
    first = next(one for one in told if one.person)
    assert (first.integrity, first.exchanges) == ("not_checked", 6)
    assert (reading.integrity, reading.exchanges) == ("consistent", 10)


def test_code_b_gives_the_pictures_of_name_address_and_face() -> None:
    reading = read(chip(), replace(B_REQUEST, images=True), NUMBER_B)
    assert set(reading.images) == {"name", "address", "face"}
    assert [picture_suffix(picture) for picture in reading.images.values()] == [".png", ".png", ".jp2"]
    assert all(as_png(picture) for picture in reading.images.values())
    assert (reading.integrity, reading.presence) == ("consistent", "not_checked")
    assert "images" not in repr(reading)


def test_code_a_gives_birth_date_and_sex_in_one_read_and_no_number() -> None:
    reading = read(chip(), A_REQUEST, NUMBER_A)
    assert reading.person is not None
    assert (reading.person.name, reading.person.birth_date_raw, reading.person.sex) == ("", "19880501", Sex.MALE)
    assert (reading.person.individual_number, reading.images, reading.integrity) == (None, {}, "not_checked")
    assert reading.warnings


def test_code_a_gives_the_number_and_its_picture_only_when_asked_for() -> None:
    assert "number" not in read(chip(), replace(A_REQUEST, images=True), NUMBER_A).images
    reading = read(chip(), replace(A_REQUEST, images=True, with_number=True), NUMBER_A)
    assert reading.person is not None
    assert reading.person.individual_number == DATA.individual_number
    assert set(reading.images) == {"name", "address", "face", "number"}
    assert reading.integrity == "consistent"


def test_the_pin_gives_pictures_only_with_the_number_that_opens_them() -> None:
    one = chip()
    with pytest.raises(Refused) as caught:
        read(one, ReadRequest(images=True))
    assert (caught.value.facts, one.verifications) == ({"reason": "images_need_code"}, 0)
    reading = read(one, ReadRequest(images=True, with_number=True))
    assert reading.person is not None
    assert reading.person.name == DATA.name
    assert set(reading.images) == {"name", "address", "face", "number"}


@time_machine.travel("2026-04-30", tick=False)
def test_the_birth_date_opens_an_age_and_nothing_else() -> None:
    reading = read(chip(), BIRTH_REQUEST, NUMBER_B[:6])
    assert reading.person is not None
    assert (reading.person.name, reading.person.sex, str(reading.person.birth_date)) == ("", Sex.UNKNOWN, "1988-05-01")
    assert (reading.details["age"], reading.integrity) == ("37", "consistent")


@pytest.mark.parametrize(
    ("request_", "secret"),
    [(ReadRequest(), PIN), (replace(B_REQUEST, images=True), NUMBER_B), (BIRTH_REQUEST, NUMBER_B[:6])],
)
def test_the_chip_proves_by_a_signature_that_it_is_here(request_: ReadRequest, secret: bytes) -> None:
    asked = replace(request_, presence=True)
    assert read(chip(), asked, secret).presence == "proven"
    copied = read(chip(defect="copied"), asked, secret)
    assert copied.presence == "failed"
    assert copied.warnings


def test_pictures_that_do_not_fit_the_signature_are_a_mismatch() -> None:
    reading = read(chip(defect="wrong_digests"), replace(B_REQUEST, images=True), NUMBER_B)
    assert reading.integrity == "mismatch"


@pytest.mark.parametrize(
    ("request_", "secret", "locked", "others"),
    [
        (ReadRequest(), PIN, {"pin": ChipSecret(PIN, 0)}, ["number_b"]),
        (B_REQUEST, NUMBER_B, {"number_b": ChipSecret(NUMBER_B, 0)}, ["pin"]),
        (A_REQUEST, NUMBER_A, {"number_a": ChipSecret(NUMBER_A, 0)}, ["pin", "number_b"]),
    ],
)
def test_a_locked_secret_names_the_ways_that_are_left(
    request_: ReadRequest, secret: bytes, locked: dict[str, ChipSecret], others: list[str]
) -> None:
    one = chip(**locked)
    with pytest.raises(Locked) as caught:
        read(one, request_, secret)
    assert caught.value.facts == {"tries_left": 0, "reason": request_.kind, "other_routes": others}
    assert one.verifications == 0


@pytest.mark.parametrize(
    ("request_", "wrong"),
    [(A_REQUEST, b"000000000000"), (B_REQUEST, b"0" * 14), (BIRTH_REQUEST, b"000000")],
)
def test_every_wrong_secret_is_sent_once_and_tells_what_is_left(request_: ReadRequest, wrong: bytes) -> None:
    one = chip()
    with pytest.raises(WrongSecret) as caught:
        read(one, request_, wrong)
    assert (caught.value.facts, one.verifications) == ({"tries_left": 9, "reason": request_.kind}, 1)


@pytest.mark.parametrize("request_", [A_REQUEST, B_REQUEST])
def test_the_last_try_of_every_secret_is_spent_on_purpose_only(request_: ReadRequest) -> None:
    one = chip(number_a=ChipSecret(NUMBER_A, 1), number_b=ChipSecret(NUMBER_B, 1))
    secret = NUMBER_A if request_ is A_REQUEST else NUMBER_B
    with pytest.raises(Refused) as caught:
        read(one, request_, secret)
    assert (caught.value.facts, one.verifications) == ({"reason": "last_try", "tries_left": 1}, 0)
    assert read(one, replace(request_, last_try=True), secret).person is not None


def test_what_the_text_gave_stays_when_the_surface_is_locked() -> None:
    one = chip()
    one.tries[mynumber.SURFACE_APPLICATION, 0x12] = 0
    reading = read(one, replace(B_REQUEST, images=True), NUMBER_B)
    assert reading.person is not None
    assert (reading.person.name, reading.images, one.verifications) == (DATA.name, {}, 1)
    assert any("画像は読み取れませんでした" in warning for warning in reading.warnings)


def test_text_and_surface_of_two_people_are_a_mismatch() -> None:
    text, surface = chip(), chip(birth_date="19700101")
    mixed = SimulatedChip(
        {**text.applications, mynumber.SURFACE_APPLICATION: surface.applications[mynumber.SURFACE_APPLICATION]}
    )
    reading = read(mixed, replace(B_REQUEST, images=True), NUMBER_B)
    assert reading.integrity == "mismatch"
    assert any("食い違って" in warning for warning in reading.warnings)


def test_an_expiry_that_only_the_surface_knows_is_taken_from_it() -> None:
    one = chip()
    applications = {aid: own for aid, own in one.applications.items() if aid != mynumber.COMMON_APPLICATION}
    assert read(SimulatedChip(applications)).expires_on is None
    reading = read(SimulatedChip(applications), replace(B_REQUEST, images=True), NUMBER_B)
    assert (reading.expires_on, reading.expired) == (date(2035, 5, 1), False)


def test_two_different_expiry_dates_are_pointed_out() -> None:
    one, other = chip(), chip(expires_on="2030-05-01")
    mixed = SimulatedChip(
        {**one.applications, mynumber.COMMON_APPLICATION: other.applications[mynumber.COMMON_APPLICATION]}
    )
    reading = read(mixed, replace(B_REQUEST, images=True), NUMBER_B)
    assert str(reading.expires_on) == "2030-05-01"
    assert any("二通り" in warning for warning in reading.warnings)


def test_a_specified_residence_card_is_read_as_the_my_number_card_that_it_is() -> None:
    reading = read(chip(specified_residence_card=True), ReadRequest(applications=True))
    assert (reading.card, reading.details["residence_application"]) == (CardKind.MY_NUMBER, "specified")
    assert any("特定在留カード" in warning for warning in reading.warnings)


def test_a_residence_number_does_not_open_a_my_number_card() -> None:
    with pytest.raises(Refused):
        read(chip(), ReadRequest(kind=SecretKind.RESIDENCE_NUMBER), b"AB12345678CD")


def test_a_secret_of_another_kind_than_asked_for_is_not_sent() -> None:
    one = chip()
    with Talk(SimulatedConnection(one)) as talk, pytest.raises(InvalidInput):
        read_connected(talk, ReadRequest(), lambda: Secret(SecretKind.NUMBER_B, NUMBER_B))
    assert one.verifications == 0


def test_a_chip_without_a_usable_key_is_read_and_not_called_checked() -> None:
    one = chip()
    text = one.applications[mynumber.TEXT_APPLICATION]
    files = {file: own for file, own in text.files.items() if file != mynumber.TextFile.CERTIFICATE}
    bare = {**one.applications, mynumber.TEXT_APPLICATION: replace(text, files=files)}
    reading = read(SimulatedChip(bare), ReadRequest(presence=True))
    assert reading.person is not None
    assert (reading.integrity, reading.presence) == ("not_checked", "not_checked")


def test_a_text_application_without_files_is_unreadable() -> None:
    pin = mynumber.TEXT_SECRETS[SecretKind.PIN]
    one = SimulatedChip({mynumber.TEXT_APPLICATION: Application(secrets={pin: ChipSecret(PIN, 3)})})
    with pytest.raises(UnreadableCard):
        read(one)


class Recording(SimulatedConnection):
    """Keeps the head of each command (INS, P1, P2), never what it carries."""

    def __init__(self, one: SimulatedChip) -> None:
        super().__init__(one)
        self.heads: list[str] = []

    def transmit(self, command: bytes | bytearray) -> tuple[bytes, int]:
        self.heads.append(bytes(command[1:4]).hex(" "))
        return super().transmit(command)


def test_a_basic_read_makes_ten_exchanges_and_looks_for_no_other_application() -> None:
    door = Recording(chip(specified_residence_card=True, licence=True))
    with Talk(door) as talk:
        reading = read_connected(talk, ReadRequest(), lambda: Secret(SecretKind.PIN, PIN))
    before = ["a4 04 0c", "b2 01 0c", "a4 04 0c", "20 00 91", "20 00 91", "b0 82 00"]
    assert door.heads == [*before, "b0 83 00", "b0 01 00", "b0 84 00", "b0 01 00"]
    assert reading.exchanges == 10
    assert not [key for key in reading.details if key.endswith("_application")]
