"""What is told is sealed under the ward's shared key: the server keeps it and cannot read it.

Every counter of the ward can. A value is bound to its record and save, so that none can be put in another's place.
"""

from __future__ import annotations

import hmac
import zlib
from uuid import UUID

from app.errors import StorageFailure
from app.keys.data_key import DataKey
from app.keys.sealed import BrokenSeal, Sealer


class Cipher:
    """Of one ward. The digest is keyed: whoever has the server cannot guess at contents by it."""

    def __init__(self, key: DataKey) -> None:
        self._sealer = Sealer(key.derived("told"))
        self._digests, self._logins = key.derived("told digest"), key.derived("logins")

    def seal(self, text: str, record: UUID, save: UUID, part: str) -> bytes:
        return self._sealer.seal(zlib.compress(text.encode()), _place(record, save, part))

    def open(self, sealed: bytes, record: UUID, save: UUID, part: str) -> str:
        """StorageFailure("wrong_ward_key") where it is not what a counter of this ward sealed there."""
        try:
            return zlib.decompress(self._sealer.open(sealed, _place(record, save, part))).decode()
        except BrokenSeal:
            raise StorageFailure("wrong_ward_key") from None

    def digest(self, content: str) -> bytes:
        """The same content has the same one at every sending, whatever its sealing looks like."""
        return hmac.digest(self._digests, content.encode(), "sha256")

    def login(self, login: str) -> str:
        """Under which the server counts the failures of one login."""
        return hmac.digest(self._logins, login.encode(), "sha256").hex()


def _place(record: UUID, save: UUID, part: str) -> bytes:
    return f"{record.hex}|{save.hex}|{part}".encode()
