"""What is on a My Number card and how it is read (個人番号カード; facts: 券面事項入力補助AP, 共通カードAP).

AIDs, files and secrets stand in one place, for the announced next generation of the card will change them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from app.card import apdu, tlv
from app.card.apdu import SW
from app.card.connection import CardConnection
from app.card.secret import Secret
from app.errors import Locked, Refused, UnreadableCard, WrongSecret
from models.card import Integrity, SecretKind
from models.partial_date import PartialDate
from models.person import Person, Sex

TEXT_APPLICATION = bytes.fromhex("D3921000310001010408")  # 券面事項入力補助AP
COMMON_APPLICATION = bytes.fromhex("D3921000310001010100")  # 共通カードAP
JPKI_APPLICATION = bytes.fromhex("D392F000260100000001")  # 公的個人認証AP


class TextFile(IntEnum):
    """Files of the text application."""

    NUMBER = 0x01
    BASIC = 0x02
    SIGNATURE = 0x03
    CERTIFICATE = 0x04


@dataclass(frozen=True)
class SecretFile:
    """`most_tries` is None where no public figure exists: the card is asked."""

    file: int
    most_tries: int | None


SECRETS = {
    SecretKind.PIN: SecretFile(0x11, 3),
    SecretKind.NUMBER_A: SecretFile(0x14, None),
    SecretKind.NUMBER_B: SecretFile(0x15, None),
}
_SEXES = {"1": Sex.MALE, "2": Sex.FEMALE, "0": Sex.UNKNOWN, "9": Sex.NOT_APPLICABLE}
_EXPIRY_RECORD = re.compile(rb"\x01\x1c[0-9]{20}([0-9]{8})")
_NAME, _ADDRESS, _BIRTH, _SEX, _OFFSETS = 0xDF22, 0xDF23, 0xDF24, 0xDF25, 0xDF21


@dataclass(frozen=True)
class BasicInformation:
    """EF 0002 as stored (`signed` is the part that the chip's digest covers) and what it says."""

    person: Person
    signed: bytes
    warnings: tuple[str, ...]


def read_expiry(card: CardConnection) -> date | None:
    """The expiry date from the common application, which asks for no secret; None where it is not there."""
    if card.transmit(apdu.select_application(COMMON_APPLICATION))[1] != SW.OK:
        return None
    record, status = card.transmit(apdu.read_record(0x01, 1))
    match = _EXPIRY_RECORD.match(record) if status == SW.OK else None
    try:
        return date.fromisoformat(match[1].decode()) if match else None
    except ValueError:
        return None


def select_text(card: CardConnection) -> None:
    """Select the text application; nothing is verified any more."""
    _require(card.transmit(apdu.select_application(TEXT_APPLICATION))[1])


def ask_tries(card: CardConnection, kind: SecretKind) -> int:
    """Select the secret's file and ask for the tries left, which costs none."""
    _, status = card.transmit(bytes((0x00, 0xA4, 0x02, 0x0C, 0x02, 0x00, SECRETS[kind].file)))
    _require(status)
    _, status = card.transmit(apdu.ask_tries(0))
    tries = apdu.tries_of(status)
    if tries is None:
        raise UnreadableCard(f"status_{status:04X}")
    return tries


def verify(card: CardConnection, secret: Secret) -> int:
    """Send the secret once, on the file selected by `ask_tries`. WrongSecret or Locked where it does not fit.

    Returns the tries left afterwards: a right secret sets the counter back.
    """
    command = apdu.verify(0, secret.checked())
    try:
        _, status = card.transmit(command)
    finally:
        command[:] = bytes(len(command))
    left = apdu.tries_of(status)
    if left == 0:
        raise Locked
    if left is not None or status == SW.WRONG_SECRET:
        raise WrongSecret(left)
    _require(status)
    return 0


def guard_tries(tries: int, *, last_try: bool) -> None:
    """Nothing is tried on a locked secret, and the last try only on purpose."""
    if tries == 0:
        raise Locked
    if tries == 1 and not last_try:
        raise Refused("last_try", tries_left=1)


def read_basic(card: CardConnection) -> BasicInformation:
    """基本4情報 (EF 0002), every length and offset checked."""
    whole = tlv.outer(read_file(card, TextFile.BASIC), 0xFF20)
    parts = tlv.children(whole)
    if missing := {_OFFSETS, _NAME, _ADDRESS, _BIRTH, _SEX} - parts.keys():
        raise UnreadableCard(f"tlv_missing_{min(missing):04X}")
    _check_offsets(parts[_OFFSETS].value, [parts[tag].start for tag in (_NAME, _ADDRESS, _BIRTH, _SEX)])
    person, warnings = _person(*(parts[tag].value for tag in (_NAME, _ADDRESS, _BIRTH, _SEX)))
    first = min(parts[tag].start for tag in (_NAME, _ADDRESS, _BIRTH, _SEX))
    return BasicInformation(person, whole.raw[first:], warnings)


def read_number(card: CardConnection) -> tuple[str, bytes]:
    """個人番号 (EF 0001): the twelve digits, and the 17 stored bytes that the chip's digest covers."""
    stored = read_file(card, TextFile.NUMBER)
    digits = tlv.outer(stored, 0xFF10).value
    if not re.fullmatch(rb"[0-9]{12}", digits):
        raise UnreadableCard("number_form")
    return digits.decode(), stored[:17]


def check_integrity(card: CardConnection, signed: bytes, number: bytes | None) -> Integrity:
    """Compare the chip's digests (EF 0003) with what was read, and their signature with the key of EF 0004."""
    try:
        signature = tlv.children(tlv.outer(read_file(card, TextFile.SIGNATURE), 0xFF30))
        certificate = read_file(card, TextFile.CERTIFICATE)
    except UnreadableCard:
        return "not_checked"
    from app.card import signature as check

    return check.integrity(signature, certificate, signed, number)


def read_file(card: CardConnection, file: int) -> bytes:
    """The outer object of a file, read in pieces of 256 bytes until it is whole."""
    data, status = card.transmit(apdu.read_file(file))
    if status in (SW.WRONG_P1P2, SW.NOT_FOUND, SW.UNKNOWN_INS, SW.NO_EF_SELECTED):
        data, status = _read_selected(card, file)
    _require(status, SW.END_OF_FILE)
    end = tlv.header(data).end
    while len(data) < end:
        more, status = card.transmit(apdu.read_on(len(data)))
        _require(status, SW.END_OF_FILE)
        if not more:
            raise UnreadableCard("tlv_truncated")
        data += more
    return data


def _read_selected(card: CardConnection, file: int) -> tuple[bytes, int]:
    """The long way, for a chip that does not take short ids: select the file, then read it."""
    _, status = card.transmit(bytes((0x00, 0xA4, 0x02, 0x0C, 0x02, 0x00, file)))
    _require(status)
    return card.transmit(apdu.read_on(0))


def _require(status: int, *also: int) -> None:
    if status != SW.OK and status not in also:
        raise UnreadableCard(f"status_{status:04X}")


def _check_offsets(table: bytes, starts: list[int]) -> None:
    if table != b"".join(start.to_bytes(2) for start in starts):
        raise UnreadableCard("offsets")


def _person(name: bytes, address: bytes, birth: bytes, sex: bytes) -> tuple[Person, tuple[str, ...]]:
    if len(birth) != 8 or len(sex) != 1 or not name:
        raise UnreadableCard("field_length")
    raw, code = _text(birth, "ascii"), _text(sex, "ascii")
    date_of_birth = _birth_date(raw)
    warnings = []
    if date_of_birth is None or not date_of_birth.is_full:
        warnings.append("生年月日に不明な部分があります。券面とご本人に確かめてください。")
    if code not in _SEXES:
        warnings.append("性別のコードが決められた値ではありません。不明として扱います。")
    texts = _text(name, "utf-8"), _text(address, "utf-8")
    return Person(*texts, date_of_birth, raw, _SEXES.get(code, Sex.UNKNOWN), code), tuple(warnings)


def _text(field: bytes, encoding: str) -> str:
    """Strict: a character that cannot be decoded means that the content does not hold together."""
    try:
        return field.decode(encoding)
    except UnicodeDecodeError:
        raise UnreadableCard("encoding") from None


def _birth_date(raw: str) -> PartialDate | None:
    try:
        return PartialDate.parse(f"{raw[:4]}-{raw[4:6]}-{raw[6:]}")
    except ValueError:
        return None
