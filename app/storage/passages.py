"""How receptions go from hand to hand: each move with who, when and a note, in the transaction that makes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Table, bindparam, select, update
from sqlalchemy.orm import Session

from app import clock
from app.audit.audit import Audit
from app.errors import Refused, StorageFailure
from app.identity import new_id
from app.individual_number import without_numbers
from app.prepared import Bare, Prepared, added
from app.storage.database import Database
from app.storage.records import in_utc, tell_server
from app.storage.search import keep_state
from models.reception import State, Step
from models.records import Move, Passage
from models.tables import PassageRow, ReceptionRow

_RECEPTION, _PASSAGE = cast("Table", ReceptionRow.__table__), cast("Table", PassageRow.__table__)
_STANDING = Prepared(
    select(*(_RECEPTION.c[name] for name in ("state", "section", "assignee", "step", "counter", "revision"))).where(
        _RECEPTION.c.id == bindparam("reception_id")
    )
)
_KEEP = added(_PASSAGE)
_NOW = Prepared(
    update(_RECEPTION)
    .where(_RECEPTION.c.id == bindparam("reception_id"))
    .values({name: bindparam(f"to_{name}") for name in ("state", "section", "assignee")})
)
_ORDER = tuple(State)


class Passages:
    """The history of this store's receptions."""

    def __init__(
        self, database: Database, transaction: Callable[[], AbstractContextManager[Session]], audit: Audit
    ) -> None:
        self._database = database
        self._fields = database.fields
        self._transaction = transaction
        self._audit = audit

    def move(self, identity: UUID, move: Move, *, by: str, name: str) -> Passage:
        """Bring a reception into another state or into other hands; `by` is the login, `name` the person's.

        StorageFailure("no_such_reception"); Refused where it is not finished yet, skips a state, goes to no section,
        or comes back without a word why.
        """
        with self._database.saving() as transaction:
            standing = _STANDING.run(transaction.cursor, {"reception_id": identity}).fetchone()
            if standing is None:
                raise StorageFailure("no_such_reception")
            before = State(standing[0])
            _check(before, Step(standing[3]), move)
            made = self._keep(transaction.cursor, identity, before, move, (by, name))
            told = {"counter": standing[4], "revision": standing[5], "saved_at": made.at}
            tell_server(transaction.cursor, told, reception_id=identity)
            self._note(identity, made, transaction)
        return made

    def corrected(self, cursor: Any, identity: UUID) -> None:
        """A completed reception says something else now: it is to be checked again, in the save's own transaction."""
        state, section, assignee, *_ = _STANDING.run(cursor, {"reception_id": identity}).fetchone()
        if state != State.RECEIVED:
            move = Move(State.RECEIVED, section, assignee, "訂正")
            self._note(identity, self._keep(cursor, identity, State(state), move, ("", "")), Bare(cursor))

    def of(self, identity: UUID) -> Sequence[Passage]:
        """The history of a reception, the oldest first."""
        wanted = select(PassageRow).where(PassageRow.reception_id == identity).order_by(PassageRow.at, PassageRow.id)
        with self._transaction() as session:
            self._audit.note("reception.history_viewed", identity, within=session)
            return [self._passage(row) for row in session.scalars(wanted)]

    def _keep(self, cursor: Any, identity: UUID, before: State, move: Move, who: tuple[str, str]) -> Passage:
        note = without_numbers(move.note.strip())
        made = Passage(new_id(), clock.now(), *who, before, move.state, move.section, move.assignee, note)
        sealed = self._fields.seal(note, "reception_passage", made.id, "note")
        _KEEP.run(cursor, vars(made) | {"reception_id": identity, "note": sealed} | _codes(made))
        to = {f"to_{key}": getattr(move, key) for key in ("section", "assignee")}
        _NOW.run(cursor, {"reception_id": identity, "to_state": str(move.state), **to})
        keep_state(cursor, identity)
        return made

    def _note(self, identity: UUID, made: Passage, within: Bare) -> None:
        self._audit.note(
            "reception.passed",
            identity,
            within=within,
            state=str(made.state),
            section=made.section,
            target=made.assignee,
        )

    def _passage(self, row: PassageRow) -> Passage:
        note = self._fields.open(row.note, "reception_passage", row.id, "note")
        states = State(row.before), State(row.state)
        return Passage(row.id, in_utc(row.at), row.by, row.name, *states, row.section, row.assignee, note)


def _codes(made: Passage) -> dict[str, str]:
    return {"before": str(made.before), "state": str(made.state)}


def _check(before: State, step: Step, move: Move) -> None:
    """受付 → 確認 → 引継 → 完了, one after the other; back to any of them with a word why."""
    ahead = _ORDER.index(move.state) - _ORDER.index(before)
    if move.state is not State.RECEIVED and step is not Step.DONE:
        raise Refused("reception_unfinished")
    if ahead > 1:
        raise Refused("state_skipped")
    if ahead < 0 and not move.note.strip():
        raise Refused("note_needed")
    if move.state is State.HANDED_OVER and not move.section:
        raise Refused("section_needed")
