"""The auditor's desk: searching the trail, looking it through, and handing it out with a signature."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from app import clock
from app.access.guard import guarded
from app.audit.actions import Action, actions, fact_words
from app.files import write_files
from app.journeys.at_counter import AtCounter
from models.audit import Entry, TrailQuery, Verdict


@dataclass(frozen=True)
class Exported:
    """The files of an export, and the key that its signature is checked with (Ed25519, hexadecimal)."""

    trail: Path
    signature: Path
    public_key: str
    entries: int


@cache
def deeds() -> Mapping[str, Action]:
    """What can be asked for: every deed with its names."""
    return actions()


def action_of(entry: Entry) -> Action:
    """What a deed is called, and whether it stands in red; one without a name is called by its code."""
    return deeds().get(entry.action) or Action(entry.action, entry.action, red=False)


def told(entry: Entry) -> Sequence[str]:
    """The facts of a deed as an auditor reads them; what is empty or nought is not told."""
    names, values = _fact_words()
    facts = ((names.get(key, key), value) for key, value in entry.facts.items() if value not in ("", 0))
    return [f"{name}: {values.get(str(value), value)}" for name, value in facts]


@cache
def _fact_words() -> tuple[Mapping[str, str], Mapping[str, str]]:
    return fact_words()


class Auditing(AtCounter):
    """What an auditor does is noted too."""

    @guarded
    def find(self, query: TrailQuery, limit: int = 1000) -> Sequence[Entry]:
        """What fits all that is asked, newest first; `number` is a reception's or a return's."""
        store = self._counter.receptions
        subject = store.audit.key.subject_of(found) if query.number and (found := store.id_of(query.number)) else ""
        if query.number and not subject:
            return []
        return store.audit.find(query, subject, limit)

    @guarded
    def verify(self) -> Verdict:
        """Look the whole trail through; what was found is noted."""
        trail = self._counter.receptions.audit
        verdict = trail.verify()
        result = "ok" if verdict.holds else "damaged"
        trail.note("audit.verified", result=result, entries=verdict.entries, damage=len(verdict.faults))
        return verdict

    @guarded
    def export(self, folder: Path) -> Exported:
        """`audit-<time>.jsonl` and its signature, both or none; StorageFailure with what the disk said."""
        trail = self._counter.receptions.audit
        trail.note("audit.exported", format="jsonl")
        lines = list(_lines(trail.entries()))
        content = "".join(lines).encode()
        name = f"audit-{clock.now():%Y%m%dT%H%M%SZ}.jsonl"
        facts = {
            "file": name, "entries": len(lines), "public_key": trail.public_key(),
            "signature": trail.sign(content).hex(),
        }  # fmt: skip
        beside = name.replace(".jsonl", ".signature.json")
        write_files(folder, {name: content, beside: json.dumps(facts, indent=1).encode()})
        return Exported(folder / name, folder / beside, trail.public_key(), len(lines))


def _lines(entries: Iterator[Entry]) -> Iterator[str]:
    for entry in entries:
        yield json.dumps(asdict(entry), ensure_ascii=False) + "\n"
