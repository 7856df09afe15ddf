"""Sealing bytes under a key so that they open only in their place (AES-256-GCM, NIST SP 800-38D)."""

from __future__ import annotations

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE = 12


class BrokenSeal(ValueError):
    """Another key, another place, or changed bytes: nothing is said of the content."""


class Sealer:
    """`place` is bound to what is sealed: moved elsewhere, it does not open."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)

    def seal(self, content: bytes, place: bytes) -> bytes:
        nonce = secrets.token_bytes(_NONCE)
        return nonce + self._cipher.encrypt(nonce, content, place)

    def open(self, sealed: bytes, place: bytes) -> bytes:
        """BrokenSeal where it does not open here."""
        try:
            return self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], place)
        except (InvalidTag, ValueError):
            raise BrokenSeal from None
