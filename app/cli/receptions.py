"""`receptions list|show|export|purge`: kept receptions without a window."""

from __future__ import annotations

import csv
import io
import json
from argparse import Namespace
from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from app.case_file import case_text
from app.cli.answer import Facts
from app.cli.sign_in import signed_in
from app.errors import InvalidInput, Problem, StorageFailure
from app.files import write_file
from app.formula_cells import safe_cell
from app.journeys.counter import Counter
from app.journeys.disclosure import Disclosure, Person
from app.journeys.records import RecordDesk
from app.journeys.retention import Retention
from app.paths import DataFolder
from app.sentences import bilingual
from models.case import Event
from models.partial_date import PartialDate
from models.reception import Reception, ReceptionSummary, State, Step
from models.records import Passage, RecordQuery

_COLUMNS = (
    "id", "number", "name", "event", "step", "state", "section", "assignee", "counter", "created_at", "saved_at",
)  # fmt: skip
_WITHOUT_NAMES = tuple(column for column in _COLUMNS if column != "name")


def list_(arguments: Namespace) -> Facts:
    """What fits all that is asked, the newest first; `next` is where `--after` goes on."""
    query = _query(arguments)
    with signed_in(arguments) as counter:
        found = RecordDesk(counter).find(query, arguments.after)
    return {"receptions": [_line(one, _COLUMNS) for one in found.lines], "next": found.next}


def show(arguments: Namespace) -> Facts:
    """One reception by its id or its number: as it stands, its history, and what each correction has changed."""
    with signed_in(arguments) as counter:
        identity = _identity(counter, arguments.id)
        reception, desk = counter.open(identity), RecordDesk(counter)
        history, corrections = desk.history(identity), desk.corrections(identity)
    return {
        "reception": _whole(reception),
        "history": [_passage(one) for one in history],
        "corrections": [
            {
                "revision": one.revision, "saved_at": one.saved_at.isoformat(), "counter": one.counter,
                "changed": [vars(change) for change in one.changed],
            }
            for one in corrections
        ],
    }  # fmt: skip


def export(arguments: Namespace) -> Facts:
    """A list without names, into a file or into the answer (docs/records.md)."""
    query = _query(arguments)
    with signed_in(arguments) as counter:
        lines = RecordDesk(counter).export(query)
    facts: dict[str, object] = {"format": arguments.format, "count": len(lines)}
    rows = [_line(one, _WITHOUT_NAMES) for one in lines]
    if arguments.out:
        written = _csv(rows) if arguments.format == "csv" else json.dumps(rows, ensure_ascii=False, indent=1).encode()
        write_file(arguments.out, written)
        return facts | {"file": str(arguments.out)}
    if arguments.format == "csv":
        return facts | {"content": _csv(rows).decode("utf-8-sig")}
    return facts | {"receptions": rows}


def purge(arguments: Namespace) -> Facts:
    """Delete what is kept longer than the rules say; with `--preview` only count it."""
    with signed_in(arguments) as counter:
        retention = Retention(counter, DataFolder.chosen(getattr(arguments, "data", None)))
        if arguments.preview:
            return {"deleted": False, "rules": [{"rule": rule, "count": n} for rule, n in retention.look().items()]}
        made = retention.run(clock_is_right=arguments.clock_is_right)
    return {"deleted": True, "rules": [{"rule": one.rule, "count": one.number} for one in made]}


def disclose(arguments: Namespace) -> Facts:
    """Everything about one person, as JSON and on paper, for a request of disclosure (開示請求)."""
    born = PartialDate.parse(arguments.birth_date)
    with signed_in(arguments) as counter:
        made = Disclosure(counter).make(Person(arguments.name, born), arguments.purpose, arguments.out)
    return vars(made) | {"file": str(made.file), "paper": str(made.paper)}


def _query(arguments: Namespace) -> RecordQuery:
    """InvalidInput with every argument that is not one of its values."""
    given, problems = vars(arguments), []

    def read(name: str, kinds: Iterable[str]) -> str:
        value = given.get(name) or ""
        if value and value not in kinds:
            problems.append(Problem(name, value, " | ".join(kinds)))
        return value

    event, state = read("event", list(Event)), read("state", list(State))
    since, until = (_day(name, given.get(name), problems) for name in ("since", "until"))
    if problems:
        raise InvalidInput(problems)
    return RecordQuery(
        text=given.get("text") or "", since=since, until=until, events=(event,) if event else (),
        procedure=given.get("procedure") or "", form=given.get("form") or "", state=State(state) if state else None,
        unfinished=True if given.get("unfinished") else None, section=given.get("section") or "",
        assignee=given.get("assignee") or "",
    )  # fmt: skip


def _day(name: str, text: str | None, problems: list[Problem]) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        problems.append(Problem(name, str(text), bilingual("date")))
        return None


def _identity(counter: Counter, text: str) -> UUID:
    """StorageFailure("no_such_reception") where it is neither an id nor the number of one."""
    try:
        return UUID(text)
    except ValueError:
        found = counter.receptions.id_of(text)
    if found is None:
        raise StorageFailure("no_such_reception")
    return found


def _line(one: ReceptionSummary, columns: Sequence[str]) -> dict[str, object]:
    values = vars(one) | {name: getattr(one, name).isoformat() for name in ("created_at", "saved_at")}
    return {name: str(values[name]) for name in columns}


def _whole(one: Reception) -> Facts:
    return {
        "id": str(one.id), "number": one.number, "counter": one.counter, "step": one.step.value,
        "finished": one.step is Step.DONE, "revision": one.revision, "created_at": one.created_at.isoformat(),
        "saved_at": one.saved_at.isoformat(), "forms": list(one.forms), "procedures": list(one.procedures),
        "case": json.loads(case_text(one.case)),
    }  # fmt: skip


def _passage(one: Passage) -> Facts:
    return {
        "at": one.at.isoformat(), "by": one.by, "name": one.name, "before": one.before.value, "state": one.state.value,
        "section": one.section, "assignee": one.assignee, "note": one.note,
    }  # fmt: skip


def _csv(rows: Sequence[dict[str, object]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow(_WITHOUT_NAMES)
    writer.writerows([safe_cell(str(row[name])) for name in _WITHOUT_NAMES] for row in rows)
    return out.getvalue().encode("utf-8-sig")
