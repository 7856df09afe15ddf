"""Records of the bench, and what is asked after every fault: is all of it there, and is all that is there whole?"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from random import Random
from uuid import UUID, uuid4

from sqlalchemy import select, text

from app import clock
from app.case_file import case_text, read_case
from app.paths import RESOURCES, DataFolder
from app.storage import reception_rows as rows
from app.storage.filings import Filings
from app.storage.receptions import Receptions
from models.filing import Filing, FilingStep
from models.reception import Reception, Step
from models.tables import FilingRow, ReceptionRow
from tests.faults.forks import Deed
from tests.leaks.numbers import MARKED

_FAMILY = read_case(RESOURCES / "practice" / "family.json")
_TOLD = (
    "SELECT coalesce(reception_id, filing_id), revision FROM outbox "
    "WHERE reception_id IS NOT NULL OR filing_id IS NOT NULL ORDER BY sequence"
)
"""The last save of a record that was deleted names nothing any more."""
STEPS = (Step.HOUSEHOLD, Step.QUESTIONS, Step.PROCEDURES, Step.SHEETS, Step.DONE)


def new_reception() -> Reception:
    """A family with marked individual numbers, which no trace may show."""
    numbered = zip(_FAMILY.members, MARKED, strict=False)
    members = tuple(replace(one, individual_number=number) for one, number in numbered)
    now = clock.now()
    return Reception(uuid4(), "", "窓口1", Step.READ, replace(_FAMILY, members=members), now, now)


def next_of(reception: Reception, chance: Random) -> Reception:
    """What a clerk might save next: another step, an address, a text on a sheet, a completion, a correction."""
    case = replace(reception.case, honseki=f"東京都墨田区緑{chance.randrange(1, 5)}丁目{chance.randrange(1, 99)}番地")
    edits = {"idou": {"honseki": f"緑{chance.randrange(999)}"}} if chance.random() < 0.3 else reception.edits
    return replace(reception, step=chance.choice(STEPS), case=case, edits=edits)


def new_filing() -> Filing:
    filer = {"name": "墨田　𠮷平", "birth_date": "1980-05-01"}
    now = clock.now()
    return Filing(uuid4(), "", "窓口1", FilingStep.FILER, {"income_year": 2026, "filer": filer}, now, now)


def next_filing(filing: Filing, chance: Random) -> Filing:
    salary = [{"gross": chance.randrange(1, 9_000_000), "payer": "見本商事"}]
    entries = {**filing.entries, "income": {"salary": salary}}
    return replace(filing, entries=entries, step=chance.choice(tuple(FilingStep)))


def deed_of(kept: Reception | Filing) -> Deed:
    """The promise of a save: which record stands at which revision, and what it says."""
    kind = "reception" if isinstance(kept, Reception) else "filing"
    return {"kind": kind, "id": kept.id.hex, "revision": kept.revision, "says": said(kept)}


def said(record: Reception | Filing) -> str:
    content = case_text(record.case) + str(record.edits) if isinstance(record, Reception) else str(record.entries)
    return hashlib.sha256(f"{record.step}|{record.number}|{content}".encode()).hexdigest()[:16]


def lost(folder: DataFolder, told: Iterable[Deed]) -> Iterator[str]:
    """Every promised save that is not there any more."""
    promised = {(one["kind"], one["id"]): one for one in told if "says" in one}  # the last one of a record
    with closing(Receptions.open(folder)) as store:
        there = {(one["kind"], one["id"]): one for one in map(deed_of, records_in(store))}
    for key, deed in promised.items():
        found = there.get(key, {"revision": 0, "says": ""})
        same = found["revision"] > deed["revision"] or found["says"] == deed["says"]
        if found["revision"] < deed["revision"] or not same:
            yield f"{key[0]} {key[1][:8]} was saved as revision {deed['revision']}, found {found['revision']}"


def half(folder: DataFolder) -> Iterator[str]:
    """Everything in the store that is not whole, or does not fit the rest of it."""
    with closing(Receptions.open(folder)) as store:
        yield from _pages(store)
        verdict = store.audit.verify()
        yield from (f"trail: {fault.damage} at {fault.seq}" for fault in verdict.faults)
        yield from _told_once(store)
        for record in records_in(store):
            yield from _unlike_its_version(store, record)


def records_in(store: Receptions) -> Iterator[Reception | Filing]:
    """As they stand, opened and read; without a note in the trail, which is looked through too."""
    with store.transaction() as session:
        receptions = [rows.reception(store._fields, row) for row in session.scalars(select(ReceptionRow))]
        filings = [store.filings._filing(row) for row in session.scalars(select(FilingRow))]
    yield from receptions
    yield from filings


def _pages(store: Receptions) -> Iterator[str]:
    for question, fine in (
        ("cipher_integrity_check", []),
        ("foreign_key_check", []),
        ("integrity_check", [("ok",)]),
    ):
        answer = store._database.connection.execute(f"PRAGMA {question}").fetchall()
        if answer != fine:
            yield f"{question}: {answer[0]}"


def _told_once(store: Receptions) -> Iterator[str]:
    """Each save of a record has told the outbox, and the trail once; passing on tells again of the same revision."""
    with store.transaction() as session:
        rows = session.execute(text(_TOLD))
        told: dict[str, list[int]] = {}
        for identity, revision in rows:
            told.setdefault(identity, []).append(revision)
        saves = "SELECT subject, count(*) FROM audit WHERE action LIKE '%.saved' GROUP BY subject"
        noted = Counter({str(subject): int(count) for subject, count in session.execute(text(saves))})
    for record in records_in(store):
        revisions = list(range(1, record.revision + 1))
        if (found := sorted({*told.pop(record.id.hex, [])})) != revisions:
            yield f"the outbox was told otherwise of {record.number}: {found}, not {revisions}"
        if noted.pop(store.audit.key.subject_of(record.id), 0) != record.revision:
            yield f"the trail tells otherwise of {record.number}"
    yield from (f"the outbox tells of {UUID(identity)}, which is not there" for identity in told)
    deleted = {one for deletion in store.purge.deletions() for one in deletion.hashes}
    yield from (f"{subject} is gone without a record of its deletion" for subject in noted if subject not in deleted)


def _unlike_its_version(store: Receptions, record: Reception | Filing) -> Iterator[str]:
    """What is completed is what its last version says."""
    if record.step not in (Step.DONE, FilingStep.DONE):
        return
    place: Receptions | Filings = store if isinstance(record, Reception) else store.filings
    query = "SELECT revision, content FROM {0}_version WHERE {0}_id = ? ORDER BY revision DESC"
    kind = "reception" if place is store else "filing"
    row = store._database.connection.execute(query.format(kind), (record.id.hex,)).fetchone()
    now = store._database.connection.execute(f"SELECT content FROM {kind} WHERE id = ?", (record.id.hex,)).fetchone()
    fields = store._fields
    if row is None:
        yield f"{record.number} is completed without a version"
    elif fields.open(row[1], f"{kind}_version", (record.id, row[0]), "content") != fields.open(
        now[0], kind, record.id, "content"
    ):
        yield f"{record.number} is completed otherwise than its version says"
