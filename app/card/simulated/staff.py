"""A full simulated staff card with a certificate (PIV): PIN with its counter, the certificate, the key that signs.

Its authority is made anew in each process: a practice card opens no real counter.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Annotated, Literal

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA256, SHA384
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from pydantic import ConfigDict, Field, StringConstraints

from app.card import ber, piv
from app.card.apdu import SW
from app.card.simulated import keys
from app.card.simulated.chip import Answer, Application, ChipSecret, SimulatedChip
from app.errors import UnreadableCard

_PIN = 0  # the PIN stands beside no file
_PIECE = 256
_CURVES: dict[str, ec.EllipticCurve] = {"p256": ec.SECP256R1(), "p384": ec.SECP384R1()}
_ALGORITHMS = {"rsa2048": 0x07, "p256": 0x11, "p384": 0x14}
StaffKey = Literal["p256", "p384", "rsa2048"]
StaffDefect = Literal["", "copied", "expired", "foreign", "authority", "no_certificate"]


@dataclass(frozen=True)
class StaffCardData:
    """The keys of a staff card's practice file. `holder` tells one card from another.

    `defect`: `copied` is a chip whose certificate is another key's, `authority` a card that says it may issue cards.
    """

    __pydantic_config__ = ConfigDict(extra="forbid")

    card: Literal["staff"] = "staff"
    situation: str = ""
    holder: str = "練習 職員"
    pin: Annotated[str, StringConstraints(pattern=r"^[0-9]{6,8}$")] = "123456"
    pin_tries: Annotated[int, Field(ge=0, le=15)] = 3
    key: StaffKey = "p256"
    defect: StaffDefect = ""


def authority_pem() -> bytes:
    """The practice authority's certificate, as a ward would hand its own in."""
    return _certificate("staff authority", "staff authority", "rsa2048").public_bytes(Encoding.PEM)


def staff_chip(data: StaffCardData) -> SimulatedChip:
    issuer = "foreign authority" if data.defect == "foreign" else "staff authority"
    stored = _certificate(data.holder, issuer, data.key, data.defect).public_bytes(Encoding.DER)
    own = _key(f"{data.holder} of another", data.key) if data.defect == "copied" else _key(data.holder, data.key)
    chip = _StaffChip(own, data.key, b"" if data.defect == "no_certificate" else stored)
    secret = ChipSecret(data.pin.encode().ljust(8, b"\xff"), data.pin_tries, 3)
    commands = {0xCB: chip.give_data, 0x87: chip.authenticate, 0xC0: chip.give_rest}
    return SimulatedChip({piv.APPLICATION: Application(secrets={_PIN: secret}, commands=commands)})


@dataclass(frozen=True)
class _StaffChip:
    """What the card does beside the usual commands; answers of more than 256 bytes are fetched in pieces."""

    key: RSAPrivateKey | EllipticCurvePrivateKey
    kind: StaffKey
    certificate: bytes

    def give_data(self, chip: SimulatedChip, command: bytes) -> Answer:
        if command[5:10] != bytes.fromhex("5C035FC105") or not self.certificate:
            return b"", SW.NOT_FOUND
        inside = ber.encode(0x70, self.certificate) + ber.encode(0x71, b"\0") + ber.encode(0xFE, b"")
        return _in_pieces(chip, ber.encode(0x53, inside))

    def authenticate(self, chip: SimulatedChip, command: bytes) -> Answer:
        chip.session.keys["sent"] = chip.session.keys.get("sent", b"") + command[5 : 5 + command[4]]
        if command[0] & 0x10:
            return b"", SW.OK
        sent = chip.session.keys.pop("sent")
        if _PIN not in chip.session.verified:
            return b"", SW.SECURITY_NOT_SATISFIED
        if command[2:4] != bytes((_ALGORITHMS[self.kind], 0x9A)):
            return b"", SW.WRONG_P1P2
        try:
            block = ber.objects(ber.objects(sent)[0x7C])[0x81]
        except (UnreadableCard, KeyError):
            return b"", SW.WRONG_DATA
        return _in_pieces(chip, ber.encode(0x7C, ber.encode(0x82, self._signed(block))))

    def give_rest(self, chip: SimulatedChip, _command: bytes) -> Answer:
        return _in_pieces(chip, chip.session.keys.pop("rest", b""))

    def _signed(self, block: bytes) -> bytes:
        """The bare operation of the key: padding and digest came from outside."""
        if isinstance(self.key, RSAPrivateKey):
            numbers = self.key.private_numbers()
            return pow(int.from_bytes(block), numbers.d, numbers.public_numbers.n).to_bytes(self.key.key_size // 8)
        return self.key.sign(block, ec.ECDSA(Prehashed(SHA256() if self.kind == "p256" else SHA384())))


def _in_pieces(chip: SimulatedChip, answer: bytes) -> Answer:
    if len(answer) <= _PIECE:
        return answer, SW.OK
    chip.session.keys["rest"] = answer[_PIECE:]
    return answer[:_PIECE], 0x6100 | min(len(answer) - _PIECE, 0xFF)


@cache
def _key(holder: str, kind: StaffKey) -> RSAPrivateKey | EllipticCurvePrivateKey:
    return keys.key(holder) if kind == "rsa2048" else ec.generate_private_key(_CURVES[kind])


@cache
def _certificate(holder: str, issuer: str, kind: StaffKey, defect: StaffDefect = "") -> x509.Certificate:
    """X.509 of the holder's key, signed by the issuer, which signs itself."""
    authority = holder == issuer or defect == "authority"
    until = datetime(2026, 2, 1, tzinfo=UTC) if defect == "expired" else datetime(2036, 1, 1, tzinfo=UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(_name(holder))
        .issuer_name(_name(issuer))
        .public_key(_key(holder, kind).public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime(2026, 1, 1, tzinfo=UTC))
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .sign(keys.key(issuer), SHA256())
    )


def _name(holder: str) -> x509.Name:
    organisation = x509.NameAttribute(NameOID.ORGANIZATION_NAME, "練習カード (Practice)")
    return x509.Name([organisation, x509.NameAttribute(NameOID.COMMON_NAME, holder)])
