"""The counter's journey: one visitor from the first touch to the printed forms, as the window walks it.

A service is loaded when it is first needed, so that the window stands before the rules and the sheets are read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from app import clock
from app.access.guard import guarded
from app.access.session import Seat
from app.errors import Refused

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from app.access.session import Session
    from app.card.request import Progress, ReadRequest, SecretSource
    from app.errors import Problem
    from app.journeys.hand import Hands
    from app.journeys.number import NumberForm, Numbers
    from app.procedures.rule import Question
    from app.storage.receptions import Receptions
    from models.card import CardReading, Readers
    from models.case import Case
    from models.procedure import Plan
    from models.reception import Reception, ReceptionSummary
    from models.sheet import Bundle


@dataclass(frozen=True)
class Counter:
    """What the window's pages call. Every method may take its time: pages call them in a lane.

    `own_forms` is the folder of the ward's own forms. `practice`: every card is an invented person's. Who sits at the
    counter is looked up at its `seat` for every call (`resources/roles.toml`).
    """

    open_store: Callable[[], Receptions]
    name: str
    own_forms: Path | None = None
    practice: bool = False
    seat: Seat = field(default_factory=Seat)

    @cached_property
    def receptions(self) -> Receptions:
        """The store, opened by whoever needs it first: StorageFailure each time while it cannot be opened."""
        from models.audit import Actor

        store = self.open_store()
        store.actor = lambda: self.seat.session.actor if self.seat.session else Actor(counter=self.name)
        self.seat.refused = lambda service: store.audit.note("access.refused", service=service, result="refused")
        return store

    def close(self) -> None:
        """Let go of the store, where it was ever opened; who needs it next opens it anew."""
        if "receptions" in vars(self):
            vars(self).pop("receptions").close()

    def anchor_trail(self) -> None:
        """Sign the head of the trail (hourly, and at closing)."""
        self.receptions.audit.anchor()

    def check_trail(self) -> None:
        """Look the trail through at the start; Refused("trail_damaged") where it does not hold, which is noted."""
        trail = self.receptions.audit
        verdict = trail.verify()
        if not verdict.holds:
            trail.note("audit.verified", result="damaged", entries=verdict.entries, damage=len(verdict.faults))
            raise Refused("trail_damaged", count=len(verdict.faults))

    @guarded
    def forms_folder(self) -> Path | None:
        """The folder of the ward's own forms, for whoever may change them."""
        return self.own_forms

    @guarded
    def new_reception(self) -> Reception:
        """A reception that is not saved yet: someone moves in, nothing else is known."""
        from uuid import uuid4

        from models.case import Case, Event, Member
        from models.reception import Reception, Step

        now = clock.now()
        case = Case(event=Event.IN_DOM, filed_on=clock.today(), members=(Member(name=""),))
        return Reception(uuid4(), "", self.name, Step.READ, case, created_at=now, saved_at=now)

    @guarded
    def save(self, reception: Reception) -> Reception:
        """Keep the reception as it stands; what comes back is what was kept, with number and revision."""
        return self.receptions.save(reception)

    @guarded
    def open(self, reception: UUID) -> Reception:
        """Take a reception up, whoever began it: from now on it is this counter's."""
        return replace(self.receptions.get(reception), counter=self.name)

    @guarded
    def versions(self, reception: UUID) -> Sequence[Reception]:
        """How the reception stood at each of its completions, the oldest first."""
        return self.receptions.versions(reception)

    @guarded
    def all(self) -> Sequence[ReceptionSummary]:
        """The newest, and every unfinished one."""
        shown = (*self.receptions.unfinished(), *self.receptions.list())
        return list({one.id: one for one in shown}.values())

    @guarded
    def unfinished(self) -> Sequence[ReceptionSummary]:
        return self.receptions.unfinished()

    def watch(self, listener: Callable[[Readers], None], cancel: Event) -> None:
        from app.card.watch import watch

        watch(listener, cancel)

    @guarded
    def read_card(
        self, request: ReadRequest, secret: SecretSource, cancel: Event, progress: Progress | None = None
    ) -> CardReading:
        """`progress` is told what is known so far, in the thread of the reading."""
        from app.card.read import read_card, silent

        return read_card(request, secret, cancel, progress or silent)

    def number_forms(self, case: Case, forms: Sequence[str]) -> tuple[NumberForm, ...]:
        """Which of these forms ask for the individual number, by which law, of whom."""
        from app.journeys import number

        return number.number_forms(case, forms)

    @guarded
    def read_number(
        self, case: Case, forms: Sequence[str], request: ReadRequest, secret: SecretSource, cancel: Event
    ) -> tuple[int, str]:
        """After the holder's consent: whose number of this case it is, and the number. Refused where no form asks."""
        from app.journeys import number

        def read(wanted: ReadRequest) -> CardReading:
            return self.read_card(wanted, secret, cancel)

        found = number.read_number(case, forms, request, read, practice=self.practice)
        self.receptions.audit.note("number.read", purpose="sheets", forms=",".join(forms))
        return found

    def problems(self, case: Case) -> Sequence[Problem]:
        """What is still missing or impossible, by path."""
        from app.case_check import case_problems

        return case_problems(case)

    def interview(self, case: Case) -> Sequence[tuple[Question, bool | None]]:
        """What is asked in this case, with the answers so far."""
        from app.procedures.questions import interview

        return interview(case)

    def is_open(self, day: date) -> bool:
        """Whether the office is open; in a year that is not settled, as far as is known."""
        from app.procedures.calendar import is_open

        try:
            return is_open(day)
        except Refused:
            return True

    def plan(self, case: Case) -> Plan:
        from app.journeys import paper

        return paper.make_plan(case)

    @guarded
    def release(self, reception: Reception, reason: str, *, by: Session | None = None) -> Reception:
        """The reception with a supervisor's release of its protected address; Refused without a reason.

        `by` is the supervisor where it is not the person who is signed in.
        """
        from app.journeys.protection import released

        supervisor = by or self.seat.session
        if supervisor is None:
            raise Refused("not_signed_in")
        release = released(supervisor.name, reason, clock.now())
        self.receptions.audit.note("reception.released", reception.id, supervisor=supervisor.login)
        return replace(reception, release=release)

    @guarded
    def print_forms(
        self,
        reception: Reception,
        plan: Plan,
        forms: Sequence[str],
        hands: Hands | None = None,
        numbers: Numbers | None = None,
    ) -> Bundle:
        """The sheets with what was changed or signed on them by hand; else with the reception's own changes.

        `numbers` stand on this drawing alone.
        """
        from app.journeys import paper
        from app.journeys.hand import hands_of
        from app.journeys.number import with_numbers

        making = paper.making_of(reception.number, self.own_forms, hands or hands_of(reception.edits))
        case = with_numbers(reception.case, numbers or {})
        return paper.print_forms(case, plan, forms, making, reception.release)

    @guarded
    def printed(self, reception: Reception, forms: Sequence[str], pages: int, printer: str) -> None:
        """Paper has come out: which sheets of which reception, on which printer. To be told of every print."""
        self.receptions.audit.note(
            "reception.printed", reception.id, forms=",".join(forms), pages=pages, printer=printer
        )

    @guarded
    def hand_over(self, reception: Reception, plan: Plan, out: Path, passphrase: str = "") -> dict[str, object]:
        """Every section's file of the reception into `out`, sealed where there is a passphrase; who gets which."""
        from app.journeys.handing_over import Seal, hand_over

        who = self.seat.session.name if self.seat.session else ""
        seal = Seal(passphrase, f"{who}（{self.name}）") if passphrase else None
        told = hand_over(reception.number, reception.case, plan, out, reception.release, seal)
        form = "sealed" if seal else "plain"
        self.receptions.audit.note("reception.handed_over", reception.id, count=len(plan.procedures), format=form)
        return told

    @guarded
    def print_again(self, printed: Printed, form: str) -> Bundle:
        """The bundle with one sheet made anew: all others stay as they were made."""
        from app.journeys import paper
        from app.journeys.number import with_numbers

        made = {sheet.form: sheet for sheet in printed.bundle.sheets if sheet.form != form}
        reception = printed.reception
        making = replace(paper.making_of(reception.number, self.own_forms, printed.hands), made=made)
        forms = [sheet.form for sheet in printed.bundle.sheets]
        case = with_numbers(reception.case, printed.numbers)
        return paper.print_forms(case, printed.plan, forms, making, reception.release)


@dataclass(frozen=True)
class Printed:
    """A reception whose sheets are made, what was changed on them by hand, and the masks of the numbers on them."""

    reception: Reception
    plan: Plan
    bundle: Bundle
    hands: Hands
    numbers: Numbers = field(default_factory=dict)


def with_household_of(case: Case, earlier: Case) -> Case:
    """The people of an earlier reception, who now start from where they moved to then. No answer is taken over."""
    people = tuple(replace(member, moving=True) for member in earlier.members)
    return replace(
        case,
        members=people,
        old_address=earlier.new_address,
        honseki=earlier.honseki,
        hittosha=earlier.hittosha,
        language=earlier.language,
    )
