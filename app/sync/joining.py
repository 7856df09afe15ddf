"""The joining file that the server's administrator makes for a counter: where the server is, and both certificates."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509 import load_pem_x509_certificate

from app.errors import InvalidInput, Problem
from app.files import write_files
from app.sentences import bilingual

_KEYS = {
    "format": int, "place": int, "host": str, "port": int, "database": str, "user": str,
    "authority": str, "certificate": str, "key": str,
}  # fmt: skip
_LARGEST = 64 << 10


@dataclass(frozen=True)
class JoiningFile:
    """`place` is the counter's number; `key` its certificate's private key, readable: the file is to be destroyed."""

    place: int
    host: str
    port: int
    database: str
    user: str
    authority: str
    certificate: str
    key: str = field(repr=False)

    @classmethod
    def read(cls, path: Path) -> Self:
        """InvalidInput where it is none; nothing of its content is repeated."""
        try:
            with path.open("rb") as file:
                found = json.loads(file.read(_LARGEST))
            return cls(**_checked(found))
        except (OSError, ValueError, TypeError, KeyError):
            raise InvalidInput([Problem(path.name, "…", bilingual("joining_file"))]) from None

    def keep(self, folder: Path, password: str) -> None:
        """The certificates into `folder`, the private key under `password`: there it is never readable."""
        private = load_pem_private_key(self.key.encode(), None)
        sealed = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(password.encode()))
        files = {"ca.pem": self.authority.encode(), "counter.pem": self.certificate.encode(), "counter.key": sealed}
        write_files(folder, files, durable=True)


def _checked(found: Any) -> dict[str, Any]:
    """Every key there and of its kind, certificates and key readable and of one pair; ValueError else."""
    if not isinstance(found, dict) or {key: type(value) for key, value in found.items()} != _KEYS:
        raise ValueError
    if found.pop("format") != 1 or not 0 < found["place"] < 1000:
        raise ValueError
    load_pem_x509_certificate(found["authority"].encode())
    own = load_pem_x509_certificate(found["certificate"].encode())
    private = load_pem_private_key(found["key"].encode(), None)
    if private.public_key() != own.public_key():
        raise ValueError
    return found
