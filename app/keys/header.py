"""The header of a store's keys (`keys.json`): the data key, wrapped by this machine and by the ward's escrow key.

Holds nothing that opens anything by itself. A copy of it lies in every backup.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from dataclasses import dataclass, replace
from typing import Any, Self

from app.errors import StorageFailure
from app.keys.data_key import BYTES, DataKey
from app.keys.escrow import EscrowPublic, EscrowSecret
from app.keys.machine import Entry, unwrap, wrap

_FORMAT = 1


@dataclass(frozen=True)
class Header:
    """`key_id` names the data key; without `escrow` this machine alone can open it."""

    key_id: str
    machine: Entry
    escrow: EscrowPublic | None = None
    escrowed: bytes = b""

    @classmethod
    def of(cls, key: DataKey, escrow: EscrowPublic | None = None) -> Self:
        """The key wrapped by this machine's key store, and for the escrow key where there is one."""
        fresh = cls(key.id, key.wrapped_by(wrap))
        return fresh.escrowed_for(key, escrow) if escrow else fresh

    def escrowed_for(self, key: DataKey, escrow: EscrowPublic) -> Self:
        return replace(self, escrow=escrow, escrowed=key.wrapped_by(escrow.wrap))

    def opened(self) -> DataKey:
        """By this machine; StorageFailure("key_missing") anywhere else."""
        return self._checked(unwrap(self.machine))

    def opened_by(self, secret: EscrowSecret) -> DataKey:
        """By the ward's escrow key; StorageFailure("no_escrow" | "wrong_escrow_key")."""
        if not self.escrowed:
            raise StorageFailure("no_escrow")
        return self._checked(secret.unwrap(self.escrowed))

    def _checked(self, raw: bytes) -> DataKey:
        if len(raw) != BYTES:
            raise StorageFailure("key_missing")
        key = DataKey(raw)
        if key.id != self.key_id:
            raise StorageFailure("key_missing")
        return key

    @classmethod
    def from_json(cls, text: bytes) -> Self:
        """StorageFailure("key_missing") where it is damaged: the escrow copy in a backup still opens everything."""
        try:
            facts = json.loads(text)
            machine = facts["machine"]
            entry = Entry(machine["store"], machine["name"], b64decode(machine["wrapped"]))
            escrow = facts["escrow"] or {"public": "", "wrapped": ""}
            public = b64decode(escrow["public"])
            return cls(facts["key_id"], entry, EscrowPublic(public) if public else None, b64decode(escrow["wrapped"]))
        except (ValueError, KeyError, TypeError):
            raise StorageFailure("key_missing") from None

    def to_json(self) -> bytes:
        facts: dict[str, Any] = {
            "format": _FORMAT,
            "key_id": self.key_id,
            "machine": {"store": self.machine.store, "name": self.machine.name, "wrapped": _text(self.machine.wrapped)},
            "escrow": None,
        }
        if self.escrow:
            facts["escrow"] = {"id": self.escrow.id, "public": self.escrow.text, "wrapped": _text(self.escrowed)}
        return json.dumps(facts, indent=1).encode() + b"\n"


def _text(content: bytes) -> str:
    return b64encode(content).decode()
