"""Driver's licences: what is free, what the holder's PINs open, and that no try is ever wasted."""

from dataclasses import replace
from datetime import date

import pytest

from app.card import licence as card_licence
from app.card.connection import Talk
from app.card.pictures import as_png
from app.card.read import read_connected
from app.card.request import ReadRequest
from app.card.simulated.chip import ROOT, SimulatedConnection
from app.errors import CardMoved, InvalidInput, Locked, Refused, UnreadableCard, WrongSecret
from app.sentences import sentence
from models.card import CardKind, SecretKind
from models.partial_date import PartialDate
from models.person import Sex
from tests.app.card import people
from tests.app.card.others import LICENCE_PIN1, LICENCE_PINS, licence, read

PIN1, BOTH = b"4729", b"47298613"


def _never_asked() -> None:
    raise AssertionError("a secret was asked for that opens nothing")


@pytest.mark.parametrize("kind", [SecretKind.PIN, SecretKind.NUMBER_B, SecretKind.RESIDENCE_NUMBER])
def test_without_a_licence_pin_only_the_free_data_are_read_and_nothing_is_asked(kind: SecretKind) -> None:
    one = licence()
    with Talk(SimulatedConnection(one)) as talk:
        reading = read_connected(talk, ReadRequest(kind=kind), _never_asked)
    assert (reading.card, reading.person, str(reading.expires_on)) == (CardKind.DRIVER_LICENCE, None, "2029-06-01")
    assert reading.details == {"document": "driver_licence", "specification": "009", "issued_on": "2024-04-20"}
    assert (one.verifications, len(reading.warnings)) == (0, 1)


def test_pin_1_opens_the_entries() -> None:
    reading = read(licence(), LICENCE_PIN1, PIN1)
    assert reading.person is not None
    assert (reading.person.name, reading.person.address) == ("墨田　太郎", "千葉県千葉市中央区中央四丁目５番１号")
    assert (reading.person.birth_date, reading.person.birth_date_raw) == (PartialDate(1988, 5, 1), "3630501")
    assert (reading.person.sex, reading.tries_left, reading.integrity) == (Sex.UNKNOWN, 3, "not_checked")
    assert reading.details["number"] == "120000000000"
    assert (reading.images, reading.warnings) == ({}, ())


def test_both_pins_open_the_registered_domicile_and_the_photograph() -> None:
    reading = read(licence(), LICENCE_PINS, BOTH)
    assert reading.details["domicile"] == "千葉県千葉市中央区中央四丁目５番地"
    assert as_png(reading.images["face"]).startswith(b"\x89PNG")


def test_an_external_character_is_a_mark_with_a_warning_and_never_guessed() -> None:
    reading = read(licence(name="渡〓　花〓"), LICENCE_PIN1, PIN1)
    assert reading.person is not None
    assert reading.person.name == "渡〓　花〓"
    assert "外字" in reading.warnings[0]


@pytest.mark.parametrize(
    ("codes", "text"),
    [
        (b"", ""),
        (b"\x30\x21", "亜"),
        (b"\x30\x21\x21\x21", "亜"),
        (b"\xff\xf1", "〓"),
        (b"\xff\xfa", "〓"),
        (b"\x2f\x7e", "〓"),
        (b"\x00\x00", "〓"),
    ],
)
def test_two_bytes_are_a_character_of_the_set_or_a_mark(codes: bytes, text: str) -> None:
    assert card_licence.text(codes) == text


def test_half_a_character_is_refused() -> None:
    with pytest.raises(UnreadableCard):
        card_licence.text(b"\x30")


@pytest.mark.parametrize(
    ("seven", "day"),
    [
        ("3630501", date(1988, 5, 1)),
        ("4010108", date(1989, 1, 8)),
        ("5010501", date(2019, 5, 1)),
        ("2150101", date(1926, 1, 1)),
        ("1450729", date(1912, 7, 29)),
        ("5061331", None),
        ("9010101", None),
        ("", None),
        ("３630501", None),
    ],
)
def test_a_day_of_an_era_is_the_western_day(seven: str, day: date | None) -> None:
    assert card_licence.era_date(seven) == day


def test_a_change_on_the_back_is_pointed_out() -> None:
    assert "裏面" in read(licence(changed=True), LICENCE_PIN1, PIN1).warnings[0]


def test_a_wrong_pin_costs_one_try_is_sent_once_and_names_the_police() -> None:
    one = licence()
    with pytest.raises(WrongSecret) as caught:
        read(one, LICENCE_PIN1, b"0000")
    assert caught.value.facts == {"tries_left": 2, "reason": "licence_pin1"}
    assert "警察署" in sentence(caught.value, "ja")
    assert one.verifications == 1


def test_a_wrong_first_pin_spares_the_second() -> None:
    one = licence()
    with pytest.raises(WrongSecret):
        read(one, LICENCE_PINS, b"00008613")
    assert one.tries[ROOT, 2] == 3


def test_the_second_pins_last_try_holds_back_the_first() -> None:
    one = licence(pin2_tries=1)
    with pytest.raises(Refused):
        read(one, LICENCE_PINS, BOTH)
    assert one.verifications == 0


def test_the_last_try_is_only_used_on_purpose() -> None:
    one = licence(pin1_tries=1)
    with pytest.raises(Refused) as caught:
        read(one, LICENCE_PIN1, PIN1)
    assert (caught.value.facts["reason"], one.verifications) == ("last_try", 0)
    assert read(one, replace(LICENCE_PIN1, last_try=True), PIN1).person is not None


def test_a_locked_pin_is_never_tried_and_the_police_are_named() -> None:
    one = licence(pin1_tries=0)
    with pytest.raises(Locked) as caught:
        read(one, LICENCE_PIN1, PIN1)
    assert "警察署" in sentence(caught.value, "ja")
    assert one.verifications == 0


def test_a_licence_without_a_pin_is_read_when_the_holder_agrees_whatever_is_typed() -> None:
    one = licence(pin1="****", pin2="****")
    assert read(one, LICENCE_PIN1, None).person is None
    assert one.verifications == 0
    assert read(one, LICENCE_PIN1, PIN1).person is not None
    assert read(one, LICENCE_PINS, BOTH).details["domicile"]


def test_a_look_without_the_pin_tells_the_tries_that_are_left() -> None:
    assert read(licence(pin1_tries=2), LICENCE_PIN1, None).tries_left == 2


@pytest.mark.parametrize("secret", [b"123", b"12345", b"****", b"abcd", b"\xef\xbc\x91"])
def test_a_pin_of_the_wrong_form_never_reaches_the_licence(secret: bytes) -> None:
    one = licence()
    with pytest.raises(InvalidInput):
        read(one, LICENCE_PIN1, secret)
    assert one.verifications == 0


@pytest.mark.parametrize(("request_", "secret"), [(LICENCE_PIN1, PIN1), (LICENCE_PINS, BOTH)])
def test_a_licence_lifted_at_any_exchange_is_told_and_no_pin_is_sent_twice(
    request_: ReadRequest, secret: bytes
) -> None:
    for exchanges in range(read(licence(), request_, secret).exchanges):
        one = licence()
        with pytest.raises(CardMoved):
            read(one, request_, secret, lift_after=exchanges)
        assert one.verifications <= len(secret) // 4
        assert set(one.tries.values()) == {3}


def test_each_pin_alone_does_not_open_what_both_open() -> None:
    one = licence()
    one.reset()
    for command in ("00A40000023F00", "002000820438363133", "00A4040C10A0000002310100000000000000000000"):
        assert one.process(bytes.fromhex(command))[1] == 0x9000
    assert [one.process(bytes((0, 0xB0, 0x80 + file, 0, 0)))[1] for file in (1, 2)] == [0x6982, 0x6982]


def test_an_expired_licence_is_said_to_be_expired() -> None:
    assert read(licence(expires_on="2026-06-01"), LICENCE_PIN1, PIN1).expired


def test_a_licence_on_a_my_number_card_is_noticed_without_a_warning() -> None:
    reading = people.read(people.chip(licence=True), ReadRequest(applications=True))
    assert (reading.details["licence_application"], reading.warnings) == ("present", ())
    assert "licence_application" not in people.read(people.chip(), ReadRequest(applications=True)).details
