"""Database errors → StorageFailure with a reason that has a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

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


@contextmanager
def known_failures() -> Iterator[None]:
    """What the database says about disk, key and locks becomes a StorageFailure; anything else stays our bug."""
    try:
        yield
    except DatabaseError as error:
        raise _failure(str(error.orig)) from None
    except sqlcipher.DatabaseError as error:  # while connecting: not wrapped by the layer above
        raise _failure(str(error)) from None


def _failure(message: str) -> StorageFailure:
    """The library's message names no values: parameters are hidden."""
    lower = message.lower()
    return StorageFailure(next((reason for words, reason in _REASONS if words in lower), "database_error"))
