"""Whose certificate a residence card brings along."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from app.card import residence_issuers, residence_reading
from app.card.residence_issuers import PINS, Issuer, issuer_of
from tests.app.card.others import read, residence


def certificate(subject: str, key: ec.EllipticCurvePrivateKey, by: str, signer: ec.EllipticCurvePrivateKey) -> bytes:
    def name(text: str) -> x509.Name:
        return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])

    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(name(by), name(subject), key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=9))
    return builder.sign(signer, SHA256()).public_bytes(Encoding.DER)


AGENCY, CARD = ec.generate_private_key(ec.SECP384R1()), ec.generate_private_key(ec.SECP384R1())
ROOT = certificate("agency", AGENCY, "agency", AGENCY)
GENUINE = x509.load_der_x509_certificate(certificate("card", CARD, "agency", AGENCY))
FORGED = x509.load_der_x509_certificate(certificate("card", CARD, "agency", CARD))


@pytest.fixture
def installed(tmp_path: Path) -> tuple[Path, Path]:
    """A folder with the agency's certificate, and its pin for the second generation."""
    (tmp_path / "agency.crt").write_bytes(ROOT)
    pins = tmp_path / "pins.toml"
    pins.write_text(f'[[issuer]]\nsha256 = "{sha256(ROOT).hexdigest()}"\ngeneration = 2\n', encoding="utf-8")
    return tmp_path, pins


@pytest.mark.parametrize(
    ("card", "generation", "issuer"),
    [(GENUINE, 2, "agency"), (FORGED, 2, "unknown"), (GENUINE, 1, "not_checked")],
)
def test_a_certificate_is_the_agencys_or_it_is_not(
    installed: tuple[Path, Path], card: x509.Certificate, generation: int, issuer: Issuer
) -> None:
    assert issuer_of(card, generation, *installed) == issuer


def test_a_file_that_is_not_pinned_is_not_taken(installed: tuple[Path, Path]) -> None:
    folder, _ = installed
    assert issuer_of(GENUINE, 2, folder, PINS) == "not_checked"


def test_a_card_with_a_certificate_of_its_own_making_is_suspected(
    installed: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(residence_reading, "issuer_of", lambda one, generation: issuer_of(one, generation, *installed))
    reading = read(residence())
    assert (reading.integrity, reading.details["issuer"]) == ("consistent", "unknown")
    assert "偽造" in reading.warnings[-1]


def test_every_pin_is_a_fingerprint_of_a_known_generation() -> None:
    pins = residence_issuers._pinned(PINS)
    assert len(pins) == 5
    assert all(len(bytes.fromhex(one)) == 32 and generation in (1, 2) for one, generation in pins.items())
