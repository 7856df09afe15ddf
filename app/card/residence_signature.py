"""The agency's signature over a residence card's pictures and printed entries (電子署名; specifications 3.4.3.1).

RSA-2048 (PKCS #1 v1.5) on the first generation, ECDSA on P-384 on the second, both over SHA-256, with the certificate
that the card brings along. A good signature proves that the data belong together as the card holds them; who issued the
certificate is another question (`residence_issuers`).
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP384R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509 import Certificate, load_der_x509_certificate

from models.card import Integrity

FIRST_CODE, FIRST_CERTIFICATE = 0xDA, 0xDB
SECOND_CODE, SECOND_CERTIFICATE = 0xDC, 0xDD
_RAW_P384 = 96
"""Bytes of r and s side by side; anything else is taken as their DER form."""


def certificate_of(proof: Mapping[int, bytes]) -> Certificate | None:
    """The certificate that the card brings along; None where there is none (children) or none that can be read."""
    certificate = proof.get(FIRST_CERTIFICATE) or proof.get(SECOND_CERTIFICATE) or b""
    try:
        with warnings.catch_warnings(action="ignore"):  # of what a damaged certificate says
            return load_der_x509_certificate(certificate)
    except ValueError:
        return None


def integrity(proof: Mapping[int, bytes], signed: bytes) -> Integrity:
    """`not_checked` where the card brings no signature (children) or no usable key."""
    code = proof.get(FIRST_CODE) or proof.get(SECOND_CODE) or b""
    certificate = certificate_of(proof)
    if certificate is None or not any(code):
        return "not_checked"
    try:
        return _checked(certificate.public_key(), code, signed)
    except (InvalidSignature, ValueError):
        return "mismatch"
    except UnsupportedAlgorithm:
        return "not_checked"


def _checked(key: object, code: bytes, signed: bytes) -> Integrity:
    """Raises InvalidSignature where the code does not fit; only the kinds of keys of the specifications are used."""
    if isinstance(key, RSAPublicKey) and key.key_size == 2048:
        key.verify(code, signed, PKCS1v15(), SHA256())
    elif isinstance(key, EllipticCurvePublicKey) and isinstance(key.curve, SECP384R1):
        key.verify(_der(code), signed, ECDSA(SHA256()))
    else:
        return "not_checked"
    return "consistent"


def _der(code: bytes) -> bytes:
    half = _RAW_P384 // 2
    if len(code) != _RAW_P384:
        return code
    return encode_dss_signature(int.from_bytes(code[:half]), int.from_bytes(code[half:]))
