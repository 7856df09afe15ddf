"""The sealed container of an export, `.mdgx` (docs/export.md): several files, opened by a passphrase (facts C-12).

    "MDGX 1\\r\\n\\x1a"   9 bytes
    length              4 bytes, big-endian, of
    header              JSON: how the key is made of the passphrase, how long a chunk is, when, by whom
    chunks              AES-256-GCM; nonce = 7 bytes by chance ‖ number (4 bytes) ‖ 1 for the last chunk, else 0;
                        bound to the SHA-256 of everything before the chunks

Inside, one after the other: length of the name (2 bytes), name (UTF-8), length (8 bytes), content. Cut off, lengthened,
put in another order or given another header, it does not open (STREAM; Hoang, Reyhanitabar, Rogaway, Vizár 2015).
"""

from __future__ import annotations

import json
import re
import secrets
import struct
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Literal

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.data_file import DataError, built
from app.errors import InvalidInput, Problem, Refused
from app.sentences import bilingual

SUFFIX = ".mdgx"
_MAGIC = b"MDGX 1\r\n\x1a"
_CHUNK, _TAG, _PREFIX, _KEY = 64 << 10, 16, 7, 32  # bytes
_LONGEST_HEADER = 4096
_NAME = re.compile(r"[\w-][\w. -]{0,120}")
_MOST_MEMORY, _MOST_ROUNDS, _MOST_LANES = 512 << 10, 16, 16  # what a stranger's header may ask of this machine


@dataclass(frozen=True)
class Cost:
    """Of one try at the passphrase (Argon2id, RFC 9106): KiB of memory, rounds, lanes."""

    memory: int = 64 << 10
    rounds: int = 3
    lanes: int = 4


@dataclass(frozen=True)
class Header:
    """Readable by everybody and changed by nobody: no name of a visitor in it. `made_at` is ISO 8601."""

    kdf: Literal["argon2id"]
    memory: int
    rounds: int
    lanes: int
    salt: str
    prefix: str
    chunk: int
    made_at: str
    made_by: str


def sealed(files: Mapping[str, bytes], passphrase: str, made_at: str, made_by: str, cost: Cost | None = None) -> bytes:
    """The container's bytes. ValueError for a name that is no plain file's."""
    cost = cost or Cost()
    header = Header(
        "argon2id", cost.memory, cost.rounds, cost.lanes, _text(secrets.token_bytes(16)),
        _text(secrets.token_bytes(_PREFIX)), _CHUNK, made_at, made_by,
    )  # fmt: skip
    told = json.dumps(asdict(header), ensure_ascii=False).encode()
    before = _MAGIC + struct.pack(">I", len(told)) + told
    cipher, bound = AESGCM(_key(header, passphrase)), sha256(before).digest()
    plain = b"".join(_members(files))
    pieces = [plain[start : start + _CHUNK] for start in range(0, len(plain), _CHUNK)] or [b""]
    chunks = [
        cipher.encrypt(_nonce(header, number, last=number == len(pieces) - 1), piece, bound)
        for number, piece in enumerate(pieces)
    ]
    return before + b"".join(chunks)


def opened(content: bytes, passphrase: str) -> tuple[Header, dict[str, bytes]]:
    """What is in it. InvalidInput for a file that is none; Refused("export_closed") for another passphrase or a
    changed file: which of them it is nobody can tell.
    """
    header, begin = _header(content)
    cipher, bound = AESGCM(_key(header, passphrase)), sha256(content[:begin]).digest()
    pieces = [content[start : start + header.chunk + _TAG] for start in range(begin, len(content), header.chunk + _TAG)]
    plain = bytearray()
    try:
        for number, piece in enumerate(pieces):
            plain += cipher.decrypt(_nonce(header, number, last=number == len(pieces) - 1), piece, bound)
    except (InvalidTag, ValueError):
        raise Refused("export_closed") from None
    if not pieces:
        raise Refused("export_closed")
    return header, dict(_split(bytes(plain)))


def _header(content: bytes) -> tuple[Header, int]:
    """And where the chunks begin."""
    begin = len(_MAGIC) + 4
    if not content.startswith(_MAGIC) or len(content) < begin:
        raise _not_ours()
    (length,) = struct.unpack(">I", content[len(_MAGIC) : begin])
    if length > _LONGEST_HEADER:
        raise _not_ours()
    try:
        header = built("header", "", Header, json.loads(content[begin : begin + length]))
        lengths = len(b64decode(header.salt, validate=True)), len(b64decode(header.prefix, validate=True))
    except (ValueError, RecursionError, DataError):
        raise _not_ours() from None
    asked = 8 <= header.memory <= _MOST_MEMORY and 1 <= header.rounds <= _MOST_ROUNDS
    if lengths != (16, _PREFIX) or not asked or not 1 <= header.lanes <= _MOST_LANES or header.chunk != _CHUNK:
        raise _not_ours()
    return header, begin + length


def _key(header: Header, passphrase: str) -> bytes:
    from argon2.low_level import Type, hash_secret_raw

    secret, salt = passphrase.encode(), b64decode(header.salt)
    memory = max(header.memory, 8 * header.lanes)
    return hash_secret_raw(secret, salt, header.rounds, memory, header.lanes, _KEY, Type.ID)


def _nonce(header: Header, number: int, *, last: bool) -> bytes:
    return b64decode(header.prefix) + struct.pack(">IB", number, last)


def _members(files: Mapping[str, bytes]) -> Iterator[bytes]:
    for name, content in files.items():
        if not _NAME.fullmatch(name):
            raise ValueError(name)
        told = name.encode()
        yield struct.pack(">H", len(told)) + told + struct.pack(">Q", len(content)) + content


def _split(plain: bytes) -> Iterator[tuple[str, bytes]]:
    """Whoever knows the passphrase made it; a name that leads elsewhere is still none."""
    at = 0
    while at < len(plain):
        (length,) = struct.unpack_from(">H", plain, at)
        name = plain[at + 2 : at + 2 + length].decode()
        at += 2 + length
        (size,) = struct.unpack_from(">Q", plain, at)
        content = plain[at + 8 : at + 8 + size]
        at += 8 + size
        if not _NAME.fullmatch(name) or len(content) != size:
            raise Refused("export_closed")
        yield name, content


def _text(content: bytes) -> str:
    return b64encode(content).decode()


def _not_ours() -> InvalidInput:
    return InvalidInput([Problem("FILE", "…", bilingual("our_export"))])
