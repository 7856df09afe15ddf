"""What is on a residence card or a special permanent resident certificate (在留カード・特別永住者証明書).

After the agency's public specifications: first generation (在留カード等仕様書 Ver 1.5: everything but the back is a
picture), second generation (第二世代在留カード等仕様書 Ver 1.1: most fields as codes and text, name and address as
pictures). Specified cards (types `07`, `08`) are My Number cards and are read as such.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum
from typing import TypeVar

from app.card import ber, directories, residence_codes
from app.card.connection import CardConnection
from app.card.files import select
from app.card.secure_messaging import AES, TRIPLE_DES, SecureChannel, Suite
from app.errors import UnreadableCard

_Fact = TypeVar("_Fact", str, bytes)

FRONT = bytes.fromhex("D392F0004F0200000000000000000000")
BACK = bytes.fromhex("D392F0004F0300000000000000000000")
SIGNATURE = bytes.fromhex("D392F0004F0400000000000000000000")
FRONT_SIZE, FACE_SIZE, PRINTED_SIZE = 7000, 3000, 53
"""Bytes to which the signed values are filled up with zeros."""


class RootFile(IntEnum):
    """Free files of the master file, by short id."""

    CARD_TYPE = 0x0A
    SPECIFICATION = 0x0B


class FirstFront(IntEnum):
    """First generation, directory FRONT, by short id; read under encryption."""

    FRONT_IMAGE = 0x05
    FACE = 0x06


class FirstBack(IntEnum):
    """First generation, directory BACK, by short id."""

    ADDRESS = 0x01
    OTHER_WORK = 0x02
    SINGLE_WORK = 0x03
    RENEWAL = 0x04


class SecondFront(IntEnum):
    """Second generation, directory FRONT, by short id; read under encryption.

    The number (file 1) is not read: the card has compared it, and it stands on the card.
    """

    PRINTED = 0x03
    NAME_AND_FACE = 0x04
    ADDRESS_IMAGE = 0x06


class SecondBack(IntEnum):
    """Second generation, directory BACK, by short id."""

    OTHER_WORK = 0x01
    RENEWAL = 0x02
    NOTE = 0x03


SIGNATURE_FILE = 0x02


class CardType(StrEnum):
    """カード種別 (tag C1)."""

    RESIDENCE_1 = "1"
    SPECIAL_PERMANENT_1 = "2"
    RESIDENCE_2 = "05"
    SPECIAL_PERMANENT_2 = "06"

    @property
    def generation(self) -> int:
        """1 or 2: the older types have one digit."""
        return len(self.value)

    @property
    def suite(self) -> Suite:
        return TRIPLE_DES if self.generation == 1 else AES

    @property
    def document(self) -> str:
        return "special_permanent_certificate" if int(self) % 2 == 0 else "residence_card"


@dataclass(frozen=True)
class FreeData:
    """What the card says without any key."""

    type: CardType
    specification: str

    @property
    def details(self) -> Mapping[str, str]:
        return {
            "document": self.type.document,
            "generation": str(self.type.generation),
            "specification": self.specification,
        }


@dataclass(frozen=True, repr=False)
class Contents:
    """Everything that the printed number opens. `signed` is what the agency's signature covers, `proof` its objects."""

    details: Mapping[str, str]
    images: Mapping[str, bytes]
    expires_on: date | None
    signed: bytes
    proof: Mapping[int, bytes]
    warnings: tuple[str, ...]


def read_free(card: CardConnection) -> FreeData:
    """Card type and version of the specification; UnreadableCard for a type that no specification names."""
    directories.select_root(card)
    specification = text(directories.read(card, RootFile.SPECIFICATION), 0xC0)
    code = text(directories.read(card, RootFile.CARD_TYPE), 0xC1)
    if code not in {one.value for one in CardType}:
        raise UnreadableCard("card_type")
    return FreeData(CardType(code), specification)


def read_contents(channel: SecureChannel, free: FreeData) -> Contents:
    """Everything, with the card's number shown before."""
    return _read_first(channel, free.type) if free.type.generation == 1 else _read_second(channel, free.type)


def _read_first(channel: SecureChannel, card_type: CardType) -> Contents:
    select(channel.card, FRONT)
    front = from_channel(channel, FirstFront.FRONT_IMAGE).get(0xD0, b"")
    face = from_channel(channel, FirstFront.FACE).get(0xD1, b"")
    select(channel.card, BACK)
    back = directories.read(channel.card, FirstBack.ADDRESS)
    details = {
        "address": text(back, 0xD4),
        "address_written_on": day(text(back, 0xD2)),
        "municipality_code": text(back, 0xD3),
    }
    if card_type is CardType.RESIDENCE_1:
        details |= _first_permissions(channel.card)
    signed = front.ljust(FRONT_SIZE, b"\0") + face.ljust(FACE_SIZE, b"\0")
    images = {"front": front, "face": face}
    return Contents(_given(details), _given(images), None, signed, _proof(channel.card), ())


def _first_permissions(card: CardConnection) -> Mapping[str, str]:
    renewal = text(directories.read(card, FirstBack.RENEWAL), 0xD7)
    return {
        "other_work": text(directories.read(card, FirstBack.OTHER_WORK), 0xD5),
        "single_work": text(directories.read(card, FirstBack.SINGLE_WORK), 0xD6),
        "renewal_pending": residence_codes.words("yes_no", renewal),
    }


def _read_second(channel: SecureChannel, card_type: CardType) -> Contents:
    select(channel.card, FRONT)
    printed = from_channel(channel, SecondFront.PRINTED)
    pictures = from_channel(channel, SecondFront.NAME_AND_FACE)
    name, face = pictures.get(0xD0, b""), pictures.get(0xD1, b"")
    address = from_channel(channel, SecondFront.ADDRESS_IMAGE).get(0xDFD1, b"")
    select(channel.card, BACK)
    details = {**_printed(printed), **_second_back(channel.card, card_type)}
    return Contents(
        _given(details),
        _given({"name": name, "address": address, "face": face}),
        _date(text(printed, 0xC5)),
        b"".join(printed.values()).ljust(PRINTED_SIZE, b"\0") + face + name,
        _proof(channel.card),
        tuple(_unknown_codes(details)),
    )


def _printed(printed: Mapping[int, bytes]) -> Mapping[str, str]:
    """券面記載事項 (DF1/EF02): each code as it is, and its words where they are known."""
    sex, nationality, status = text(printed, 0xC7), text(printed, 0xC8), text(printed, 0xC9)
    return {
        "birth_date": day(text(printed, 0xC6)),
        "sex": str(residence_codes.SEXES.get(sex, "")),
        "sex_code": sex,
        "nationality_code": nationality,
        "nationality": residence_codes.words("nationality", nationality),
        "status_code": status,
        "status": residence_codes.words("status", status),
        "period": residence_codes.period(text(printed, 0xCE)),
        "stay_until": day(text(printed, 0xCD)),
        "permission_code": text(printed, 0xCA),
        "permission": residence_codes.words("permission", text(printed, 0xCA)),
        "permitted_on": day(text(printed, 0xCB)),
        "work": residence_codes.words("work", text(printed, 0xCC)),
    }


def _second_back(card: CardConnection, card_type: CardType) -> Mapping[str, str]:
    """裏面 (DF2); a special permanent resident has no permissions, and the note stands alone."""
    note = directories.read(card, SecondBack.NOTE)
    said = {"agency_note": residence_codes.words("yes_no", text(note, 0xD9)), "note": text(note, 0xDE)}
    if card_type is CardType.SPECIAL_PERMANENT_2:
        return said
    work, renewal = directories.read(card, SecondBack.OTHER_WORK), directories.read(card, SecondBack.RENEWAL)
    return {
        "other_work": residence_codes.words("other_work", text(work, 0xD5)),
        "other_work_until": day(text(work, 0xD6)),
        "single_work": residence_codes.words("yes_no", text(work, 0xD7)),
        "renewal_pending": residence_codes.words("yes_no", text(renewal, 0xD8)),
        **said,
    }


def _unknown_codes(details: Mapping[str, str]) -> list[str]:
    return [
        f"{caption}のコード {details[key + '_code']} の言葉が分かりません。券面を見て入力してください。"
        for key, caption in (("nationality", "国籍・地域"), ("status", "在留資格"))
        if details[key + "_code"] and not details[key]
    ]


def from_channel(channel: SecureChannel, short_id: int) -> Mapping[int, bytes]:
    """The objects of a file of the front, read under encryption."""
    return ber.objects(channel.read(short_id))


def _proof(card: CardConnection) -> Mapping[int, bytes]:
    select(card, SIGNATURE)
    return directories.read(card, SIGNATURE_FILE)


def text(objects: Mapping[int, bytes], tag: int) -> str:
    """A text object without the zeros that fill it; UTF-8, on older cards also Shift_JIS (JIS X 0213). Strict."""
    value = objects.get(tag, b"").rstrip(b"\0")
    for encoding in ("utf-8", "shift_jisx0213"):
        try:
            return value.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableCard("encoding")


def day(eight: str) -> str:
    """`YYYYMMDD` in ISO form; empty where it is no date."""
    found = _date(eight)
    return found.isoformat() if found else ""


def _date(eight: str) -> date | None:
    try:
        return date.fromisoformat(eight) if len(eight) == 8 and eight.isascii() and eight.isdigit() else None
    except ValueError:
        return None


def _given(facts: Mapping[str, _Fact]) -> dict[str, _Fact]:
    """What the card really says: empty objects are absent."""
    return {key: value for key, value in facts.items() if value}
