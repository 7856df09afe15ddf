"""Residence cards and special permanent resident certificates of both generations, in process."""

from dataclasses import replace

import pytest

from app.card import ber, residence, residence_signature
from app.card.connection import Talk
from app.card.pictures import as_png
from app.card.read import read_connected
from app.card.request import ReadRequest
from app.card.residence_codes import period
from app.card.secret import Secret
from app.card.simulated.chip import ROOT, SimulatedConnection
from app.card.simulated.residence import ResidenceData
from app.errors import CardMoved, InvalidInput, UnreadableCard, WrongSecret
from models.card import CardKind, Integrity, SecretKind
from tests.app.card.others import (
    EVERY_TYPE,
    FIRST,
    FIRST_SPECIAL,
    NUMBER,
    RESIDENCE,
    SPECIAL,
    read,
)
from tests.app.card.others import residence as chip

every_type = pytest.mark.parametrize("data", EVERY_TYPE, ids=lambda data: f"type {data.type}")


def test_the_second_generation_says_its_entries_as_text() -> None:
    reading = read(chip())
    assert reading.card is CardKind.RESIDENCE
    assert str(reading.expires_on) == "2028-02-29"
    assert reading.person is None
    assert reading.details == {
        "document": "residence_card",
        "generation": "2",
        "specification": "0001",
        "number": "AB12345678CD",
        "birth_date": "2003-08-15",
        "sex": "female",
        "sex_code": "2",
        "nationality_code": "VNM",
        "nationality": "ベトナム",
        "status_code": "X000000001",
        "period": "1年3月",
        "stay_until": "2028-02-29",
        "permission_code": "01",
        "permitted_on": "2026-11-29",
        "work": "就労不可",
        "other_work": "許可（週28時間以内、風俗営業等を除く）",
        "other_work_until": "2028-02-29",
        "single_work": "なし",
        "renewal_pending": "なし",
        "agency_note": "なし",
        "issuer": "not_checked",
    }


def test_name_and_address_come_as_pictures() -> None:
    assert {name: as_png(picture)[:4] for name, picture in read(chip()).images.items()} == {
        "name": b"\x89PNG",
        "address": b"\x89PNG",
        "face": b"\x89PNG",
    }


def test_a_special_permanent_resident_has_no_status_and_no_period() -> None:
    details = read(chip(SPECIAL)).details
    assert (details["document"], details["nationality"]) == ("special_permanent_certificate", "韓国")
    assert not {"status_code", "period", "stay_until", "work", "other_work"} & details.keys()


def test_the_first_generation_is_a_picture_and_the_address_on_the_back() -> None:
    reading = read(chip(FIRST))
    assert set(reading.images) == {"front", "face"}
    assert reading.expires_on is None
    assert reading.details == {
        "document": "residence_card",
        "generation": "1",
        "specification": "0001",
        "number": "AB12345678CD",
        "address": "東京都墨田区押上二丁目１番１号",
        "address_written_on": "2025-04-01",
        "municipality_code": "131075",
        "renewal_pending": "なし",
        "issuer": "not_checked",
    }


def test_an_older_cards_address_in_shift_jis_is_read_too() -> None:
    assert residence.text({0xD4: "東京都墨田区".encode("shift_jisx0213") + bytes(9)}, 0xD4) == "東京都墨田区"
    with pytest.raises(UnreadableCard):
        residence.text({0xD4: b"\xff\xfe\xfd"}, 0xD4)


@every_type
def test_the_signature_of_an_unchanged_card_fits(data: ResidenceData) -> None:
    assert read(chip(data)).integrity == "consistent"


@every_type
def test_a_signature_that_does_not_fit_is_told(data: ResidenceData) -> None:
    reading = read(chip(data, signature="broken"))
    assert (reading.integrity, "署名と内容が合いません" in reading.warnings[-1]) == ("mismatch", True)


@every_type
def test_a_childs_card_without_signature_is_not_checked(data: ResidenceData) -> None:
    assert read(chip(data, signature="none")).integrity == "not_checked"


@every_type
def test_another_number_is_a_wrong_secret_and_is_sent_once(data: ResidenceData) -> None:
    one = chip(data)
    with pytest.raises(WrongSecret) as caught:
        read(one, secret=b"AB12345678CE")
    assert caught.value.facts == {"tries_left": None, "reason": "residence_number"}
    assert one.verifications == 0
    assert read(one).details["number"] == NUMBER.decode()


@every_type
@pytest.mark.parametrize("kind", [SecretKind.PIN, SecretKind.NUMBER_B])
def test_without_the_number_the_card_says_what_it_is(data: ResidenceData, kind: SecretKind) -> None:
    with Talk(SimulatedConnection(chip(data))) as talk:
        reading = read_connected(talk, ReadRequest(kind=kind), _never_asked)
    assert reading.details["generation"] in ("1", "2")
    assert reading.warnings
    assert not reading.images


def _never_asked() -> None:
    raise AssertionError("a secret was asked for that opens nothing")


def test_the_number_is_folded_and_checked_before_anything_is_sent() -> None:
    assert read(chip(), secret="ＡＢ１２３４５６７８ＣＤ".encode()).details["number"] == "AB12345678CD"
    with pytest.raises(InvalidInput):
        read(chip(), secret=b"AB1234567CD")


@every_type
def test_a_card_lifted_at_any_exchange_is_told_and_read_the_next_time(data: ResidenceData) -> None:
    one = chip(data)
    for exchanges in range(read(one).exchanges):
        with pytest.raises(CardMoved):
            read(one, lift_after=exchanges)
    assert read(one).integrity == "consistent"


def test_an_expired_card_is_said_to_be_expired() -> None:
    reading = read(chip(expires_on="2026-01-31"))
    assert reading.expired
    assert reading.warnings[0] == "カードの有効期間が過ぎています。"


def test_codes_without_words_stay_codes_with_a_warning() -> None:
    reading = read(chip(nationality_code="ZZZ"))
    assert "nationality" not in reading.details
    assert any("ZZZ" in warning for warning in reading.warnings)


@pytest.mark.parametrize(
    ("code", "words"),
    [("0000", "無期限"), ("0103", "1年3月"), ("0500", "5年"), ("0006", "6月"), ("090", "90日"), ("", ""), ("1年", "")],
)
def test_a_period_of_stay_is_written_as_the_card_prints_it(code: str, words: str) -> None:
    assert period(code) == words


def test_sex_three_is_unknown_and_never_guessed() -> None:
    assert read(chip(sex="3")).details["sex"] == "unknown"


@pytest.mark.parametrize("card_type", ["07", "3", "", "9"])
def test_a_type_that_no_specification_names_is_refused(card_type: str) -> None:
    one = chip()
    root = one.applications[ROOT]
    files = {**root.files, 0x0A: replace(root.files[0x0A], stored=ber.encode(0xC1, card_type.encode()))}
    one.applications = {**one.applications, ROOT: replace(root, files=files)}
    with pytest.raises(UnreadableCard):
        read(one)


class Tampered(SimulatedConnection):
    """Somebody on the way flips one bit of one encrypted answer: the `answer`-th, at `place` from its end."""

    def __init__(self, data: ResidenceData, answer: int, place: int) -> None:
        super().__init__(chip(data))
        self._answer, self._place = answer, place

    def transmit(self, command: bytes | bytearray) -> tuple[bytes, int]:
        data, status = super().transmit(command)
        if command[0] != 0x08 or command[1] != 0xB0:
            return data, status
        self._answer -= 1
        if self._answer:
            return data, status
        changed = bytearray(data)
        changed[-1 - self._place % len(data)] ^= 0x10
        return bytes(changed), status


@every_type
@pytest.mark.parametrize("answer", [1, 2])
def test_no_flipped_bit_of_what_is_signed_passes_as_consistent(data: ResidenceData, answer: int) -> None:
    for place in range(0, 3000, 37):
        try:
            with Talk(Tampered(data, answer, place)) as talk:
                reading = read_connected(talk, RESIDENCE, lambda: Secret(RESIDENCE.kind, NUMBER))
        except UnreadableCard:
            continue
        assert reading.integrity == "mismatch"


@every_type
def test_a_damaged_certificate_is_no_key_and_no_fault_of_ours(data: ResidenceData) -> None:
    def damaged(place: int) -> Integrity:
        changed = bytearray(whole)
        changed[place] = 0x80
        return residence_signature.integrity({**proof, certificate: bytes(changed)}, b"")

    proof = dict(ber.objects(chip(data).applications[residence.SIGNATURE].files[2].content))
    certificate = max(proof)
    whole = proof[certificate]
    assert {damaged(place) for place in range(60)} <= {"not_checked", "mismatch"}


def test_nothing_of_the_card_shows_in_representations() -> None:
    shown = repr(read(chip())) + repr(read(chip(FIRST_SPECIAL)))
    assert "AB12345678CD" not in shown
    assert "2003-08-15" not in shown


def test_files_are_closed_to_plain_reading_and_before_the_number() -> None:
    one = chip()
    one.reset()
    for aid, short_id in ((residence.FRONT, 3), (residence.BACK, 3), (residence.SIGNATURE, 2)):
        one.process(bytes((0x00, 0xA4, 0x04, 0x0C, len(aid))) + aid)
        assert one.process(bytes((0x00, 0xB0, 0x80 + short_id, 0x00, 0x00))) == (b"", 0x6982)
    one.process(bytes((0x00, 0xA4, 0x04, 0x0C, 0x10)) + residence.FRONT)
    assert one.process(bytes.fromhex("08B0840004960200E000")) == (b"", 0x6982)
