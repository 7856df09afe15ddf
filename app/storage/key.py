"""The key of the data, behind one small class: later wrapped by the system's key store and the ward's escrow key."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from app.errors import StorageFailure

_BYTES = 32


class DataKey:
    """A random 256-bit key. It shows itself to nobody but the database."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    @classmethod
    def load(cls, path: Path) -> DataKey:
        """StorageFailure("key_missing") where the file is gone or not a key: never a silently new one."""
        try:
            key = bytes.fromhex(path.read_text(encoding="ascii"))
        except (OSError, ValueError):
            raise StorageFailure("key_missing") from None
        if len(key) != _BYTES:
            raise StorageFailure("key_missing")
        return cls(key)

    @classmethod
    def make(cls, path: Path) -> DataKey:
        """A new key in a file for this user alone, whole on the disk before it is used."""
        aside = path.with_suffix(".new")
        try:
            with open(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:  # noqa: PTH123 the mode
                file.write(secrets.token_hex(_BYTES))
                file.flush()
                os.fsync(file.fileno())
            aside.replace(path)
        except OSError as error:
            raise StorageFailure("folder_not_writable") from error
        return cls.load(path)

    def pragma(self) -> str:
        """The raw key as SQLCipher takes it."""
        return f"PRAGMA key = \"x'{self._key.hex()}'\""

    def __repr__(self) -> str:
        return "DataKey()"
