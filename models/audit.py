"""The audit trail (証跡): what is noted of a deed, and what looking the chain through has found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class Actor:
    """Who did it, in which roles, at which counter; all empty for what the program did by itself."""

    user: str = ""
    role: str = ""
    counter: str = ""


@dataclass(frozen=True)
class Entry:
    """One deed. `at` is ISO 8601 in UTC; `monotonic_ms` does not go back when the clock is set.

    `subject` is the keyed hash of the record's id: whoever has the record finds its deeds, nobody finds the record.
    `facts` are counts, short ids and codes, never personal data. `mac` chains the entry to the one before.
    """

    seq: int
    at: str
    monotonic_ms: int
    actor: Actor
    action: str
    subject: str
    result: str
    facts: Mapping[str, str | int | bool]
    mac: str


@dataclass(frozen=True)
class TrailQuery:
    """What an auditor asks; empty asks for everything. `since` and `until` are ISO 8601 moments in UTC."""

    since: str = ""
    until: str = ""
    user: str = ""
    action: str = ""
    number: str = ""
    red: tuple[str, ...] = ()
    """Only these deeds, where there are any."""


class Damage(StrEnum):
    """How a trail has been tampered with."""

    CHANGED = "changed"
    """An entry does not say what was noted."""
    MISSING = "missing"
    """Entries are absent in the middle, or stand twice or in another order."""
    CUT = "cut"
    """The end is absent."""
    ROLLED_BACK = "rolled_back"
    """The trail is older than, or another than, what a signed anchor has seen."""
    ANCHOR_FORGED = "anchor_forged"
    """An anchor's signature is not ours, or a line of the anchors is torn."""


@dataclass(frozen=True)
class Fault:
    """A place where the trail does not hold."""

    seq: int
    damage: Damage


@dataclass(frozen=True)
class Verdict:
    """What looking through the whole trail has found; it holds where there is no fault."""

    entries: int
    anchors: int
    faults: tuple[Fault, ...] = ()

    @property
    def holds(self) -> bool:
        return not self.faults


@dataclass(frozen=True)
class Anchor:
    """The head of the trail at a moment, signed (Ed25519) and kept outside the database."""

    seq: int
    mac: str
    at: str
    signature: str
