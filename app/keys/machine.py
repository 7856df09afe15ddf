"""The key store of this machine and user: what it wraps opens nowhere else.

Windows: DPAPI, bound to the user's log-on. Elsewhere a bare machine has no key store that works without a desktop
session, so the wrapping key is a file of this user alone, outside the data folder: whoever copies the data folder has
not got it. `MADOGUCHI_KEYS` names another folder for it (root's own, an encrypted volume).
"""

from __future__ import annotations

import os
import secrets
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from app.errors import StorageFailure
from app.files import write_file
from app.keys.sealed import BrokenSeal, Sealer

_BYTES = 32


@dataclass(frozen=True)
class Entry:
    """One wrapping: `store` is `dpapi` or `file`, `name` this wrapping's own (no secret), `wrapped` what it gave."""

    store: str
    name: str
    wrapped: bytes


def wrap(key: bytes) -> Entry:
    """StorageFailure("key_store_not_writable") where the store takes nothing."""
    name = secrets.token_hex(16)
    if sys.platform == "win32":
        from app.keys.dpapi import protect

        return Entry("dpapi", name, protect(key, bytes.fromhex(name)))
    wrapping = secrets.token_bytes(_BYTES)
    try:
        write_file(_file(name), wrapping.hex().encode(), durable=True)
    except StorageFailure:
        raise StorageFailure("key_store_not_writable") from None
    return Entry("file", name, Sealer(wrapping).seal(key, name.encode()))


def unwrap(entry: Entry) -> bytes:
    """StorageFailure("key_missing") where this machine has not got what opens it (another machine, another user)."""
    try:
        if entry.store == "dpapi" and sys.platform == "win32":
            from app.keys.dpapi import unprotect

            return unprotect(entry.wrapped, bytes.fromhex(entry.name))
        wrapping = bytes.fromhex(_file(entry.name).read_text(encoding="ascii"))
        return Sealer(wrapping).open(entry.wrapped, entry.name.encode())
    except (OSError, ValueError, BrokenSeal):
        raise StorageFailure("key_missing") from None


def forget(entry: Entry) -> None:
    """Take a wrapping out of the store. DPAPI keeps nothing of its own: there the entry is gone with its header."""
    if entry.store == "file":
        with suppress(OSError):
            _file(entry.name).unlink()


def _file(name: str) -> Path:
    """The name comes from a header, which is data from outside: only what we make ourselves is a name."""
    if not (len(name) == 32 and all(one in "0123456789abcdef" for one in name)):
        raise StorageFailure("key_missing")
    given = os.environ.get("MADOGUCHI_KEYS")
    folder = Path(given) if given else platformdirs.user_config_path("madoguchi", appauthor=False) / "keys"
    return folder / f"{name}.key"
