"""The chip's own digests and signature over its text data (EF 0003, EF 0004).

A good signature proves that the data belong together as the chip holds them. Who issued them it does not prove: for
that the issuer's public key would be needed, which is not public.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey, RSAPublicNumbers
from cryptography.hazmat.primitives.hashes import SHA256

from app.card import tlv
from app.card.tlv import TlvObject
from app.errors import UnreadableCard
from models.card import Integrity

NUMBER_DIGEST, BASIC_DIGEST, SIGNATURE = 0xDF31, 0xDF32, 0xDF33


def integrity(parts: Mapping[int, TlvObject], certificate: bytes, signed: bytes, number: bytes | None) -> Integrity:
    """Whether digests and signature fit; `not_checked` where the chip holds no usable key."""
    if {NUMBER_DIGEST, BASIC_DIGEST, SIGNATURE} - parts.keys():
        return "not_checked"
    digests = [parts[BASIC_DIGEST].value == sha256(signed).digest()]
    if number is not None:
        digests.append(parts[NUMBER_DIGEST].value == sha256(number).digest())
    try:
        public_key(certificate).verify(
            parts[SIGNATURE].value, parts[NUMBER_DIGEST].raw + parts[BASIC_DIGEST].raw, PKCS1v15(), SHA256()
        )
    except (UnreadableCard, ValueError):
        return "not_checked" if all(digests) else "mismatch"
    except InvalidSignature:
        return "mismatch"
    return "consistent" if all(digests) else "mismatch"


def public_key(certificate: bytes) -> RSAPublicKey:
    """The key of a card-verifiable certificate (EF 0004): 32 bytes of ids, exponent `90 03`, modulus `91 82 0100`."""
    body = tlv.children(tlv.outer(certificate, 0x7F21)).get(0x5F4E)
    if (
        body is None
        or len(body.value) != 297
        or body.value[32:34] != b"\x90\x03"
        or body.value[37:41] != b"\x91\x82\x01\x00"
    ):
        raise UnreadableCard("certificate")
    exponent, modulus = int.from_bytes(body.value[34:37]), int.from_bytes(body.value[41:])
    return RSAPublicNumbers(exponent, modulus).public_key()
