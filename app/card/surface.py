"""What is printed on a My Number card, as the chip holds it (券面事項確認AP): pictures, birth date, sex, expiry.

The pictures show every glyph as it was issued, also those that have no code point. Code A or B opens the face, only
code A the picture of the individual number, the six digits of the birth date only the record for checking an age.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.card import files, mynumber, signature, tlv
from app.card.connection import CardConnection
from app.card.mynumber import SurfaceFile
from app.errors import UnreadableCard
from models.card import Integrity
from models.person import Person

_BIRTH, _SEX, _KEY, _NAME, _ADDRESS, _PHOTO, _SIGNATURE, _EXPIRY, _CODE = range(0xDF22, 0xDF2B)
_ALL = (_BIRTH, _SEX, _KEY, _NAME, _ADDRESS, _PHOTO, _SIGNATURE, _EXPIRY, _CODE)
_HEAD = 128
"""Bytes that surely hold the table of offsets, birth date and sex."""
_SIGNED = ((_BIRTH, _SEX, _KEY), (_NAME, _ADDRESS), (_PHOTO,))


@dataclass(frozen=True)
class Face:
    """The whole face. `expires_on` is not covered by the chip's signature; `chip_key` is for `prove_presence`."""

    person: Person
    warnings: tuple[str, ...]
    images: Mapping[str, bytes]
    expires_on: date | None
    chip_key: bytes
    integrity: Integrity


@dataclass(frozen=True)
class Record:
    """A signed record of one value: the age record's birth date, or the picture of the individual number."""

    value: bytes
    chip_key: bytes
    integrity: Integrity


def read_face(card: CardConnection) -> Face:
    """EF 0002 with its pictures: several kilobytes, dozens of exchanges on a slow card."""
    stored = files.read_whole(card, SurfaceFile.FACE, tlv.LARGEST_FILE)
    parts = tlv.children(tlv.outer(stored, 0xFF20, tlv.LARGEST_FILE))
    mynumber.check_offsets(parts, _ALL)
    person, warnings = mynumber.bare_person(parts[_BIRTH].value, parts[_SEX].value)
    images = {"name": parts[_NAME].value, "address": parts[_ADDRESS].value, "face": parts[_PHOTO].value}
    groups = [b"".join(parts[tag].raw for tag in group) for group in _SIGNED]
    integrity = signature.groups_integrity(
        signature.read_certificate(card, SurfaceFile.CERTIFICATE), groups, parts[_SIGNATURE].value
    )
    expires_on = mynumber.day(mynumber.text(parts[_EXPIRY].value, "ascii"))
    return Face(person, warnings, images, expires_on, parts[_KEY].value, integrity)


def read_birth_and_sex(card: CardConnection) -> tuple[Person, tuple[str, ...]]:
    """The two facts at the head of EF 0002, mostly in one exchange, without the pictures behind: nothing is checked."""
    start = files.read_stored(card, SurfaceFile.FACE, _HEAD)
    head = tlv.header(start, tlv.LARGEST_FILE)
    if head.tag != 0xFF20:
        raise UnreadableCard("tlv_tag")
    found: dict[int, bytes] = {}
    offset = head.size
    while not {_BIRTH, _SEX} <= found.keys():
        one = tlv.header(start[offset:], tlv.LARGEST_FILE)
        if offset + one.end > len(start):  # another order than the usual one
            face = read_face(card)
            return face.person, face.warnings
        found[one.tag] = start[offset + one.size : offset + one.end]
        offset += one.end
    return mynumber.bare_person(found[_BIRTH], found[_SEX])


def read_age(card: CardConnection) -> Record:
    """The birth date for checking an age (EF 0001)."""
    return _record(card, SurfaceFile.AGE, 0xFF10, (0xDF11, 0xDF12, 0xDF13))


def read_number_image(card: CardConnection) -> Record:
    """個人番号 as printed, a picture (EF 0005)."""
    return _record(card, SurfaceFile.NUMBER, 0xFF40, (0xDF41, 0xDF42, 0xDF43))


def _record(card: CardConnection, file: SurfaceFile, tag: int, tags: tuple[int, int, int]) -> Record:
    """Value, chip key, and the signature over both."""
    parts = tlv.children(tlv.outer(files.read_whole(card, file), tag))
    value, key, signed = tags
    if missing := set(tags) - parts.keys():
        raise UnreadableCard(f"tlv_missing_{min(missing):04X}")
    content = parts[value].raw + parts[key].raw
    checked = signature.signature_integrity(
        signature.read_certificate(card, SurfaceFile.CERTIFICATE), content, parts[signed].value
    )
    return Record(parts[value].value, parts[key].value, checked)
