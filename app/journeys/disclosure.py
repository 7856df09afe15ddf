"""開示請求: everything that this store keeps about one person, as JSON and on paper.

Whose it is stands in the name (in any writing of it) and the birth date, both. What was opened to find out is noted.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app import clock
from app.access.guard import guarded
from app.access.session import Session
from app.case_file import case_text
from app.errors import Refused
from app.files import write_files
from app.journeys.at_counter import AtCounter
from app.journeys.auditing import action_of
from app.journeys.paper import fonts_needed
from app.paths import RESOURCES
from app.search_keys import name_key
from app.tax_import.layout import layout
from app.translation.languages import languages
from forms.disclosure import Part, print_disclosure
from models.audit import Entry, TrailQuery
from models.office import OFFICE_ROWS, FilerQuery, OfficeDependant
from models.partial_date import PartialDate
from models.records import RecordQuery

if TYPE_CHECKING:
    from uuid import UUID

    from app.storage.receptions import Receptions
    from models.case import Case
    from models.filing import Filing
    from models.reception import Reception

SCHEMA = "madoguchi-disclosure/1"
_MOST = 10_000  # entries of the trail about one record


@dataclass(frozen=True)
class Person:
    """Who asks, as the request says."""

    name: str
    birth_date: PartialDate


@dataclass(frozen=True)
class Disclosed:
    """The files, and how much stands in them."""

    file: Path
    paper: Path
    receptions: int
    filings: int
    office_rows: int


class Disclosure(AtCounter):
    """Of one counter's store."""

    @guarded
    def make(self, person: Person, purpose: str, folder: Path, *, by: Session | None = None) -> Disclosed:
        """`disclosure-<time>.json` and `.pdf`, both or none; Refused("purpose_needed") without the request's number.

        `by` is the supervisor where it is not the person who is signed in.
        """
        if not purpose.strip():
            raise Refused("purpose_needed")
        store, made_at = self._counter.receptions, clock.now()
        facts: dict[str, Any] = {
            "schema": SCHEMA, "made_at": made_at.isoformat(), "purpose": purpose.strip(), "name": person.name,
            "birth_date": str(person.birth_date), **_everything(store, person),
        }  # fmt: skip
        name = f"disclosure-{made_at:%Y%m%dT%H%M%SZ}"
        content = json.dumps(facts, ensure_ascii=False, indent=1, default=str).encode()
        with fonts_needed():
            paper = _paper(facts)
        write_files(folder, {f"{name}.json": content, f"{name}.pdf": paper})
        counts = {key: len(facts[key]) for key in ("receptions", "filings", "office_rows")}
        supervisor = by or self.seat.session
        supervising = supervisor.login if supervisor else ""
        store.audit.note("records.disclosed", purpose=purpose, count=sum(counts.values()), supervisor=supervising)
        return Disclosed(folder / f"{name}.json", folder / f"{name}.pdf", **counts)


def _everything(store: Receptions, person: Person) -> dict[str, Any]:
    receptions = [_of_reception(store, one) for one in _receptions(store, person)]
    filings = [_of_filing(store, one) for one in _filings(store, person)]
    return {"receptions": receptions, "filings": filings, "office_rows": list(_office(store, person))}


def _receptions(store: Receptions, person: Person) -> Iterator[Reception]:
    """Those in which the person is one of the people, in any version of them."""
    query, place = RecordQuery(person.name), None
    while True:
        found = store.find(query, place)
        for line in found.lines:
            one = store.get(line.id, "disclosure")
            if any(_is_in(case, person) for case in (one.case, *(each.case for each in store.versions(one.id)))):
                yield one
        if (place := found.next) is None:
            return


def _is_in(case: Case, person: Person) -> bool:
    same = [one for one in case.members if one.birth_date == person.birth_date]
    return any(_same_name(person.name, each) for one in same for each in (one.name, one.former_family_name, one.alias))


def _same_name(name: str, written: str | None) -> bool:
    return bool(written) and name_key(name) == name_key(str(written))


def _filings(store: Receptions, person: Person) -> Iterator[Filing]:
    for line in store.filings.list(_MOST):
        if _same_name(person.name, line.name):
            one = store.filings.get(line.id)
            if str(one.entries.get("filer", {}).get("birth_date", "")) == str(person.birth_date):
                yield one


def _office(store: Receptions, person: Person) -> Iterator[dict[str, Any]]:
    """The rows of the office's extract: those with the person's own number, and those that name them as a dependant."""
    known = store.tax_office.find(FilerQuery(birth_date=person.birth_date), _MOST)
    for addressee in (one for one in known if _same_name(person.name, one.name)):
        for row in OFFICE_ROWS:
            for one in store.tax_office.rows(row, number=addressee.number):
                yield {"table": row.table, **asdict(one)}
    for dependant in store.tax_office.rows(OfficeDependant, birth_date=str(person.birth_date)):
        if _same_name(person.name, dependant.name):
            yield {"table": OfficeDependant.table, **asdict(dependant)}


def _of_reception(store: Receptions, one: Reception) -> dict[str, Any]:
    return {
        "number": one.number, "counter": one.counter, "created_at": one.created_at, "saved_at": one.saved_at,
        "forms": list(one.forms), "procedures": list(one.procedures), "case": json.loads(case_text(one.case)),
        "versions": [
            {"saved_at": each.saved_at, "counter": each.counter, "case": json.loads(case_text(each.case))}
            for each in store.versions(one.id)
        ],
        "history": [
            {"at": each.at, "name": each.name, "state": each.state.value, "section": each.section, "note": each.note}
            for each in store.passages.of(one.id)
        ],
        "trail": _trail(store, one.id),
    }  # fmt: skip


def _of_filing(store: Receptions, one: Filing) -> dict[str, Any]:
    return {
        "number": one.number, "counter": one.counter, "created_at": one.created_at, "saved_at": one.saved_at,
        "return": dict(one.entries),
        "versions": [
            {"saved_at": each.saved_at, "return": dict(each.entries)} for each in store.filings.versions(one.id)
        ],
        "trail": _trail(store, one.id),
    }  # fmt: skip


def _trail(store: Receptions, record: UUID) -> list[dict[str, str]]:
    """Who did what with the record, the newest first."""
    found: Sequence[Entry] = store.audit.find(TrailQuery(), store.audit.key.subject_of(record), _MOST)
    return [{"at": one.at, "action": action_of(one).name_ja, "role": one.actor.role} for one in found]


# -- on paper ----------------------------------------------------------------------------------------------------------


@cache
def words() -> dict[str, dict[str, Any]]:
    """What the keys and the codes of a record are called."""
    return tomllib.loads((RESOURCES / "disclosure.toml").read_text(encoding="utf-8"))


def _paper(facts: dict[str, Any]) -> bytes:
    about = [
        ("氏名", facts["name"]), ("生年月日", facts["birth_date"]), ("目的", facts["purpose"]),
        ("作成の日時", _day(facts["made_at"])),
        ("個人番号", "このシステムは個人番号を保存していません。"),
    ]  # fmt: skip
    return print_disclosure("保有個人情報の開示の資料", about, list(_parts(facts)))


def _parts(facts: dict[str, Any]) -> Iterator[Part]:
    for one in facts["receptions"]:
        yield Part(f"受付 {one['number']}（{_day(one['created_at'])}　{one['counter']}）", list(_named(one["case"])))
        for number, each in enumerate(one["versions"], 1):
            yield Part(
                f"受付 {one['number']}　{number}回目の完了（{_day(each['saved_at'])}）", list(_named(each["case"]))
            )
        yield Part(
            f"受付 {one['number']} の経過",
            [(_day(each["at"]), f"{each['section']}　{each['note']}".strip()) for each in one["history"]],
        )
        yield Part(f"受付 {one['number']} の取扱いの記録", _handled(one["trail"]))
    for one in facts["filings"]:
        yield Part(f"申告 {one['number']}（{_day(one['created_at'])}）", list(_named(one["return"])))
        yield Part(f"申告 {one['number']} の取扱いの記録", _handled(one["trail"]))
    for row in facts["office_rows"]:
        yield _office_part(row)
    if not (facts["receptions"] or facts["filings"] or facts["office_rows"]):
        yield Part("保有している情報", [("該当する情報", "ありません。")])


def _handled(trail: Sequence[dict[str, str]]) -> list[tuple[str, str]]:
    return [(_day(each["at"]), each["action"]) for each in trail]


def _office_part(row: dict[str, Any]) -> Part:
    file = next(one for one in layout().files if one.row.table == row["table"])
    names = {column.field: column.name for column in file.columns}
    return Part(f"税務システムの抽出データ（{file.name}）", [(names[key], _value(row[key])) for key in names])


def _named(facts: Any, name: str = "", key: str = "") -> Iterator[tuple[str, str]]:
    """Every fact that is there, under the names of its way down: 世帯の人 1 氏名."""
    if isinstance(facts, dict):
        for inner, value in facts.items():
            yield from _named(value, f"{name}　{words()['keys'].get(inner, inner)}".strip("　"), inner)
    elif isinstance(facts, list):
        for place, value in enumerate(facts, 1):
            yield from _named(value, f"{name} {place}", key)
    elif facts not in (None, "", False):
        yield name, _value(facts, key)


def _value(value: object, key: str = "") -> str:
    """A code in words, by what it is the code of where that matters."""
    if value is None:
        return ""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    if key == "language" and text in languages():
        return languages()[text].name_ja
    told: str = words()["codes"].get(key, {}).get(text) or words()["values"].get(text, text)
    return told


def _day(moment: Any) -> str:
    """Japan's day and time."""
    from datetime import datetime

    at = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return f"{at.astimezone(clock.JAPAN):%Y年%m月%d日 %H:%M}"
