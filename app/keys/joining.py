"""The ward's shared key on its way to another counter: wrapped by a joining phrase that people carry.

The server keeps the wrapped key and never sees the phrase; who has only one of the two has nothing. The phrase is 120
random bits, so it needs no slow hash.
"""

from __future__ import annotations

import secrets
from typing import Self

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.errors import StorageFailure
from app.keys.data_key import BYTES, DataKey
from app.keys.letters import from_letters, to_letters
from app.keys.sealed import BrokenSeal, Sealer

_SECRET = 15  # bytes: six groups of five letters
_PLACE = b"ward key"


class JoiningPhrase:
    """While it is shown or typed in. It shows itself in `letters` alone."""

    def __init__(self, raw: bytes) -> None:
        self._raw = raw

    @classmethod
    def make(cls) -> Self:
        return cls(secrets.token_bytes(_SECRET))

    @classmethod
    def from_letters(cls, typed: str) -> Self:
        """InvalidInput naming each group that was mistyped; nothing of what was typed is repeated."""
        return cls(from_letters(typed, _SECRET, "joining_phrase"))

    @property
    def letters(self) -> tuple[str, ...]:
        return to_letters(self._raw)

    def wrap(self, key: DataKey) -> bytes:
        return key.wrapped_by(lambda raw: self._sealer.seal(raw, _PLACE))

    def unwrap(self, wrapped: bytes) -> DataKey:
        """StorageFailure("wrong_joining_phrase") where it is another ward's, or another phrase."""
        try:
            raw = self._sealer.open(wrapped, _PLACE)
        except BrokenSeal:
            raise StorageFailure("wrong_joining_phrase") from None
        if len(raw) != BYTES:
            raise StorageFailure("wrong_joining_phrase")
        return DataKey(raw)

    @property
    def _sealer(self) -> Sealer:
        return Sealer(HKDF(SHA256(), BYTES, salt=None, info=b"madoguchi joining").derive(self._raw))

    def __repr__(self) -> str:
        return "JoiningPhrase()"
