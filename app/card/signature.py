"""The chip's own digests and signatures over its data, and the proof that the chip itself lies there.

A good signature proves that the data belong together as the chip holds them. Who issued them it does not prove: for
that the issuer's public key would be needed, which is not public.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import sha256
from secrets import token_bytes

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey, RSAPublicNumbers
from cryptography.hazmat.primitives.hashes import SHA256

from app.card import apdu, files, tlv
from app.card.apdu import SW
from app.card.connection import CardConnection
from app.errors import UnreadableCard
from models.card import Integrity, Presence

NUMBER_DIGEST, BASIC_DIGEST, SIGNATURE = 0xDF31, 0xDF32, 0xDF33
_KEY_LENGTH = 265
_OID_SHA256 = bytes.fromhex("300d06096086480165030402010500")


def text_integrity(record: bytes, certificate: bytes, basic: bytes | None, number: bytes | None) -> Integrity:
    """EF 0003 against what was read of EF 0002 and EF 0001, and its signature against the key of EF 0004."""
    try:
        parts = tlv.children(tlv.outer(record, 0xFF30))
        digests, signed = (parts[BASIC_DIGEST], parts[NUMBER_DIGEST]), parts[SIGNATURE].value
    except (UnreadableCard, KeyError):
        return "not_checked"
    for digest, content in zip(digests, (basic, number), strict=True):
        if content is not None and digest.value != sha256(content).digest():
            return "mismatch"
    return signature_integrity(certificate, parts[NUMBER_DIGEST].raw + parts[BASIC_DIGEST].raw, signed)


def signature_integrity(certificate: bytes, content: bytes, signed: bytes) -> Integrity:
    """RSA PKCS#1 v1.5 with SHA-256 over `content`, by the key of a certificate (EF 0004)."""
    return _checked(certificate, lambda key: key.verify(signed, content, PKCS1v15(), SHA256()))


def groups_integrity(certificate: bytes, groups: Sequence[bytes], signed: bytes) -> Integrity:
    """The surface's signature: one DigestInfo over the digests of its groups, one behind the other."""
    expected = digest_info(b"".join(sha256(group).digest() for group in groups))

    def check(key: RSAPublicKey) -> None:
        if key.recover_data_from_signature(signed, PKCS1v15(), None) != expected:
            raise InvalidSignature

    return _checked(certificate, check)


def _checked(certificate: bytes, check: Callable[[RSAPublicKey], None]) -> Integrity:
    """`not_checked` where the chip holds no usable key."""
    try:
        key = certified_key(certificate)
    except (UnreadableCard, ValueError):
        return "not_checked"
    try:
        check(key)
    except InvalidSignature:
        return "mismatch"
    return "consistent"


def worst(*checks: Integrity) -> Integrity:
    """What several checks say together: one mismatch spoils all, and what was not tried is not called consistent."""
    if "mismatch" in checks:
        return "mismatch"
    return "not_checked" if "not_checked" in checks else "consistent"


def prove_presence(card: CardConnection, key_object: bytes, of_the_key: Integrity) -> Presence:
    """Let the chip sign a challenge, and check it with the key that its file names.

    `of_the_key`: whether that file is itself signed; a key that nobody signed for proves nothing.
    """
    if of_the_key != "consistent":
        return "failed" if of_the_key == "mismatch" else "not_checked"
    challenge = token_bytes(32)
    signed, status = card.transmit(apdu.sign(digest_info(sha256(challenge).digest())))
    if status != SW.OK:
        return "not_checked"
    try:
        public_key(key_object).verify(signed, challenge, PKCS1v15(), SHA256())
    except InvalidSignature:
        return "failed"
    except (UnreadableCard, ValueError):
        return "not_checked"
    return "proven"


def digest_info(digest: bytes) -> bytes:
    """DigestInfo (RFC 8017) for SHA-256; the surface puts three digests into one, 96 bytes."""
    octets = bytes((0x04, len(digest))) + digest
    return bytes((0x30, len(_OID_SHA256) + len(octets))) + _OID_SHA256 + octets


def read_certificate(card: CardConnection, file: int) -> bytes:
    """The body of a card-verifiable certificate (EF 0004, free); empty where there is none to be read.

    The issuer's signature behind the body is not read: without the issuer's public key nothing can be done with it.
    """

    def body() -> bytes:
        first = files.read_first_object(card, file, 0x7F21)
        return first.value if first.tag == 0x5F4E else b""

    return files.if_readable(body)


def certified_key(certificate: bytes) -> RSAPublicKey:
    """The key of a certificate's body: 32 bytes of ids, then the key."""
    return public_key(certificate[32:])


def public_key(stored: bytes) -> RSAPublicKey:
    """A key as the chip stores it: exponent `90 03`, modulus `91 82 0100`."""
    if len(stored) != _KEY_LENGTH or stored[:2] != b"\x90\x03" or stored[5:9] != b"\x91\x82\x01\x00":
        raise UnreadableCard("key")
    return RSAPublicNumbers(int.from_bytes(stored[2:5]), int.from_bytes(stored[9:])).public_key()
