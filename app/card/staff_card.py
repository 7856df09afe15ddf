"""A staff card as proof of a person: certificate of the ward's authority, PIN of the holder, our challenge signed.

A card that only has a number (UID) is never taken: such a number is copied in seconds (facts C-01).
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from secrets import token_bytes
from threading import Event

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256, SHA384
from cryptography.x509 import (
    BasicConstraints,
    Certificate,
    DuplicateExtension,
    ExtensionNotFound,
    KeyUsage,
    UnsupportedGeneralNameType,
    load_der_x509_certificate,
    load_pem_x509_certificates,
)

from app import clock
from app.card import piv
from app.card.connection import CardConnection, Talk
from app.card.kind import kind_of
from app.card.patience import Patient
from app.card.secret import Secret
from app.errors import InvalidInput, Problem, Refused, UnreadableCard
from app.sentences import bilingual
from models.card import CardKind

_CHALLENGE = 32  # bytes
_WAIT, _LIMIT = 3.0, 10.0  # seconds: for the card to be laid down, for all its answers
_MOST = 20
_ODD = (ValueError, DuplicateExtension, UnsupportedGeneralNameType)
"""What the library says of extensions that no authority writes."""


@dataclass(frozen=True)
class CardProof:
    """A certificate that held, whose key answered our challenge at `at` on the reader named.

    `fingerprint` is the SHA-256 of the certificate: what a person's card is known by.
    """

    fingerprint: str
    reader: str
    at: datetime


def authorities(pem: bytes) -> tuple[Certificate, ...]:
    """The authorities of a PEM file, each trusted to issue staff cards; InvalidInput where one is none."""
    try:
        with warnings.catch_warnings(action="ignore"):  # of what an odd certificate says
            found = load_pem_x509_certificates(pem)
    except ValueError:
        found = []
    if not 0 < len(found) <= _MOST or not all(map(_is_authority, found)):
        raise InvalidInput([Problem("certificates", str(len(found)), bilingual("card_authorities"))])
    return tuple(found)


def prove(
    pin: Secret,
    trusted: Sequence[Certificate],
    cancel: Event,
    reader: str | None = None,
    connect: Callable[[], CardConnection] | None = None,
) -> CardProof:
    """The card on the reader named, or the only one on any, proved by its PIN. The PIN is wiped whatever happens.

    The certificate is looked at before the PIN is sent: a card of nobody's costs no try. NoReader, NoCard, CardMoved,
    UnreadableCard, WrongSecret, Locked, InvalidInput, Refused. `connect` opens another door than the reader service.
    """
    where = [reader or ""]

    def awaited() -> CardConnection:
        from app.card.pcsc import AwaitedCard

        card = AwaitedCard(reader, _WAIT, cancel)
        where[0] = card.where
        return card

    with pin, Talk(Patient(connect or awaited, cancel, _LIMIT, _WAIT)) as talk:
        fingerprint = _proved(talk, pin, trusted)
    return CardProof(fingerprint, where[0], clock.now())


def _proved(card: CardConnection, pin: Secret, trusted: Sequence[Certificate]) -> str:
    if not piv.selects(card):
        other = kind_of(card)
        raise Refused("staff_card_number_only" if other is CardKind.UNKNOWN else "staff_card_other")
    stored = piv.certificate(card)
    certificate = _certificate(stored)
    key = _key(certificate)
    _refuse_unless_issued(certificate, trusted)
    piv.verify(card, pin)
    challenge = token_bytes(_CHALLENGE)
    if not _fits(key, challenge, piv.signed(card, key, challenge)):
        raise Refused("staff_card_copied")
    return sha256(stored).hexdigest()


def _certificate(stored: bytes) -> Certificate:
    try:
        with warnings.catch_warnings(action="ignore"):  # of what an odd certificate says
            return load_der_x509_certificate(stored)
    except ValueError as error:
        raise UnreadableCard("staff_certificate") from error


def _key(certificate: Certificate) -> RSAPublicKey | EllipticCurvePublicKey:
    try:
        key = certificate.public_key()
    except (ValueError, UnsupportedAlgorithm) as error:
        raise UnreadableCard("staff_certificate") from error
    if not isinstance(key, RSAPublicKey | EllipticCurvePublicKey) or not piv.is_supported(key):
        raise UnreadableCard("staff_certificate")
    return key


def _fits(key: RSAPublicKey | EllipticCurvePublicKey, challenge: bytes, signature: bytes) -> bool:
    try:
        if isinstance(key, RSAPublicKey):
            key.verify(signature, challenge, PKCS1v15(), SHA256())
        else:
            digest = SHA256() if key.curve.name == "secp256r1" else SHA384()
            key.verify(signature, challenge, ECDSA(digest))
    except InvalidSignature:
        return False
    return True


def _refuse_unless_issued(certificate: Certificate, trusted: Sequence[Certificate]) -> None:
    """Issued by one of the ward's authorities, itself none, and both valid today."""
    if not _is_current(certificate):
        raise Refused("staff_card_expired")
    issuers = [one for one in trusted if _is_current(one) and _issued(certificate, one)]
    if not issuers or _is_authority(certificate) or not _usage(certificate, "digital_signature"):
        raise Refused("staff_card_foreign")


def _issued(certificate: Certificate, issuer: Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return True


def _is_current(certificate: Certificate) -> bool:
    return certificate.not_valid_before_utc <= clock.now() <= certificate.not_valid_after_utc


def _is_authority(certificate: Certificate) -> bool:
    try:
        constraints = certificate.extensions.get_extension_for_class(BasicConstraints).value
    except (ExtensionNotFound, *_ODD):
        return False
    return constraints.ca and _usage(certificate, "key_cert_sign")


def _usage(certificate: Certificate, use: str) -> bool:
    """Whether the certificate allows this use of its key; one that says nothing allows it."""
    try:
        return bool(getattr(certificate.extensions.get_extension_for_class(KeyUsage).value, use))
    except ExtensionNotFound:
        return True
    except _ODD:
        return False
