"""Who issued a residence card's certificate: the agency's own certificates, pinned by their fingerprints.

The agency publishes them; they are not part of this program. Who installs it puts the files into
`resources/certificates`; only those whose fingerprint stands in `resources/residence_issuers.toml` are taken.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Literal

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.x509 import Certificate, load_der_x509_certificate

from app.paths import RESOURCES

FOLDER, PINS = RESOURCES / "certificates", RESOURCES / "residence_issuers.toml"
Issuer = Literal["agency", "unknown", "not_checked"]


def issuer_of(certificate: Certificate, generation: int, folder: Path = FOLDER, pins: Path = PINS) -> Issuer:
    """`not_checked` where no certificate of the agency for this generation is installed."""
    installed = _installed(generation, folder, pins)
    if not installed:
        return "not_checked"
    return "agency" if any(_issued(certificate, issuer) for issuer in installed) else "unknown"


def _installed(generation: int, folder: Path, pins: Path) -> Sequence[Certificate]:
    pinned = _pinned(pins)
    files = [path.read_bytes() for path in sorted(folder.glob("*.crt"))]
    return [load_der_x509_certificate(file) for file in files if pinned.get(sha256(file).hexdigest()) == generation]


def _pinned(pins: Path) -> Mapping[str, int]:
    """Fingerprint → generation."""
    entries = tomllib.loads(pins.read_text(encoding="utf-8"))["issuer"]
    return {entry["sha256"]: entry["generation"] for entry in entries}


def _issued(certificate: Certificate, issuer: Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return True
