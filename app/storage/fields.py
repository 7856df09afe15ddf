"""The most sensitive columns, sealed one by one under a key of their own (AES-256-GCM, facts C-15).

Each value is bound to its table, row and column: moved elsewhere, it does not open. Beside the encryption of the whole
file this keeps those out who may run the database (and later the server) but may read no record.
"""

from __future__ import annotations

import zlib
from uuid import UUID

from app.errors import StorageFailure
from app.keys.data_key import DataKey
from app.keys.sealed import BrokenSeal, Sealer

_FAST, _WINDOW, _MEMORY = 1, 12, 6
"""Of zlib: quick, and 40 KB of working memory instead of 270, for texts of a few KB that every save waits for."""
Row = UUID | tuple[UUID, int]


class Fields:
    """Text in, bytes out, and back. Nothing stays nothing: an empty text is stored as no bytes."""

    def __init__(self, key: DataKey) -> None:
        self._sealer = Sealer(key.derived("fields"))

    def seal(self, text: str, table: str, row: Row, column: str) -> bytes:
        """`row` is the record's id, or its id and revision."""
        if not text:
            return b""
        return self._sealer.seal(_compressed(text.encode()), _place(table, row, column))

    def open(self, sealed: bytes, table: str, row: Row, column: str) -> str:
        """StorageFailure("wrong_key_or_damaged") where it is not what was sealed here."""
        if not sealed:
            return ""
        try:
            return zlib.decompress(self._sealer.open(sealed, _place(table, row, column))).decode()
        except BrokenSeal:
            raise StorageFailure("wrong_key_or_damaged") from None


def _compressed(content: bytes) -> bytes:
    press = zlib.compressobj(_FAST, zlib.DEFLATED, _WINDOW, _MEMORY)
    return press.compress(content) + press.flush()


def _place(table: str, row: Row, column: str) -> bytes:
    identity, revision = row if isinstance(row, tuple) else (row, 0)
    return f"{table}|{identity.hex}|{revision}|{column}".encode()
