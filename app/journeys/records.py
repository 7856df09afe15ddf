"""The records' desk: receptions found again, passed on between colleagues and sections, and compared over time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from app.access.guard import guarded
from app.case_difference import Difference, differences
from app.errors import Refused
from app.journeys.at_counter import AtCounter
from models.staff import Role

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from models.reception import ReceptionSummary
    from models.records import Found, Move, Passage, RecordQuery
    from models.sheet import Bundle


@dataclass(frozen=True)
class Colleague:
    """Somebody whom a reception can be given to."""

    login: str
    name: str


@dataclass(frozen=True)
class Correction:
    """What a reception said otherwise from one completion to the next."""

    revision: int
    saved_at: datetime
    counter: str
    changed: tuple[Difference, ...]


class RecordDesk(AtCounter):
    """What a clerk does with kept receptions. Every deed is noted in the trail, views too."""

    @guarded
    def find(self, query: RecordQuery, before: int | None = None) -> Found:
        """What fits all that is asked, the newest first; with `Found.next` as `before` it goes on."""
        return self._counter.receptions.find(query, before)

    @guarded
    def history(self, reception: UUID) -> Sequence[Passage]:
        """How the reception went from hand to hand, the oldest first."""
        return self._counter.receptions.passages.of(reception)

    @guarded
    def move(self, reception: UUID, move: Move) -> Passage:
        """Bring the reception into another state or other hands; Refused where that is not its way."""
        session = self.seat.session
        by, name = (session.login, session.name) if session else ("", "")
        return self._counter.receptions.passages.move(reception, move, by=by, name=name)

    @guarded
    def corrections(self, reception: UUID) -> tuple[Correction, ...]:
        """What each completion has changed of the one before."""
        versions = self._counter.receptions.versions(reception)
        return tuple(
            Correction(after.revision, after.saved_at, after.counter, differences(before.case, after.case))
            for before, after in pairwise(versions)
        )

    @guarded
    def reprint(self, reception: UUID, why: str) -> Bundle:
        """The sheets once more, as they were last: with 再発行 on every page and a mask where a number belongs.

        Refused("purpose_needed") without a reason, "protected_address" as at the first print.
        """
        from app.journeys.number import masked
        from app.journeys.paper import marked_again, printable

        if not why.strip():
            raise Refused("purpose_needed")
        kept = self._counter.receptions.get(reception, "reprint")
        plan = self._counter.plan(kept.case)
        forms = printable(plan, kept.release)
        asked = {member for one in self._counter.number_forms(kept.case, forms) for member in one.members}
        bundle = self._counter.print_forms(kept, plan, forms, numbers=masked(dict.fromkeys(asked, "")))
        self._counter.receptions.audit.note(
            "reception.reprinted", reception, forms=",".join(forms), pages=bundle.pages, reason=why
        )
        return marked_again(bundle)

    @guarded
    def export(self, query: RecordQuery) -> Sequence[ReceptionSummary]:
        """Everything that fits, without names: what may leave the store as a list. Noted in the trail."""
        lines: list[ReceptionSummary] = []
        found = self._counter.receptions.find(query)
        lines += found.lines
        while found.next is not None:
            found = self._counter.receptions.find(query, found.next)
            lines += found.lines
        self._counter.receptions.audit.note("records.exported", count=len(lines))
        return [replace(one, name="") for one in lines]

    @guarded
    def colleagues(self) -> tuple[Colleague, ...]:
        """Every clerk who may sign in at this counter, whoever asks first of all."""
        session = self.seat.session
        own = [Colleague(session.login, session.name)] if session else []
        clerks = [one for one in self._counter.receptions.staff.all() if Role.CLERK in one.roles and not one.disabled]
        others = [Colleague(one.login, one.name) for one in clerks if not session or one.login != session.login]
        return (*own, *others)


def sections() -> tuple[str, ...]:
    """The desks of the ward that a reception can be passed on to."""
    from app.procedures.load import desks

    return tuple(dict.fromkeys(one.name_ja for one in desks().values()))


def kinds_of_procedure() -> dict[str, str]:
    """Procedure → its name, in the order of the rules: what receptions can be searched by."""
    from app.procedures.load import rules

    return {one.id: one.name_ja for one in rules()}
