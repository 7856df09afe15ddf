"""The public certification application of a practice card (公的個人認証AP): PINs with counters, keys, certificates.

Good enough that a second program (OpenSC) recognises the card; the certificates say 練習 and lead to no real authority.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from app.card.apdu import SW
from app.card.simulated import keys
from app.card.simulated.chip import Answer, Application, ChipFile, ChipSecret, SimulatedChip

SIGNATURE_CERTIFICATE, SIGNATURE_AUTHORITY, TOKEN, CERTIFICATE, AUTHORITY = 0x01, 0x02, 0x06, 0x0A, 0x0B
KEY, PIN, SIGNATURE_KEY, SIGNATURE_PIN = 0x17, 0x18, 0x1A, 0x1B
_FILLER = b"\xff" * 16
_ROLES = {KEY: ("authentication", PIN), SIGNATURE_KEY: ("signature", SIGNATURE_PIN)}


@dataclass(frozen=True)
class Certificates:
    """利用者証明用 PIN and 署名用 password; `signature` is None for a child under 15, who has no certificate for it."""

    authentication: ChipSecret
    signature: ChipSecret | None


ADULT = Certificates(ChipSecret(b"1234", 3, 3), ChipSecret(b"PRACTICE1", 5, 5))
CHILD = Certificates(ChipSecret(b"1234", 3, 3), None)


def token_file(label: str) -> bytes:
    """CK_TOKEN_INFO, 160 bytes: the label is what tells a card from a phone."""
    return label.encode().ljust(32) + b"PRACTICE".ljust(32) + bytes(96)


def application(certificates: Certificates) -> Application:
    sign = certificates.signature or ChipSecret(b"", 0)
    own = ChipFile(lambda: _certificate("signature"), frozenset({SIGNATURE_PIN})) if certificates.signature else None
    return Application(
        files={
            SIGNATURE_CERTIFICATE: own or ChipFile(_FILLER, frozenset({SIGNATURE_PIN})),
            SIGNATURE_AUTHORITY: ChipFile(lambda: _certificate("signature authority")),
            TOKEN: ChipFile(token_file("JPKIAPICCTOKEN2")),
            CERTIFICATE: ChipFile(lambda: _certificate("authentication")),
            AUTHORITY: ChipFile(lambda: _certificate("authentication authority")),
            KEY: ChipFile(b"", frozenset({PIN})),
            SIGNATURE_KEY: ChipFile(b"", frozenset({SIGNATURE_PIN})),
        },
        secrets={PIN: certificates.authentication, SIGNATURE_PIN: sign},
        commands={0x2A: _sign},
    )


def _sign(chip: SimulatedChip, command: bytes) -> Answer:
    """COMPUTE DIGITAL SIGNATURE with the key that is selected, after its PIN."""
    role, pin = _ROLES.get(chip.session.file, ("", 0))
    if not role:
        return b"", SW.NO_EF_SELECTED
    if pin not in chip.session.verified:
        return b"", SW.SECURITY_NOT_SATISFIED
    if len(command) < 6 or not 0 < command[4] <= len(command) - 5:
        return b"", SW.WRONG_LENGTH
    return keys.signed_digest_info(role, command[5 : 5 + command[4]]), SW.OK


@cache
def _certificate(role: str) -> bytes:
    """X.509 in DER with filler behind it; an authority signs itself, and its holder's certificate."""
    authority = role if role.endswith("authority") else f"{role} authority"
    built = (
        x509.CertificateBuilder()
        .subject_name(_name(role))
        .issuer_name(_name(authority))
        .public_key(keys.key(role).public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime(2026, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2036, 1, 1, tzinfo=UTC))
        .add_extension(x509.BasicConstraints(ca=role == authority, path_length=None), critical=True)
        .sign(keys.key(authority), SHA256())
    )
    return built.public_bytes(Encoding.DER) + _FILLER


def _name(role: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "JP"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "練習カード (Practice)"),
            x509.NameAttribute(NameOID.COMMON_NAME, f"Practice {role}"),
        ]
    )
