"""The ward's escrow key: its public half wraps every counter's data key, its private half is on paper in the safe.

X25519 (RFC 7748) with an ephemeral key, HKDF-SHA-256 (RFC 5869) and AES-256-GCM. The private half is made once, shown
for printing and never stored.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from dataclasses import dataclass
from hashlib import sha256
from typing import Self

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.errors import InvalidInput, Problem, StorageFailure
from app.keys.letters import from_letters, to_letters
from app.keys.sealed import BrokenSeal, Sealer
from app.sentences import bilingual

_BYTES = 32


@dataclass(frozen=True)
class EscrowPublic:
    """The public half: not secret, the same at every counter of the ward."""

    raw: bytes

    @classmethod
    def from_text(cls, text: str) -> Self:
        """InvalidInput where it is no public key of ours."""
        try:
            raw = b64decode(text, validate=True)
            X25519PublicKey.from_public_bytes(raw)
        except ValueError:
            raise InvalidInput([Problem("escrow", "…", bilingual("public_key"))]) from None
        return cls(raw)

    @property
    def text(self) -> str:
        return b64encode(self.raw).decode()

    @property
    def id(self) -> str:
        """Eight letters to tell one escrow key from another, printed on the recovery sheet."""
        digest = sha256(self.raw).hexdigest()[:8].upper()
        return f"{digest[:4]}-{digest[4:]}"

    def wrap(self, key: bytes) -> bytes:
        ephemeral = X25519PrivateKey.generate()
        public = ephemeral.public_key().public_bytes_raw()
        shared = ephemeral.exchange(X25519PublicKey.from_public_bytes(self.raw))
        return public + Sealer(_wrapping(shared, public, self.raw)).seal(key, self.raw)


class EscrowSecret:
    """The private half, while it is being printed or typed in. It shows itself in `letters` alone."""

    def __init__(self, raw: bytes) -> None:
        self._key = X25519PrivateKey.from_private_bytes(raw)

    @classmethod
    def make(cls) -> Self:
        return cls(X25519PrivateKey.generate().private_bytes_raw())

    @classmethod
    def from_letters(cls, typed: str) -> Self:
        """InvalidInput naming each group that was mistyped; nothing of what was typed is repeated."""
        return cls(from_letters(typed, _BYTES))

    @property
    def letters(self) -> tuple[str, ...]:
        """Thirteen groups of five letters: what stands on the recovery sheet."""
        return to_letters(self._key.private_bytes_raw())

    @property
    def public(self) -> EscrowPublic:
        return EscrowPublic(self._key.public_key().public_bytes_raw())

    def unwrap(self, wrapped: bytes) -> bytes:
        """StorageFailure("wrong_escrow_key") where another key wrapped it."""
        public, own = wrapped[:_BYTES], self.public.raw
        try:
            shared = self._key.exchange(X25519PublicKey.from_public_bytes(public))
            return Sealer(_wrapping(shared, public, own)).open(wrapped[_BYTES:], own)
        except (BrokenSeal, ValueError):
            raise StorageFailure("wrong_escrow_key") from None

    def __repr__(self) -> str:
        return "EscrowSecret()"


def _wrapping(shared: bytes, ephemeral: bytes, own: bytes) -> bytes:
    return HKDF(SHA256(), _BYTES, salt=ephemeral + own, info=b"madoguchi escrow").derive(shared)
