"""One reading of a My Number card, in process: what comes out, and what never happens."""

import contextlib
import logging
from dataclasses import replace
from functools import partial

import pytest

from app.card import mynumber
from app.card.apdu import SW
from app.card.request import ReadRequest
from app.card.secret import Secret
from app.card.simulated.chip import Application, ChipFile, ChipSecret, SimulatedChip
from app.errors import CardMoved, InvalidInput, KnownError, Locked, Refused, UnreadableCard, WrongSecret
from models.card import SecretKind
from models.partial_date import PartialDate
from models.person import Sex
from tests.app.card.people import B_REQUEST, NUMBER_B, PIN, chip, read


def test_the_pin_gives_the_four_facts_as_they_are_on_the_chip() -> None:
    result = read(chip())
    assert result.person is not None
    assert (result.person.name, result.person.address) == ("墨田　太郎", "千葉県千葉市中央区中央四丁目５番１号")
    assert (result.person.birth_date, result.person.sex) == (PartialDate(1988, 5, 1), Sex.MALE)
    assert result.person.individual_number is None
    assert (result.integrity, result.tries_left, str(result.expires_on)) == ("consistent", 3, "2035-05-01")


@pytest.mark.parametrize("name", ["𠮷﨑　邉葛\U000e0100", "神福羽塚隆朗侮", "NGUYEN THI MINH CHAU", "が" * 120])
def test_names_keep_every_code_point(name: str) -> None:
    person = read(chip(name=name)).person
    assert person is not None
    assert person.name == name


def test_code_b_gives_the_four_facts_and_never_the_number() -> None:
    person = read(chip(), B_REQUEST, NUMBER_B).person
    assert person is not None
    assert person.individual_number is None
    with pytest.raises(Refused):
        read(chip(), replace(B_REQUEST, with_number=True), NUMBER_B)


def test_the_individual_number_comes_only_when_asked_for_and_never_shows_itself() -> None:
    person = read(chip(), ReadRequest(with_number=True)).person
    assert person is not None
    assert person.individual_number == "111122223334"
    assert "111122223334" not in repr(person)


def test_without_a_secret_only_the_free_data_are_read() -> None:
    one = chip()
    result = read(one, secret=None)
    assert (result.person, str(result.expires_on), one.verifications) == (None, "2035-05-01", 0)


def test_a_wrong_pin_costs_one_try_and_is_sent_once() -> None:
    one = chip()
    with pytest.raises(WrongSecret) as caught:
        read(one, secret=b"0000")
    assert (caught.value.facts, one.verifications) == ({"tries_left": 2, "reason": "pin"}, 1)


def test_a_right_pin_sets_the_counter_back() -> None:
    one = chip()
    with pytest.raises(WrongSecret):
        read(one, secret=b"0000")
    assert read(one).tries_left == 3
    assert one.tries[mynumber.TEXT_APPLICATION, 0x11] == 3


def test_the_last_try_is_refused_unless_it_is_wanted() -> None:
    one = chip(pin=ChipSecret(PIN, 1))
    with pytest.raises(Refused) as caught:
        read(one)
    assert caught.value.facts == {"reason": "last_try", "tries_left": 1}
    assert one.verifications == 0
    assert read(one, ReadRequest(last_try=True)).person is not None


def test_a_wrong_last_try_locks_and_a_locked_secret_is_never_tried() -> None:
    one = chip(pin=ChipSecret(PIN, 1))
    with pytest.raises(Locked):
        read(one, ReadRequest(last_try=True), b"0000")
    with pytest.raises(Locked):
        read(one)
    assert one.verifications == 1


def test_a_locked_pin_leaves_the_way_by_code_b() -> None:
    assert read(chip(pin=ChipSecret(PIN, 0)), B_REQUEST, NUMBER_B).person is not None


@pytest.mark.parametrize("secret", [b"123", b"12345", b"12a4", b"    ", "１２３".encode(), b"\x00\x00\x00\x00"])
def test_a_secret_of_the_wrong_form_never_reaches_the_card(secret: bytes) -> None:
    one = chip()
    with pytest.raises(InvalidInput) as caught:
        read(one, secret=secret)
    assert one.verifications == 0
    assert secret.decode() not in str(caught.value.facts)


def test_full_width_digits_are_folded_before_they_are_sent() -> None:
    assert read(chip(), secret="４７２９".encode()).person is not None


ROUTES = [(ReadRequest(), PIN), (ReadRequest(with_number=True), PIN), (B_REQUEST, NUMBER_B)]


@pytest.mark.parametrize(("request_", "secret"), ROUTES)
def test_a_card_lifted_at_any_exchange_is_told_and_nothing_is_tried_twice(request_: ReadRequest, secret: bytes) -> None:
    last = 2  # whether it is a 特定在留カード or マイナ免許証 is asked when everything has been read
    for exchanges in range(read(chip(), request_, secret).exchanges - last):
        one = chip()
        with pytest.raises(CardMoved):
            read(one, request_, secret, lift_after=exchanges)
        assert one.verifications <= 1
        assert read(one, request_, secret).person is not None


def test_digests_that_do_not_fit_are_a_mismatch_with_a_warning() -> None:
    result = read(chip(defect="wrong_digests"))
    assert result.integrity == "mismatch"
    assert result.warnings


def test_an_unknown_birth_month_is_kept_and_pointed_out() -> None:
    result = read(chip(birth_date="19500400"))
    assert result.person is not None
    assert (result.person.birth_date, result.person.birth_date_raw) == (PartialDate(1950, 4), "19500400")
    assert result.warnings


@pytest.mark.parametrize("raw", ["        ", "1950    ", "00000000", "19501301"])
def test_a_birth_date_that_is_none_stays_as_text(raw: str) -> None:
    person = read(chip(birth_date=raw)).person
    assert person is not None
    assert (person.birth_date, person.birth_date_raw) == (None, raw)


@pytest.mark.parametrize("code", ["3", "x", " "])
def test_an_unknown_sex_code_is_never_guessed(code: str) -> None:
    result = read(chip(sex=code))
    assert result.person is not None
    assert (result.person.sex, result.person.sex_code, len(result.warnings)) == (Sex.UNKNOWN, code, 1)


def test_an_expired_card_is_read_and_said_to_be_expired() -> None:
    result = read(chip(expires_on="2020-01-01"))
    assert result.expired
    assert result.person is not None


@pytest.mark.parametrize(
    ("aid", "label", "reason"),
    [
        (mynumber.JPKI_APPLICATION, b"JPKIAPGPSETOKEN", "kind_phone"),
        (mynumber.JPKI_APPLICATION, b"JPKIAPICCTOKEN", "kind_juki"),
        (b"other", b"", "kind_unknown"),
    ],
)
def test_another_card_is_named(aid: bytes, label: bytes, reason: str) -> None:
    other = SimulatedChip({aid: Application(files={6: ChipFile(label.ljust(160))})})
    with pytest.raises(UnreadableCard) as caught:
        read(other)
    assert caught.value.facts == {"reason": reason}


def test_no_secret_shows_in_logs_errors_or_representations(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG), pytest.raises(WrongSecret) as caught:
        read(chip(), secret=b"8613")
    secret = Secret(SecretKind.PIN, b"8613")
    shown = f"{caught.value!r}{caught.value.facts}{secret!r}{secret}{caplog.text}"
    assert "8613" not in shown
    with pytest.raises(TypeError):
        secret.__reduce__()


def test_the_secret_is_wiped_after_every_outcome() -> None:
    from app.card.connection import Talk
    from app.card.read import read_connected
    from app.card.simulated.chip import SimulatedConnection

    for content in (PIN, b"0000", b"12"):
        secret = Secret(SecretKind.PIN, content)
        with Talk(SimulatedConnection(chip())) as talk, contextlib.suppress(KnownError):
            read_connected(talk, ReadRequest(), partial(_give, secret))
        assert len(secret) == 0


def _give(secret: Secret) -> Secret:
    return secret


def test_a_chip_without_short_ids_is_read_the_long_way() -> None:
    class Old(SimulatedChip):
        def process(self, command: bytes) -> tuple[bytes, int]:
            if command[1] == 0xB0 and command[2] & 0x80:
                return b"", SW.WRONG_P1P2
            return super().process(command)

    original = chip()
    old = Old(original.applications)
    assert read(old).integrity == "consistent"
