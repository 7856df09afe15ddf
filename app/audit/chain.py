"""The chain: each entry's HMAC covers the one before, and the head's covers how far it goes."""

from __future__ import annotations

import hmac
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from uuid import UUID

from models.audit import Damage, Entry, Fault

_SAID = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
GENESIS = "0" * 64
_SUBJECT = 32  # hex digits


@dataclass(frozen=True)
class TrailKey:
    """The keys of a trail, each for one purpose alone."""

    chain: bytes = field(repr=False)
    subject: bytes = field(repr=False)
    anchor: bytes = field(repr=False)

    @classmethod
    def derived(cls, derive: Callable[[str], bytes]) -> TrailKey:
        """From the key of the data, which goes through backup and restore with them."""
        return cls(derive("audit chain"), derive("audit subject"), derive("audit anchor"))

    def subject_of(self, identity: UUID | str) -> str:
        """The keyed hash under which a record stands in the trail."""
        return hmac.digest(self.subject, str(identity).encode(), "sha256").hex()[:_SUBJECT]

    def mac(self, entry: Entry, before: str) -> str:
        return hmac.digest(self.chain, f"{before}\n{_said(entry)}".encode(), "sha256").hex()

    def head(self, seq: int, mac: str) -> str:
        """Proof that the trail goes as far as this."""
        return hmac.digest(self.chain, f"head\n{seq}\n{mac}".encode(), "sha256").hex()

    def sealed(self, entry: Entry, before: str) -> Entry:
        return replace(entry, mac=self.mac(entry, before))


def _said(entry: Entry) -> str:
    """All that an entry says, in one form."""
    who = entry.actor
    said = (entry.seq, entry.at, entry.monotonic_ms, who.user, who.role, who.counter, entry.action, entry.subject,
            entry.result, dict(sorted(entry.facts.items())))  # fmt: skip
    return _SAID(said)


def faults(entries: Iterable[Entry], key: TrailKey) -> Iterator[Fault]:
    """Where the entries, in the order of their sequence, do not hold together."""
    seq, mac = 0, GENESIS
    for entry in entries:
        if entry.seq != seq + 1:
            yield Fault(seq + 1, Damage.MISSING)
        elif not hmac.compare_digest(entry.mac, key.mac(entry, mac)):
            yield Fault(entry.seq, Damage.CHANGED)
        seq, mac = entry.seq, entry.mac
