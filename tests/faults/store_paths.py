"""The ways into the database: receptions, returns, staff and trail, the office's extract, the first start."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path
from random import Random
from threading import Event
from uuid import uuid4

from sqlalchemy import func, select, text

from app import clock
from app.journeys.tax_import import Preview, preview
from app.paths import DataFolder
from app.storage.receptions import Receptions
from app.storage.tax_office import TaxOffice
from models.office import OFFICE_ROWS
from models.reception import Reception, State, Step
from models.records import Move
from models.staff import Role, Staff
from models.tables import RecoveryCodeRow
from tests.app.tax_import.extracts import write
from tests.faults.forks import Deed
from tests.faults.records import deed_of, new_filing, new_reception, next_filing, next_of
from tests.faults.save_path import READY, SavePath

_AT_ONCE = 3
_PEOPLE = (40, 41)
"""How many stand in the two extracts that take turns."""


def receptions(folder: DataFolder, chance: Random) -> Iterator[Deed]:
    """Visitors one after the other, each saved several times, completed, corrected."""
    with closing(Receptions.open(folder)) as store:
        yield READY
        open_ones = [new_reception() for _ in range(_AT_ONCE)]
        for turn in count():
            place = turn % _AT_ONCE
            kept = store.save(next_of(open_ones[place], chance))
            yield deed_of(kept)
            open_ones[place] = kept if chance.random() < 0.8 else new_reception()


def filings(folder: DataFolder, chance: Random) -> Iterator[Deed]:
    with closing(Receptions.open(folder)) as store:
        yield READY
        filing = new_filing()
        while True:
            filing = store.filings.save(next_filing(filing, chance))
            yield deed_of(filing)
            filing = filing if chance.random() < 0.8 else new_filing()


def person(login: str) -> Staff:
    return Staff(uuid4(), login, "試験　係", frozenset({Role.ADMIN}), password="-", created_at=clock.now())


def staff(folder: DataFolder, chance: Random) -> Iterator[Deed]:
    """Somebody is added with codes, counted, renamed, uses a code; the trail is anchored."""
    with closing(Receptions.open(folder)) as store:
        yield READY
        while True:
            one = person(f"u{chance.randrange(10**9)}")
            store.staff.add(one, [f"{one.login}-{place}" for place in range(2)])
            yield {"staff": one.login, "failures": 0, "codes": 2}
            store.staff.change(one.id, lambda who: replace(who, failures=who.failures + 1), "staff.locked")
            yield {"staff": one.login, "failures": 1, "codes": 2}
            store.staff.use_code(one.id, f"{one.login}-0")
            yield {"staff": one.login, "failures": 1, "codes": 1}
            anchor = store.audit.anchor()
            assert anchor
            yield {"anchor": anchor.seq}


def staff_lost(folder: DataFolder, told: Sequence[Deed]) -> Iterator[str]:
    with closing(Receptions.open(folder)) as store, store.transaction() as session:
        people = {one.login: one for one in store.staff.all()}
        anchored = max((one.seq for one in store.audit._anchors.all()[0]), default=0)
        for deed in {one["staff"]: one for one in told if "staff" in one}.values():
            found = people.get(deed["staff"])
            if found is None or found.failures < deed["failures"]:
                yield f"{deed['staff']} is not as it was told"
                continue
            mine = RecoveryCodeRow.staff_id == found.id, RecoveryCodeRow.used_at.is_(None)
            unused = session.scalar(select(func.count()).select_from(RecoveryCodeRow).where(*mine)) or 0
            if unused > deed["codes"]:
                yield f"a used code of {found.login} opens again"
        if anchored < max((one["anchor"] for one in told if "anchor" in one), default=0):
            yield "an anchor is gone"


def staff_half(folder: DataFolder, _told: Sequence[Deed]) -> Iterator[str]:
    """Nobody without their two codes."""
    with closing(Receptions.open(folder)) as store, store.transaction() as session:
        codes = "SELECT login, (SELECT count(*) FROM recovery_code WHERE staff_id = staff.id) FROM staff"
        yield from (f"{login} has {found} codes" for login, found in session.execute(text(codes)) if found != 2)


def extract_of(folder: DataFolder, people: int) -> Path:
    place = folder.root.parent / f"extract-{people}"
    return place if place.exists() else write(place, people)


def looked_at(folder: DataFolder, office: TaxOffice, people: int) -> Preview:
    return preview(extract_of(folder, people), office, date(2026, 11, 24), lambda _progress: None, Event())


def extracts_before(folder: DataFolder) -> None:
    with closing(TaxOffice.open(folder)) as office:
        looked_at(folder, office, _PEOPLE[0]).apply()
    extract_of(folder, _PEOPLE[1])


def extracts(folder: DataFolder, chance: Random) -> Iterator[Deed]:
    """One extract after the other is taken in, and sometimes taken back."""
    with closing(TaxOffice.open(folder)) as office:
        yield READY
        for turn in count(chance.randrange(2)):
            people = _PEOPLE[turn % 2]
            found = looked_at(folder, office, people)
            yield {"about": people}
            found.apply()
            yield {"people": people}


def seen(folder: DataFolder) -> set[int]:
    """How many rows each file of the extract shows, per person; of a whole one they are as many as its people."""
    with closing(TaxOffice.open(folder)) as office:
        return {len(office.rows(row)) for row in OFFICE_ROWS if row.table in ("office_addressee", "office_return")}


def extracts_lost(folder: DataFolder, told: Sequence[Deed]) -> Iterator[str]:
    """What is seen is the last one that was told, or the one that was about to be."""
    last = next((place for place in range(len(told) - 1, -1, -1) if "people" in told[place]), None)
    if last is None:
        return
    allowed = {told[last]["people"], *(one["about"] for one in told[last + 1 :] if "about" in one)}
    if not seen(folder) <= allowed:
        yield f"the extract of {told[last]['people']} people was taken in, {seen(folder)} are seen"


def extracts_half(folder: DataFolder, _told: Sequence[Deed]) -> Iterator[str]:
    found = seen(folder)
    if len(found) != 1 or not found <= set(_PEOPLE):
        yield f"an extract is seen in part: {found}"


def first_start(folder: DataFolder, chance: Random) -> Iterator[Deed]:
    """Key, database, schema, first save: on a folder that has nothing."""
    yield READY
    with closing(Receptions.open(folder)) as store:
        kept: Reception = new_reception()
        while True:
            kept = store.save(next_of(kept, chance))
            yield deed_of(kept)


def purge_before(folder: DataFolder) -> None:
    """Receptions whose time is over."""
    with closing(Receptions.open(folder)) as store:
        for _ in range(30):
            store.save(new_reception())


def purge(folder: DataFolder, _chance: Random) -> Iterator[Deed]:
    """Passed on and deleted, some at a time, while others come; what was promised of those is in the other paths."""
    with closing(Receptions.open(folder)) as store:
        yield READY
        while True:
            over = [one.id for one in store.list(3)]
            store.purge.delete("untouched", over, clock.now())
            yield {"deleted": [one.hex for one in over]}
            store.purge.wipe()
            done = store.save(replace(new_reception(), step=Step.DONE))
            store.passages.move(done.id, Move(State.CHECKED), by="kanri", name="管理　花子")
            yield {"checked": done.id.hex}


def purge_lost(folder: DataFolder, told: Sequence[Deed]) -> Iterator[str]:
    """What was deleted is nowhere, and what was passed on is where it went or deleted since."""
    with closing(Receptions.open(folder)) as store:
        there = {one.id.hex: one.state for one in store.list(10**6)}
    deleted = {one for deed in told for one in deed.get("deleted", ())}
    yield from (f"{one[:8]} was deleted and is there" for one in deleted & there.keys())
    checked = {deed["checked"] for deed in told if "checked" in deed}
    yield from (f"{one[:8]} was passed on and is not" for one in checked & there.keys() if there[one] != State.CHECKED)


PATHS = (
    SavePath("reception", receptions, 0.01, promised=20, weight=8),
    SavePath("tax return", filings, 0.01, promised=20, weight=3),
    SavePath("staff, trail", staff, 0.02, weight=3, also_lost=staff_lost, also_half=staff_half),
    SavePath(
        "extract", extracts, 0.2, weight=2, before=extracts_before, also_lost=extracts_lost, also_half=extracts_half
    ),
    SavePath("purge, passing on", purge, 0.03, before=purge_before, also_lost=purge_lost),
    SavePath("first start", first_start, 0.2, promised=3, rounds=1, weight=2),
)
