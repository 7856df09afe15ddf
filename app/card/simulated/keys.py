"""Keys and signatures of the simulated chips, made anew in each process: no practice card passes for another."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.asymmetric.utils import NoDigestInfo
from cryptography.hazmat.primitives.hashes import SHA256

from app.card import tlv

_made: dict[str, RSAPrivateKey] = {}


def key(role: str) -> RSAPrivateKey:
    """The RSA-2048 key of a role: `issuer`, `municipality` (signs the records), `chip` (signs challenges)…"""
    if role not in _made:
        _made[role] = generate_private_key(65537, 2048)
    return _made[role]


def signed(role: str, content: bytes) -> bytes:
    """RSA PKCS#1 v1.5 with SHA-256."""
    return key(role).sign(content, PKCS1v15(), SHA256())


def signed_digest_info(role: str, digest_info: bytes) -> bytes:
    """The padding and the key over a DigestInfo as it was handed in."""
    return key(role).sign(digest_info, PKCS1v15(), NoDigestInfo())


def public_object(role: str) -> bytes:
    """A public key as the chip stores it: exponent `90 03`, modulus `91 82 0100`."""
    public = key(role).public_key().public_numbers()
    return b"\x90\x03" + public.e.to_bytes(3) + b"\x91\x82\x01\x00" + public.n.to_bytes(256)


def certificate_file(number: str) -> bytes:
    """A card-verifiable certificate (EF 0004) of the municipality's key; `number` is the issuer's key number."""
    issuer = number.encode() + b"\x08\x05000" + bytes(4)
    subject = b"0131078" + b"\x08\x05001" + bytes(4)
    body = issuer + subject + public_object("municipality")
    return tlv.encode(0x7F21, tlv.encode(0x5F4E, body) + tlv.encode(0x5F37, signed("issuer", body)))
