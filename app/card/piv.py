"""The application of a staff card with a certificate (PIV, NIST SP 800-73-4): its certificate, its PIN, its signature.

Only the key for signing in (9A) is used, which the card lets work after the PIN alone.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from hashlib import sha256, sha384

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from app.card import ber, files
from app.card.apdu import SW
from app.card.connection import CardConnection
from app.card.secret import Secret
from app.card.signature import digest_info
from app.errors import Refused, UnreadableCard

APPLICATION = bytes.fromhex("A00000030800001000")
_CERTIFICATE = bytes.fromhex("5FC105")
"""X.509 Certificate for PIV Authentication."""
_KEY = 0x9A
_PIN_LENGTH = 8
_LARGEST_CERTIFICATE = 8192
_DATA, _LIST, _OBJECT, _CERTIFICATE_INFO = 0x53, 0x5C, 0x70, 0x71
_TEMPLATE, _CHALLENGE, _RESPONSE = 0x7C, 0x81, 0x82
_RSA: Mapping[int, int] = {2048: 0x07, 3072: 0x05}
_CURVES: Mapping[str, int] = {"secp256r1": 0x11, "secp384r1": 0x14}
_PIECE = 255
_CHAINED = 0x10


def selects(card: CardConnection) -> bool:
    """Whether the card has the application; it stays selected."""
    select = bytes((0x00, 0xA4, 0x04, 0x00, len(APPLICATION))) + APPLICATION + b"\0"
    return card.transmit(select)[1] == SW.OK


def certificate(card: CardConnection) -> bytes:
    """The certificate in DER; Refused("staff_card_without_certificate") where the card has none."""
    wanted = ber.encode(_LIST, _CERTIFICATE)
    data, status = card.transmit(bytes((0x00, 0xCB, 0x3F, 0xFF, len(wanted))) + wanted + b"\0")
    if status == SW.NOT_FOUND or not data:
        raise Refused("staff_card_without_certificate")
    files.require(status)
    parts = ber.objects(ber.objects(data).get(_DATA, b""))
    if _OBJECT not in parts:
        raise Refused("staff_card_without_certificate")
    return _inflated(parts[_OBJECT]) if parts.get(_CERTIFICATE_INFO, b"\0")[:1] == b"\1" else parts[_OBJECT]


def _inflated(packed: bytes) -> bytes:
    """A certificate that is kept with gzip (bit 1 of its CertInfo), never more than a card holds."""
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(packed, _LARGEST_CERTIFICATE)
    except zlib.error as error:
        raise UnreadableCard("staff_certificate") from error


def verify(card: CardConnection, pin: Secret) -> None:
    """Send the PIN once, never as the last try: that would leave the card to the office that issued it.

    InvalidInput for another form before anything is sent; WrongSecret, Locked, Refused("staff_card_last_try").
    """
    content = pin.checked()
    key = files.ask(card, 0)
    if key.tries == 1:
        raise Refused("staff_card_last_try", tries_left=1)
    files.guard(key, pin.kind, last_try=False)
    padded = bytearray(b"\xff" * _PIN_LENGTH)
    padded[: len(content)] = content
    try:
        files.send(card, key, pin.kind, padded)
    finally:
        padded[:] = bytes(_PIN_LENGTH)


def signed(card: CardConnection, key: RSAPublicKey | EllipticCurvePublicKey, challenge: bytes) -> bytes:
    """The card's signature over our challenge, by the private half of `key` (GENERAL AUTHENTICATE)."""
    algorithm, block = _block(key, challenge)
    template = ber.encode(_TEMPLATE, ber.encode(_RESPONSE, b"") + ber.encode(_CHALLENGE, block))
    answer = b""
    for command in _chained(bytes((0x87, algorithm, _KEY)), template):
        answer, status = card.transmit(command)
        files.require(status)
    return ber.objects(ber.objects(answer).get(_TEMPLATE, b"")).get(_RESPONSE, b"")


def is_supported(key: object) -> bool:
    """Whether a certificate's key is of a kind that the application knows."""
    if isinstance(key, RSAPublicKey):
        return key.key_size in _RSA
    return isinstance(key, EllipticCurvePublicKey) and key.curve.name in _CURVES


def _block(key: RSAPublicKey | EllipticCurvePublicKey, challenge: bytes) -> tuple[int, bytes]:
    """The algorithm's number and what is signed: for RSA padded by us (PKCS #1 v1.5), for a curve the digest alone."""
    if isinstance(key, RSAPublicKey):
        told = digest_info(sha256(challenge).digest())
        size = key.key_size // 8
        return _RSA[key.key_size], b"\x00\x01" + b"\xff" * (size - len(told) - 3) + b"\x00" + told
    digest = sha256 if key.curve.name == "secp256r1" else sha384
    return _CURVES[key.curve.name], digest(challenge).digest()


def _chained(instruction: bytes, data: bytes) -> Iterator[bytes]:
    """One command, or several of which all but the last say that more follows (ISO/IEC 7816-4, 5.3.3)."""
    pieces = [data[start : start + _PIECE] for start in range(0, len(data), _PIECE)]
    for piece in pieces[:-1]:
        yield bytes((_CHAINED,)) + instruction + bytes((len(piece),)) + piece
    yield b"\0" + instruction + bytes((len(pieces[-1]),)) + pieces[-1] + b"\0"
