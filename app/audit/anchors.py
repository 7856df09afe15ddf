"""Signed heads of the trail in a file beside the database: who cuts or rolls back the database is found by them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app import clock, journal
from models.audit import Anchor, Damage, Fault


class Anchors:
    """Ed25519 signatures, one JSON line an anchor. The public key is what an auditor checks an export with."""

    def __init__(self, file: Path, seed: bytes) -> None:
        self._file = file
        self._seed = seed

    def add(self, seq: int, mac: str) -> Anchor:
        """StorageFailure where the disk says no. The same head is not anchored twice."""
        kept, _ = self.all()
        if kept and (kept[-1].seq, kept[-1].mac) == (seq, mac):
            return kept[-1]
        at = clock.now().isoformat()
        anchor = Anchor(seq, mac, at, self.sign(_said(seq, mac, at)).hex())
        journal.append(self._file, [vars(anchor)])
        return anchor

    def all(self) -> tuple[list[Anchor], list[Fault]]:
        """Every anchor that is ours, and a fault for each line that is not."""
        records, torn = journal.records(self._file)
        anchors, faults = [], [Fault(0, Damage.ANCHOR_FORGED)] * torn
        for record in records:
            if (anchor := self._checked(record)) is None:
                faults.append(Fault(record["seq"] if isinstance(record.get("seq"), int) else 0, Damage.ANCHOR_FORGED))
            else:
                anchors.append(anchor)
        return anchors, faults

    def sign(self, said: bytes) -> bytes:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(self._seed).sign(said)

    def public_key(self) -> bytes:
        """32 bytes, to be kept where the auditors are."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(self._seed).public_key().public_bytes_raw()

    def _checked(self, record: Mapping[str, Any]) -> Anchor | None:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

        try:
            anchor = Anchor(**record)
            signature = bytes.fromhex(anchor.signature)
            said = _said(anchor.seq, anchor.mac, anchor.at)
            Ed25519PublicKey.from_public_bytes(self.public_key()).verify(signature, said)
        except (TypeError, ValueError, InvalidSignature):
            return None
        return anchor


def _said(seq: int, mac: str, at: str) -> bytes:
    return f"madoguchi anchor\n{seq}\n{mac}\n{at}".encode()
