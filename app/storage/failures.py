"""Database errors → StorageFailure with a reason that has a sentence."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy.exc import DatabaseError

from app.errors import StorageFailure

_REASONS = (
    ("database or disk is full", "disk_full"),
    ("readonly database", "folder_not_writable"),
    ("unable to open", "folder_not_writable"),
    ("attempt to write", "folder_not_writable"),
    ("locked", "busy"),
    ("not a database", "wrong_key_or_damaged"),
    ("malformed", "wrong_key_or_damaged"),
    ("disk i/o", "disk_error"),
)


_PERHAPS_FULL = ("disk_error", "folder_not_writable")
_PROBE = 64 << 10  # bytes: more than a database needs to be opened


@contextmanager
def known_failures(place: Path | None = None) -> Iterator[None]:
    """What the database says about disk, key and locks becomes a StorageFailure; anything else stays our bug.

    While a database is opened, in the folder `place`, a full disk is not always called so: then it is tried.
    """
    try:
        yield
    except DatabaseError as error:
        raise _failure(str(error.orig), place) from None
    except sqlcipher.DatabaseError as error:  # while connecting: not wrapped by the layer above
        raise _failure(str(error), place) from None


def _failure(message: str, place: Path | None) -> StorageFailure:
    """The library's message names no values: parameters are hidden."""
    lower = message.lower()
    reason = next((reason for words, reason in _REASONS if words in lower), "database_error")
    return StorageFailure("disk_full" if place and reason in _PERHAPS_FULL and _is_full(place) else reason)


def _is_full(place: Path) -> bool:
    try:
        with TemporaryFile(dir=place) as probe:
            probe.write(bytes(_PROBE))
    except OSError as error:
        return error.errno == errno.ENOSPC
    return False
