"""Two of the makers' three keys must have signed (Ed25519, RFC 8032); their public halves come with the program."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Any, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from app.data_file import read_toml
from app.errors import Refused
from app.paths import RESOURCES

NEEDED = 2
_BYTES = 32


@dataclass(frozen=True)
class MakerKey:
    """`id` is in the signatures; `holder` who keeps the private half."""

    id: str
    holder: str
    raw: bytes

    @classmethod
    def of(cls, raw: bytes, holder: str) -> Self:
        return cls(key_id(raw), holder, raw)

    def signed(self, content: bytes, signature: bytes) -> bool:
        try:
            Ed25519PublicKey.from_public_bytes(self.raw).verify(signature, content)
        except (InvalidSignature, ValueError):
            return False
        return True


def key_id(raw: bytes) -> str:
    return sha256(raw).hexdigest()[:16]


@cache
def maker_keys() -> tuple[MakerKey, ...]:
    """`resources/update_keys.toml`; none in a build whose makers have made none."""
    keys = read_toml(RESOURCES / "update_keys.toml").get("keys", [])
    found = tuple(MakerKey.of(b64decode(one["public"], validate=True), one["holder"]) for one in keys)
    if len({one.raw for one in found}) != len(found) or any(len(one.raw) != _BYTES for one in found):
        raise ValueError("update_keys.toml")
    return found


def to_sign(kind: str, content: bytes) -> bytes:
    """What a signature is over: a manifest's never stands for a note's."""
    return f"madoguchi {kind} 1\n".encode() + content


def check_signatures(kind: str, content: bytes, text: bytes, keys: Sequence[MakerKey]) -> tuple[str, ...]:
    """The holders who signed. Refused where fewer than two of the keys did, each counted once."""
    if len(keys) < NEEDED:
        raise Refused("update_no_keys")
    by_id = {one.id: one for one in keys}
    signed = {
        key.id: key.holder
        for identity, signature in _listed(text)
        if (key := by_id.get(identity)) and key.signed(to_sign(kind, content), signature)
    }
    if len(signed) < NEEDED:
        raise Refused("update_signatures", count=len(signed))
    return tuple(signed.values())


def _listed(text: bytes) -> list[tuple[str, bytes]]:
    try:
        entries: Any = json.loads(text)["signatures"]
        return [(str(one["key"]), b64decode(str(one["signature"]), validate=True)) for one in entries]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Refused("update_signatures", count=0) from None
