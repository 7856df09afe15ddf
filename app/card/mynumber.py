"""What is on a My Number card as text (個人番号カード; 券面事項入力補助AP, 共通カードAP).

AIDs, files and secrets stand in one place, for the announced next generation of the card will change them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from functools import partial

from app.card import apdu, files, signature, tlv
from app.card.apdu import SW
from app.card.connection import CardConnection
from app.errors import UnreadableCard
from models.card import Integrity, Presence, SecretKind
from models.partial_date import PartialDate
from models.person import Person, Sex

TEXT_APPLICATION = bytes.fromhex("D3921000310001010408")  # 券面事項入力補助AP
SURFACE_APPLICATION = bytes.fromhex("D3921000310001010402")  # 券面事項確認AP
COMMON_APPLICATION = bytes.fromhex("D3921000310001010100")  # 共通カードAP
JPKI_APPLICATION = bytes.fromhex("D392F000260100000001")  # 公的個人認証AP
SPECIFIED_RESIDENCE_APPLICATION = bytes.fromhex("D392F0004F0100000000000000000000")  # 特定在留カードの在留AP


class TextFile(IntEnum):
    """Files of the text application."""

    NUMBER = 0x01
    BASIC = 0x02
    SIGNATURE = 0x03
    CERTIFICATE = 0x04
    VERSION = 0x05
    SESSION_KEY = 0x06
    CHIP_KEY = 0x07


class SurfaceFile(IntEnum):
    """Files of the surface application."""

    AGE = 0x01
    FACE = 0x02
    VERSION = 0x03
    CERTIFICATE = 0x04
    NUMBER = 0x05


TEXT_SECRETS = {SecretKind.PIN: 0x11, SecretKind.NUMBER_A: 0x14, SecretKind.NUMBER_B: 0x15}
SURFACE_SECRETS = {SecretKind.BIRTH_DATE: 0x11, SecretKind.NUMBER_B: 0x12, SecretKind.NUMBER_A: 0x13}
PIN_TRIES = 3
"""How many a right PIN sets the counter back to; no public figure exists for the other secrets."""
BASIC_TAGS = _NAME, _ADDRESS, _BIRTH, _SEX = 0xDF22, 0xDF23, 0xDF24, 0xDF25
OFFSETS = 0xDF21
_NUMBER_STORED = 17
"""Bytes of EF 0001 with its filler: what the chip's digest covers."""
_SEXES = {"1": Sex.MALE, "2": Sex.FEMALE, "0": Sex.UNKNOWN, "9": Sex.NOT_APPLICABLE}
_COMMON_RECORD = re.compile(rb"\x01\x1c([0-9]{15})([0-9]{5})([0-9]{8})")
_STAND_INS = re.compile("[〓■□\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff]")


@dataclass(frozen=True)
class CommonData:
    """What the common application tells without a secret: serial number and expiry; None where it is not there."""

    serial: str | None = None
    expires_on: date | None = None


@dataclass(frozen=True)
class BasicInformation:
    """EF 0002 as stored (`signed` is the part that the chip's digest covers) and what it says."""

    person: Person
    signed: bytes
    warnings: tuple[str, ...]


def read_common(card: CardConnection) -> CommonData:
    """製造番号 and 有効期限 (共通カードAP, record 1 of EF 0001). Any other card answers that there is no such thing."""
    if card.transmit(apdu.select_application(COMMON_APPLICATION))[1] != SW.OK:
        return CommonData()
    record, status = card.transmit(apdu.read_record(0x01, 1))
    match = _COMMON_RECORD.match(record) if status == SW.OK else None
    return CommonData(match[1].decode(), day(match[3].decode())) if match else CommonData()


def read_basic(card: CardConnection) -> BasicInformation:
    """基本4情報 (EF 0002), every length and offset checked."""
    whole = tlv.outer(files.read_whole(card, TextFile.BASIC), 0xFF20)
    parts = tlv.children(whole)
    check_offsets(parts, BASIC_TAGS)
    person, warnings = _person(*(parts[tag].value for tag in BASIC_TAGS))
    first = min(parts[tag].start for tag in BASIC_TAGS)
    end = max(part.start + len(part.raw) for part in parts.values())
    return BasicInformation(person, whole.raw[first:end], warnings)


def read_number(card: CardConnection) -> tuple[str, bytes]:
    """個人番号 (EF 0001): the twelve digits, and the stored bytes that the chip's digest covers."""
    stored = files.read_stored(card, TextFile.NUMBER, _NUMBER_STORED)
    digits = tlv.outer(stored, 0xFF10).value
    if not re.fullmatch(rb"[0-9]{12}", digits):
        raise UnreadableCard("number_form")
    return digits.decode(), stored


def check(
    card: CardConnection, basic: bytes | None, number: bytes | None, *, presence: bool
) -> tuple[Integrity, Presence]:
    """What was read against the chip's digests and signature (EF 0003, EF 0004); on request also that the chip is here.

    The proof needs the chip's key (EF 0007), which must itself be signed by the key of EF 0004.
    """
    record = files.if_readable(partial(files.read_whole, card, TextFile.SIGNATURE))
    certificate = signature.read_certificate(card, TextFile.CERTIFICATE)
    integrity = signature.text_integrity(record, certificate, basic, number)
    return integrity, _presence(card, certificate) if presence else "not_checked"


def _presence(card: CardConnection, certificate: bytes) -> Presence:
    stored = files.if_readable(partial(files.read_whole, card, TextFile.CHIP_KEY))
    try:
        parts = tlv.children(tlv.outer(stored, 0xFF50))
        key, signed = parts[0xDF51], parts[0xDF52].value
    except (UnreadableCard, KeyError):
        return "not_checked"
    of_the_key = signature.signature_integrity(certificate, key.raw, signed)
    return signature.prove_presence(card, key.value, of_the_key)


def is_specified_residence_card(card: CardConnection) -> bool:
    """Whether it is a 特定在留カード, which is a My Number card in law; asking drops what was verified."""
    return card.transmit(apdu.select_application(SPECIFIED_RESIDENCE_APPLICATION))[1] == SW.OK


def check_offsets(parts: tlv.Objects, tags: tuple[int, ...]) -> None:
    """Each of these objects is there, and the table of offsets names the place of each."""
    if missing := {OFFSETS, *tags} - parts.keys():
        raise UnreadableCard(f"tlv_missing_{min(missing):04X}")
    if parts[OFFSETS].value != b"".join(parts[tag].start.to_bytes(2) for tag in tags):
        raise UnreadableCard("offsets")


def bare_person(birth: bytes, sex: bytes | None) -> tuple[Person, tuple[str, ...]]:
    """What the card's surface tells as text: no name, no address. `sex` is None where it was not read."""
    if len(birth) != 8 or (sex is not None and len(sex) != 1):
        raise UnreadableCard("field_length")
    raw, code = text(birth, "ascii"), text(sex or b"", "ascii")
    born = _birth_date(raw)
    warnings = []
    if born is None or not born.is_full:
        warnings.append("生年月日に不明な部分があります。券面とご本人に確かめてください。")
    if sex is not None and code not in _SEXES:
        warnings.append("性別のコードが決められた値ではありません。不明として扱います。")
    return Person("", "", born, raw, _SEXES.get(code, Sex.UNKNOWN), code), tuple(warnings)


def _person(name: bytes, address: bytes, birth: bytes, sex: bytes) -> tuple[Person, tuple[str, ...]]:
    bare, warnings = bare_person(birth, sex)
    if not name:
        raise UnreadableCard("field_length")
    names = text(name, "utf-8"), text(address, "utf-8")
    if not address:
        warnings += ("カードに住所が入っていません。券面とご本人に確かめてください。",)
    if any(map(_STAND_INS.search, names)):
        warnings += (
            "氏名か住所に、代わりの文字（〓など）や外字があります。券面の画像（照合番号B）で正しい字を確かめてください。",
        )
    return Person(*names, bare.birth_date, bare.birth_date_raw, bare.sex, bare.sex_code), warnings


def text(field: bytes, encoding: str) -> str:
    """Strict: a character that cannot be decoded means that the content does not hold together."""
    try:
        return field.decode(encoding)
    except UnicodeDecodeError:
        raise UnreadableCard("encoding") from None


def day(raw: str) -> date | None:
    """YYYYMMDD as a day, or None where it is none."""
    try:
        return date(int(raw[:4]), int(raw[4:6]), int(raw[6:]))
    except ValueError:
        return None


def _birth_date(raw: str) -> PartialDate | None:
    try:
        return PartialDate.parse(f"{raw[:4]}-{raw[4:6]}-{raw[6:]}")
    except ValueError:
        return None
