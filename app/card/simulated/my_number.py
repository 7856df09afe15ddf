"""A full simulation of a My Number card's chip, after the facts; nothing of a real card is in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from hashlib import sha256
from typing import Literal

from app.card import mynumber, tlv
from app.card.apdu import SW
from app.card.licence import MY_NUMBER_LICENCE
from app.card.mynumber import SURFACE_SECRETS, TEXT_SECRETS, SurfaceFile, TextFile
from app.card.signature import digest_info
from app.card.simulated import drawing, jpki, keys
from app.card.simulated.chip import Answer, Application, ChipFile, ChipSecret, SimulatedChip
from app.card.simulated.jpki import Certificates
from models.card import SecretKind

Defect = Literal["", "wrong_digests", "truncated", "wrong_offsets", "invalid_utf8", "copied"]
"""What is wrong with a practice chip: digests of other data, a broken basic file, or another chip's key (a copy)."""
_FILLER = b"\xff" * 16
_CHIP_SIGNS = 0x2A


@dataclass(frozen=True)
class ChipData:
    """What a My Number chip holds about its holder, and its secrets with the tries that are left.

    `printed_name` and `printed_address` are what the pictures show where the text has stand-ins.
    """

    name: str
    address: str
    birth_date: str
    sex: str
    individual_number: str
    expires_on: str
    pin: ChipSecret
    number_a: ChipSecret
    number_b: ChipSecret
    serial: str = "000000000000001"
    printed_name: str = ""
    printed_address: str = ""
    certificates: Certificates = jpki.ADULT
    specified_residence_card: bool = False
    licence: bool = False
    defect: Defect = ""

    @property
    def birth_secret(self) -> ChipSecret:
        """生年月日: the first six digits of code B."""
        return ChipSecret(self.number_b.digits[:6], 10)


def my_number_chip(data: ChipData) -> SimulatedChip:
    """A chip with every application that the counter uses."""
    applications = {
        mynumber.TEXT_APPLICATION: _text_application(data),
        mynumber.SURFACE_APPLICATION: _surface_application(data),
        mynumber.COMMON_APPLICATION: _common_application(data),
        mynumber.JPKI_APPLICATION: jpki.application(data.certificates),
    }
    if data.specified_residence_card:
        applications[mynumber.SPECIFIED_RESIDENCE_APPLICATION] = Application()
    if data.licence:
        applications[MY_NUMBER_LICENCE] = Application()
    return SimulatedChip(applications)


def _later(make: Callable[..., bytes], *arguments: object) -> Callable[[], bytes]:
    """Made when it is first read, and once."""
    return cache(partial(make, *arguments))


def _common_application(data: ChipData) -> Application:
    record = b"\x01\x1c" + data.serial.encode() + b"13107" + _day(data.expires_on)
    return Application(records={(1, 1): record})


def _text_application(data: ChipData) -> Application:
    number = tlv.encode(0xFF10, data.individual_number.encode()) + b"\xff\xff"
    fields = (data.name.encode(), data.address.encode(), data.birth_date.encode(), data.sex.encode())
    basic = basic_file(*fields)
    pin, a, b = (TEXT_SECRETS[kind] for kind in (SecretKind.PIN, SecretKind.NUMBER_A, SecretKind.NUMBER_B))
    each = frozenset({pin, a, b})
    files: dict[int, ChipFile] = {
        TextFile.NUMBER: ChipFile(number, frozenset({pin, a})),
        TextFile.BASIC: ChipFile(_spoilt(basic, data) + _FILLER, frozenset({pin, b})),
        TextFile.SIGNATURE: ChipFile(_later(_signature_file, number, basic, data.defect), each),
        TextFile.CERTIFICATE: ChipFile(_later(keys.certificate_file, "5000033")),
        TextFile.VERSION: ChipFile(_version_file()),
        TextFile.SESSION_KEY: ChipFile(_later(_session_key_file), each),
        TextFile.CHIP_KEY: ChipFile(_later(_chip_key_file), each),
        0x08: ChipFile(b"\xff" * 16, each),
    }
    secrets = {pin: data.pin, 0x12: ChipSecret(b"", 0), a: data.number_a, b: data.number_b}
    return Application(files, secrets, commands={_CHIP_SIGNS: _signing(data)})


def _surface_application(data: ChipData) -> Application:
    birth, b, a = (SURFACE_SECRETS[kind] for kind in (SecretKind.BIRTH_DATE, SecretKind.NUMBER_B, SecretKind.NUMBER_A))
    birth_date, digits = data.birth_date.encode(), data.individual_number
    files: dict[int, ChipFile] = {
        SurfaceFile.AGE: ChipFile(_later(_record_file, 0xFF10, 0xDF11, lambda: birth_date), frozenset({birth})),
        SurfaceFile.FACE: ChipFile(_later(_face_file, data), frozenset({a, b})),
        SurfaceFile.VERSION: ChipFile(_surface_version_file()),
        SurfaceFile.CERTIFICATE: ChipFile(_later(keys.certificate_file, "5000023")),
        SurfaceFile.NUMBER: ChipFile(
            _later(_record_file, 0xFF40, 0xDF41, partial(drawing.digits_png, digits)), frozenset({a})
        ),
    }
    secrets = {birth: data.birth_secret, b: data.number_b, a: data.number_a}
    return Application(files, secrets, commands={_CHIP_SIGNS: _signing(data)})


def _signing(data: ChipData) -> Callable[[SimulatedChip, bytes], Answer]:
    """A challenge's DigestInfo signed with the chip's own key, without any secret; a copy has only a key of its own."""
    role = "copy" if data.defect == "copied" else "chip"

    def sign(_chip: SimulatedChip, command: bytes) -> Answer:
        if command[0] != 0x80 or command[2:4] != b"\0\0":
            return b"", SW.WRONG_P1P2
        info = command[5 : 5 + command[4]] if len(command) > 5 else b""
        if info[:-32] != digest_info(bytes(32))[:-32]:
            return b"", SW.WRONG_DATA
        return keys.signed_digest_info(role, info), SW.OK

    return sign


def basic_file(name: bytes, address: bytes, birth_date: bytes, sex: bytes) -> bytes:
    """EF 0002 of the text application as the chip stores it."""
    return tabled((name, address, birth_date, sex))


def tabled(values: Sequence[bytes]) -> bytes:
    """An object FF20 of values tagged from DF22 on, behind a table (DF21) that names the place of each."""
    fields = [tlv.encode(0xDF22 + place, value) for place, value in enumerate(values)]
    table = 3 + 2 * len(fields)
    inner = table + sum(map(len, fields))
    start = (3 if inner < 128 else 5) + table
    offsets = b""
    for one in fields:
        offsets += start.to_bytes(2)
        start += len(one)
    return tlv.encode(0xFF20, tlv.encode(0xDF21, offsets) + b"".join(fields))


def _spoilt(basic: bytes, data: ChipData) -> bytes:
    """The basic file with the persona's defect in it."""
    if data.defect == "truncated":
        return basic[: len(basic) // 2]
    if data.defect == "wrong_offsets":
        place = basic.index(b"\xdf\x21\x08") + 4
        return basic[:place] + bytes((basic[place] ^ 1,)) + basic[place + 1 :]
    if data.defect == "invalid_utf8":
        return basic.replace(data.name.encode()[:3], b"\xff\xfe\xfd", 1)
    return basic


def _signature_file(number: bytes, basic: bytes, defect: Defect) -> bytes:
    signed = basic[(3 if basic[2] < 128 else 5) + 11 :]
    wrong = b"?" if defect == "wrong_digests" else b""
    digests = tlv.encode(0xDF31, sha256(number).digest()) + tlv.encode(0xDF32, sha256(signed + wrong).digest())
    return tlv.encode(0xFF30, digests + tlv.encode(0xDF33, keys.signed("municipality", digests))) + _FILLER


def _version_file() -> bytes:
    parts = tlv.encode(0xDF41, b"\x01\x03\x0e\x01") + tlv.encode(0xDF42, bytes(16)) + tlv.encode(0xDF43, bytes(128))
    return tlv.encode(0xFF40, parts) + _FILLER


def _surface_version_file() -> bytes:
    values = (b"\x06\x03\x0e\x01", bytes(16), b"\x01", b"13107", bytes(272))
    return tlv.encode(0xFF30, b"".join(tlv.encode(0xDF31 + place, value) for place, value in enumerate(values)))


def _session_key_file() -> bytes:
    """A bare key under the one-byte tag A1; this program opens no session with it."""
    key = keys.public_object("chip")
    return b"\xa1\x82" + len(key).to_bytes(2) + key + _FILLER


def _chip_key_file() -> bytes:
    key = tlv.encode(0xDF51, keys.public_object("chip"))
    return tlv.encode(0xFF50, key + tlv.encode(0xDF52, keys.signed("municipality", key))) + _FILLER


def _record_file(outer: int, first: int, value: Callable[[], bytes]) -> bytes:
    """One value, the chip's key, and the municipality's signature over both."""
    content = tlv.encode(first, value()) + tlv.encode(first + 1, keys.public_object("chip"))
    return tlv.encode(outer, content + tlv.encode(first + 2, keys.signed("municipality", content))) + _FILLER


def _face_file(data: ChipData) -> bytes:
    """EF 0002 of the surface: expiry and security code stand behind the signature, which does not cover them."""
    birth, sex, key = data.birth_date.encode(), data.sex.encode(), keys.public_object("chip")
    name = drawing.text_png(data.printed_name or data.name)
    address = drawing.text_png(data.printed_address or data.address)
    pictures = (name, address, drawing.face_jp2())
    signed = _face_signature((birth, sex, key), pictures, data.defect)
    code = drawing.digits_png(data.number_b.digits[-4:].decode())
    return tabled((birth, sex, key, *pictures, signed, _day(data.expires_on), code)) + _FILLER


def _face_signature(facts: tuple[bytes, ...], pictures: tuple[bytes, ...], defect: Defect) -> bytes:
    """One DigestInfo over the digests of the three groups: facts with the key, name and address, the photograph."""
    objects = [tlv.encode(0xDF22 + place, value) for place, value in enumerate((*facts, *pictures))]
    groups = (b"".join(objects[:3]), b"".join(objects[3:5]), objects[5])
    wrong = b"?" if defect == "wrong_digests" else b""
    digests = b"".join(sha256(group + wrong).digest() for group in groups)
    return keys.signed_digest_info("municipality", digest_info(digests))


def _day(iso: str) -> bytes:
    return iso.replace("-", "").encode()
