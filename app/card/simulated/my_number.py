"""A full simulation of a My Number card's chip, after the facts; nothing of a real card is in it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256

from app.card import mynumber, tlv
from app.card.simulated.chip import Application, ChipFile, ChipSecret, SimulatedChip
from models.card import SecretKind

_FILLER = b"\xff\xff"


@dataclass(frozen=True)
class ChipData:
    """What a My Number chip holds about its holder, and its secrets with the tries that are left."""

    name: str
    address: str
    birth_date: str
    sex: str
    individual_number: str
    expires_on: str
    pin: ChipSecret
    number_a: ChipSecret
    number_b: ChipSecret
    right_digests: bool = True


def my_number_chip(data: ChipData) -> SimulatedChip:
    """A chip with every application that the counter uses."""
    token = b"JPKIAPICCTOKEN2".ljust(32) + bytes(128)
    expiry = b"\x01\x1c" + b"0" * 20 + data.expires_on.replace("-", "").encode()
    return SimulatedChip(
        {
            mynumber.TEXT_APPLICATION: _text_application(data),
            mynumber.COMMON_APPLICATION: Application(records={(1, 1): expiry}),
            mynumber.JPKI_APPLICATION: Application(files={0x06: ChipFile(token)}),
        }
    )


def _text_application(data: ChipData) -> Application:
    number = tlv.encode(0xFF10, data.individual_number.encode()) + _FILLER
    basic = basic_file(data.name.encode(), data.address.encode(), data.birth_date.encode(), data.sex.encode())
    pin, a, b = (mynumber.SECRETS[kind].file for kind in (SecretKind.PIN, SecretKind.NUMBER_A, SecretKind.NUMBER_B))
    files = {
        0x01: ChipFile(number, frozenset({pin, a})),
        0x02: ChipFile(basic + _FILLER, frozenset({pin, b})),
        0x03: ChipFile(_signature_file(number, basic, right=data.right_digests), frozenset({pin, a, b})),
        0x04: ChipFile(_certificate_file()),
    }
    return Application(files, {pin: data.pin, a: data.number_a, b: data.number_b})


def basic_file(name: bytes, address: bytes, birth_date: bytes, sex: bytes) -> bytes:
    """EF 0002 as the chip stores it, with its table of offsets."""
    fields = [
        tlv.encode(tag, value)
        for tag, value in zip(range(0xDF22, 0xDF26), (name, address, birth_date, sex), strict=True)
    ]
    inner = sum(map(len, fields)) + 11  # the table of offsets itself takes 3 + 8 bytes
    start = (3 if inner < 128 else 5) + 11
    offsets = []
    for one in fields:
        offsets.append(start.to_bytes(2))
        start += len(one)
    return tlv.encode(0xFF20, tlv.encode(0xDF21, b"".join(offsets)) + b"".join(fields))


def _signature_file(number: bytes, basic: bytes, *, right: bool) -> bytes:
    signed = basic[(3 if basic[2] < 128 else 5) + 11 :]
    digests = tlv.encode(0xDF31, sha256(number).digest()) + tlv.encode(
        0xDF32, sha256(signed if right else signed + b"?").digest()
    )
    return tlv.encode(0xFF30, digests + tlv.encode(0xDF33, _practice_key().sign(digests, PKCS1v15(), SHA256())))


def _certificate_file() -> bytes:
    public = _practice_key().public_key().public_numbers()
    key = b"\x90\x03" + public.e.to_bytes(3) + b"\x91\x82\x01\x00" + public.n.to_bytes(256)
    return tlv.encode(
        0x7F21, tlv.encode(0x5F4E, b"PRACTICE ISSUER." + b"PRACTICE CARD..." + key) + tlv.encode(0x5F37, bytes(256))
    )


@cache
def _practice_key() -> RSAPrivateKey:
    """Made anew in each process: a practice card can never pass for another one."""
    return generate_private_key(65537, 2048)
