"""The one key of a counter's data. Everything that needs a key has it from here, each its own."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Self, TypeVar

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

BYTES = 32
_T = TypeVar("_T")


class DataKey:
    """A random 256-bit key. It shows itself to nobody but the database and those who wrap it."""

    def __init__(self, key: bytes) -> None:
        if len(key) != BYTES:
            raise ValueError(len(key))
        self._key = key

    @classmethod
    def random(cls) -> Self:
        return cls(secrets.token_bytes(BYTES))

    def pragma(self) -> str:
        """The raw key as SQLCipher takes it: without a derivation from a pass-phrase, which would cost 0.14 s."""
        return f"PRAGMA key = \"x'{self._key.hex()}'\""

    def derived(self, purpose: str) -> bytes:
        """A key of 32 bytes for one purpose (HKDF-SHA-256, RFC 5869): knowing it tells nothing of the others."""
        return HKDF(SHA256(), BYTES, salt=None, info=f"madoguchi {purpose}".encode()).derive(self._key)

    @property
    def id(self) -> str:
        """Names the key and tells nothing of it."""
        return self.derived("id")[:8].hex()

    def wrapped_by(self, wrap: Callable[[bytes], _T]) -> _T:
        """The key as a key store or the ward's escrow key keeps it."""
        return wrap(self._key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DataKey) and secrets.compare_digest(self._key, other._key)

    __hash__ = None  # type: ignore[assignment]  # a secret is no key of a dictionary

    def __repr__(self) -> str:
        return "DataKey()"
