"""The trail of this counter: noted in the database, in the transaction of what it tells of."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import cast
from uuid import UUID

from sqlalchemy import Table, bindparam, select, update
from sqlalchemy.orm import Session as Transaction

from app import clock
from app.audit.anchors import Anchors
from app.audit.chain import GENESIS, TrailKey, faults
from app.individual_number import masked
from app.prepared import Bare, Prepared, added, cursor_of
from models.audit import Actor, Anchor, Damage, Entry, Fault, TrailQuery, Verdict
from models.tables import AuditHeadRow, AuditRow

FACTS = frozenset(
    {"service", "step", "revision", "forms", "form", "pages", "printer", "count", "state", "purpose", "rule", "rows",
     "format", "files", "version", "supervisor", "target", "roles", "reason", "seconds", "second_factor", "entries",
     "anchors", "damage", "section", "number", "language", "income_year", "generation"}
)  # fmt: skip
"""What a deed may say beside who, what and when; anything else is dropped, not masked."""
_FACTS_TEXT = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode
_LONGEST = 200
_BATCH = 2000
_TRAIL, _AT_HEAD = cast("Table", AuditRow.__table__), cast("Table", AuditHeadRow.__table__)
_COLUMNS = tuple(_TRAIL.c)
_HEAD = Prepared(select(_AT_HEAD.c.seq, _AT_HEAD.c.mac))
_ADD, _FIRST_HEAD = added(_TRAIL), added(_AT_HEAD)
_NEXT_HEAD = Prepared(update(_AT_HEAD).values({name: bindparam(name) for name in ("seq", "mac", "seal")}))
"""Every save notes its deed: these run bare, as the save itself does."""


class Audit:
    """`transaction` begins one for a deed that has none of its own; `actor` says who is doing it."""

    def __init__(
        self,
        key: TrailKey,
        anchors: Anchors,
        transaction: Callable[[], AbstractContextManager[Transaction]],
        actor: Callable[[], Actor],
    ) -> None:
        self.key = key
        self._anchors = anchors
        self._transaction = transaction
        self._actor = actor

    def note(
        self,
        action: str,
        subject: UUID | str = "",
        *,
        within: Transaction | Bare | None = None,
        result: str = "ok",
        actor: Actor | None = None,
        **facts: str | int | bool,
    ) -> None:
        """Note a deed (`reception.saved`, one of `resources/audit.toml`) done to a record.

        `within` is the caller's open transaction: the deed and its note are kept together or not at all.
        """
        who, kept = actor or self._actor(), _kept(facts)
        with nullcontext(within) if within is not None else self._transaction() as transaction:
            seq, before = self._head(transaction)
            entry = Entry(
                seq + 1, clock.now().isoformat(), time.monotonic_ns() // 1_000_000, who, action,
                self.key.subject_of(subject) if subject else "", result, kept, "",
            )  # fmt: skip
            _add(transaction, self.key.sealed(entry, before), self.key)

    def anchor(self) -> Anchor | None:
        """Sign the head and keep it outside the database: hourly and at closing. None while nothing was noted."""
        with self._transaction() as transaction:
            seq, mac = self._head(transaction)
        return self._anchors.add(seq, mac) if seq else None

    def entries(self, after: int = 0) -> Iterator[Entry]:
        """Every entry, batch by batch: whoever else needs the database goes between."""
        while batch := self._batch(after):
            yield from batch
            after = batch[-1].seq

    def find(self, query: TrailQuery, subject: str = "", limit: int = 1000) -> Sequence[Entry]:
        """What fits all that is asked, newest first."""
        asked = [
            (query.since, AuditRow.at >= query.since),
            (query.until, AuditRow.at < query.until),
            (query.user, AuditRow.user == query.user),
            (query.action, AuditRow.action == query.action),
            (query.red, AuditRow.action.in_(query.red)),
            (subject, AuditRow.subject == subject),
        ]
        wanted = select(*_COLUMNS).where(*(condition for given, condition in asked if given))
        with self._transaction() as transaction:
            newest = wanted.order_by(AuditRow.seq.desc()).limit(limit)
            return [entry_of(row._asdict()) for row in transaction.execute(newest)]

    def sign(self, content: bytes) -> bytes:
        """What is handed out carries the signature of the anchors."""
        return self._anchors.sign(content)

    def public_key(self) -> str:
        return self._anchors.public_key().hex()

    def verify(self) -> Verdict:
        """Look through the whole trail, its head, and every anchor."""
        anchors, found = self._anchors.all()
        wanted, seen, last = {one.seq for one in anchors}, dict[int, str](), (0, GENESIS)

        def told() -> Iterator[Entry]:
            nonlocal last
            for entry in self.entries():
                if entry.seq in wanted:
                    seen[entry.seq] = entry.mac
                last = entry.seq, entry.mac
                yield entry

        found += faults(told(), self.key)
        found += self._cut(last)
        found += _against(anchors, seen, last[0])
        return Verdict(last[0], len(anchors), tuple(found))

    def _batch(self, after: int) -> Sequence[Entry]:
        query = select(*_COLUMNS).where(AuditRow.seq > after).order_by(AuditRow.seq).limit(_BATCH)
        with self._transaction() as transaction:
            return [entry_of(row._asdict()) for row in transaction.execute(query)]

    def _head(self, transaction: Transaction | Bare) -> tuple[int, str]:
        row = _HEAD.run(cursor_of(transaction), {}).fetchone()
        return (row[0], row[1]) if row else (0, GENESIS)

    def _cut(self, last: tuple[int, str]) -> list[Fault]:
        """The sealed head says how far the trail goes; what is noted after this look belongs to the next."""
        with self._transaction() as transaction:
            row = transaction.get(AuditHeadRow, 1)
            if row is None:
                return [Fault(1, Damage.CUT)] if last[0] else []
            there = transaction.scalar(select(AuditRow.mac).where(AuditRow.seq == row.seq))
            whole = row.seal == self.key.head(row.seq, row.mac) and row.seq >= last[0] and there == row.mac
            return [] if whole else [Fault(row.seq, Damage.CUT)]


def _against(anchors: Sequence[Anchor], seen: Mapping[int, str], last: int) -> Iterator[Fault]:
    """An anchor that the trail does not reach, or passes with another entry: the database is an older one."""
    for anchor in anchors:
        if anchor.seq > last or seen.get(anchor.seq) != anchor.mac:
            yield Fault(anchor.seq, Damage.ROLLED_BACK)


def _add(transaction: Transaction | Bare, entry: Entry, key: TrailKey) -> None:
    who, cursor = entry.actor, cursor_of(transaction)
    facts = _FACTS_TEXT(entry.facts)
    told = {"counter": who.counter, "user": who.user, "role": who.role, "facts": facts}
    kept = ("seq", "at", "monotonic_ms", "action", "subject", "result", "mac")
    _ADD.run(cursor, told | {name: getattr(entry, name) for name in kept})
    head = {"id": 1, "seq": entry.seq, "mac": entry.mac, "seal": key.head(entry.seq, entry.mac)}
    (_FIRST_HEAD if entry.seq == 1 else _NEXT_HEAD).run(cursor, head)


def entry_of(row: Mapping[str, object]) -> Entry:
    """An entry as it stands in the table."""
    values = dict(row)
    actor = Actor(*(str(values.pop(key)) for key in ("user", "role", "counter")))
    return Entry(actor=actor, **{**values, "facts": json.loads(str(values["facts"]))})


def _kept(facts: Mapping[str, str | int | bool]) -> dict[str, str | int | bool]:
    """The facts of the list; a text is short, and no twelve digits stand in it."""
    return {
        key: masked(value)[:_LONGEST] if isinstance(value, str) else value
        for key, value in facts.items()
        if key in FACTS
    }
