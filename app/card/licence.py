"""What is on a driver's licence (運転免許証) and how it is read (the police's specification of the conventional card).

Free: version, day of issue and expiry. PIN 1 opens the entries, both PINs together 本籍 and the photograph. Only the
police can unlock a PIN.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.card import apdu, directories
from app.card.apdu import SW
from app.card.connection import CardConnection
from app.card.files import select
from app.errors import UnreadableCard
from models.partial_date import PartialDate
from models.person import Person, Sex

ENTRIES_DIRECTORY = bytes.fromhex("A0000002310100000000000000000000")
PHOTOGRAPH_DIRECTORY = bytes.fromhex("A0000002310200000000000000000000")
MY_NUMBER_LICENCE = bytes.fromhex("A0000002310600000000000000000000")
"""マイナ免許証: the application of that name on a My Number card."""
COMMON, PIN_SETTING, PIN1, PIN2 = 0x2F01, 0x0A, 0x01, 0x02
ENTRIES, DOMICILE, CHANGES, PHOTOGRAPH = 0x01, 0x02, 0x04, 0x01
NO_PIN = b"****"
"""What stands in the place of a PIN on a licence whose holder set none."""
UNKNOWN_CHARACTER = "〓"
_EXTERNAL = range(0xFFF1, 0x10000)
_CODES = range(0x21, 0x7F)
_ERA_BEFORE = {"1": 1867, "2": 1911, "3": 1925, "4": 1988, "5": 2018}
"""明治, 大正, 昭和, 平成, 令和: the western year before the era's first."""
_DETAILS = {0x13: "kana", 0x14: "alias", 0x1A: "colour", 0x20: "issued_by"}
_EXTERNAL_WARNING = "〓は、文字コードのない外字です。券面の文字を見て入力してください。"
_CHANGED_WARNING = "交付後の変更が記録されています。裏面の氏名・住所を確かめてください。"


@dataclass(frozen=True)
class FreeData:
    """What the licence says without a PIN; `pin_set` is False where the holder set none."""

    specification: str
    issued_on: date | None
    expires_on: date | None
    pin_set: bool


@dataclass(frozen=True, repr=False)
class Entries:
    """記載事項: what PIN 1 opens."""

    person: Person
    details: Mapping[str, str]
    warnings: tuple[str, ...]


def read_free(card: CardConnection) -> FreeData:
    directories.select_root(card)
    directories.select_file(card, COMMON)
    common = directories.read_selected(card).get(0x45, b"")
    if len(common) != 11:
        raise UnreadableCard("field_length")
    setting = directories.read(card, PIN_SETTING).get(0x05, b"")
    return FreeData(_ascii(common[:3]), _packed(common[3:7]), _packed(common[7:]), setting != b"\0")


def read_entries(card: CardConnection) -> Entries:
    """The entries, and whether anything was changed since they were written."""
    select(card, ENTRIES_DIRECTORY)
    entries = directories.read(card, ENTRIES)
    changed = directories.read(card, CHANGES).get(0x50, b"0") not in (b"", b"0", b"\0")
    raw = _ascii(entries.get(0x16, b""))
    born = era_date(raw)
    person = Person(
        text(entries.get(0x12, b"")), text(entries.get(0x17, b"")), PartialDate.of(born) if born else None, raw,
        Sex.UNKNOWN, "",
    )  # fmt: skip
    details = {name: text(entries.get(tag, b"")) for tag, name in _DETAILS.items()}
    details["number"] = _ascii(entries.get(0x21, b""))
    shown = person.name + person.address + "".join(details.values())
    warnings = [(_EXTERNAL_WARNING, UNKNOWN_CHARACTER in shown), (_CHANGED_WARNING, changed)]
    return Entries(person, _given(details), tuple(warning for warning, applies in warnings if applies))


def read_domicile(card: CardConnection) -> str:
    """本籍, with the directory of the entries selected."""
    return text(directories.read(card, DOMICILE).get(0x41, b""))


def read_photograph(card: CardConnection) -> bytes:
    """JPEG 2000."""
    select(card, PHOTOGRAPH_DIRECTORY)
    return directories.read(card, PHOTOGRAPH).get(0x5F40, b"")


def is_on_my_number_card(card: CardConnection) -> bool:
    """Whether it is a マイナ免許証; asking drops what was verified."""
    return card.transmit(apdu.select_application(MY_NUMBER_LICENCE))[1] == SW.OK


def text(codes: bytes) -> str:
    """Two bytes a character, JIS X 0208; a character outside the set is 〓 and never guessed."""
    if len(codes) % 2:
        raise UnreadableCard("field_length")
    pairs = (codes[place : place + 2] for place in range(0, len(codes), 2))
    return "".join(map(_character, pairs)).rstrip("\u3000")


def _character(pair: bytes) -> str:
    if int.from_bytes(pair) in _EXTERNAL or pair[0] not in _CODES or pair[1] not in _CODES:
        return UNKNOWN_CHARACTER
    try:
        return bytes(byte | 0x80 for byte in pair).decode("euc_jp")
    except UnicodeDecodeError:
        return UNKNOWN_CHARACTER


def era_date(seven: str) -> date | None:
    """Era digit and `YYMMDD`; None where it is no date."""
    match = re.fullmatch(r"([1-5])([0-9]{2})([0-9]{2})([0-9]{2})", seven)
    try:
        return date(_ERA_BEFORE[match[1]] + int(match[2]), int(match[3]), int(match[4])) if match else None
    except ValueError:
        return None


def _packed(four: bytes) -> date | None:
    """Eight decimal digits, two a byte."""
    try:
        return date.fromisoformat(four.hex())
    except ValueError:
        return None


def _ascii(value: bytes) -> str:
    try:
        return value.decode("ascii").strip("\0 ")
    except UnicodeDecodeError:
        raise UnreadableCard("encoding") from None


def _given(facts: Mapping[str, str]) -> dict[str, str]:
    return {key: value for key, value in facts.items() if value}
