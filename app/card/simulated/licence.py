"""Full simulation of a driver's licence (運転免許証): master file with both PINs, entries, 本籍 and photograph."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StringConstraints

from app.card import ber, licence
from app.card.simulated import scanned
from app.card.simulated.chip import ROOT, Application, ChipFile, ChipSecret, SimulatedChip

_ENTRIES_SIZE, _CHANGES_SIZE, _DOMICILE_SIZE, _PHOTOGRAPH_SIZE = 880, 640, 82, 2000  # bytes
_EXTERNAL = 0xFFF1
_Pin = Annotated[str, StringConstraints(pattern=r"^([0-9]{4}|\*{4})$")]
_Day = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
_EraDay = Annotated[str, StringConstraints(pattern=r"^[1-5][0-9]{6}$")]
_Tries = Annotated[int, Field(ge=0, le=3)]


@dataclass(frozen=True, kw_only=True)
class LicenceData:
    """What a licence says, and the keys of its practice file. `〓` stands for an external character.

    Days in era form are one digit for the era and `YYMMDD`; a PIN of `****` is none.
    """

    __pydantic_config__ = ConfigDict(extra="forbid")

    situation: str = ""
    card: Literal["driver_licence"] = "driver_licence"
    name: str
    kana: str
    address: str
    birth_date: _EraDay
    issued_on: _Day
    expires_on: _Day
    number: Annotated[str, StringConstraints(pattern=r"^[0-9]{12}$")]
    domicile: str
    pin1: _Pin
    pin2: _Pin
    alias: str = ""
    colour: str = "優良"
    issued_by: str = "東京都公安委員会"
    changed: bool = False
    pin1_tries: _Tries = 3
    pin2_tries: _Tries = 3


def licence_chip(data: LicenceData) -> SimulatedChip:
    pin_set = data.pin1 != licence.NO_PIN.decode()
    secrets = {
        licence.PIN1: ChipSecret(data.pin1.encode(), data.pin1_tries, 3),
        licence.PIN2: ChipSecret(data.pin2.encode(), data.pin2_tries, 3),
    }
    root = {
        licence.COMMON: ChipFile(_common(data)),
        licence.PIN_SETTING: ChipFile(ber.encode(0x05, bytes((pin_set,)))),
    }
    first, both = frozenset({licence.PIN1}), frozenset({licence.PIN1, licence.PIN2})
    changes = ber.encode(0x50, b"1" if data.changed else b"0").ljust(_CHANGES_SIZE, b"\xff")
    domicile = ber.encode(0x41, codes(data.domicile)).ljust(_DOMICILE_SIZE, b"\xff")
    entries = {
        licence.ENTRIES: ChipFile(_entries(data), first),
        licence.CHANGES: ChipFile(changes, first),
        licence.DOMICILE: ChipFile(domicile, together=both),
    }
    return SimulatedChip(
        {
            ROOT: Application(root, secrets),
            licence.ENTRIES_DIRECTORY: Application(entries),
            licence.PHOTOGRAPH_DIRECTORY: Application({licence.PHOTOGRAPH: ChipFile(_photograph, together=both)}),
        }
    )


def _common(data: LicenceData) -> bytes:
    days = bytes.fromhex((data.issued_on + data.expires_on).replace("-", ""))
    return ber.encode(0x45, b"009" + days) + ber.encode(0x46, b"\x01\x01")


def _entries(data: LicenceData) -> bytes:
    fields = {
        0x11: b"0",
        0x12: codes(data.name),
        0x13: codes(data.kana),
        0x14: codes(data.alias),
        0x16: data.birth_date.encode(),
        0x17: codes(data.address),
        0x1A: codes(data.colour),
        0x20: codes(data.issued_by),
        0x21: data.number.encode(),
    }
    return b"".join(ber.encode(tag, value) for tag, value in fields.items()).ljust(_ENTRIES_SIZE, b"\xff")


def _photograph() -> bytes:
    return ber.encode(0x5F40, scanned.face(1900)).ljust(_PHOTOGRAPH_SIZE, b"\xff")


def codes(text: str) -> bytes:
    """JIS X 0208, two bytes a character; each 〓 is the next external character (FFF1, FFF2, …)."""
    written, external = b"", _EXTERNAL
    for character in text:
        if character == licence.UNKNOWN_CHARACTER:
            written += external.to_bytes(2)
            external += 1
        else:
            written += bytes(byte & 0x7F for byte in character.encode("euc_jp"))
    return written
