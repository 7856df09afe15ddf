"""Signing in: two factors, growing delays, a lock after ten failures; the quick unlock; recovery and 非常時.

Every method takes its time (a password costs 0.1 s on purpose) and touches the store: the window calls them in a lane.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from app import clock
from app.access import one_time, password
from app.access.guard import guarded
from app.access.session import Session
from app.access.shared import Failures
from app.errors import Locked, Refused, WrongSecret
from app.individual_number import holds_number
from app.journeys.at_counter import AtCounter
from models.staff import Role, Staff

if TYPE_CHECKING:
    from datetime import datetime

    from app.card.staff_card import CardProof
    from app.journeys.counter import Counter
    from app.storage.staff import StaffRecords

DELAYED, LOCKED = 5, 10
"""Failures from which on a person waits, and at which only an administrator opens again."""
_FIRST_WAIT, _LONGEST_WAIT = 30, 900  # seconds
QUICK = timedelta(minutes=15)
"""How long after a lock one factor is enough."""
EMERGENCY = timedelta(minutes=30)
RECOVERY_CODES = 2
_FRESH = timedelta(minutes=1)
"""How long a card that was proved counts as lying there."""
_SIGNED_IN = "access.signed_in"
_NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$2XoSLmnEN8UJRCsWmeUgdA$AukJPHd/Njx0SxYAc5U0Td9ZAT+95M4lMkWyF/LatUs"
"""No password fits it: an unknown name takes as long as a known one."""


@dataclass(frozen=True)
class Proof:
    """What a person types: `code` is a one-time code, or a recovery code. Neither shows in a representation.

    `card` is a staff card that has just proved itself, in place of a code.
    """

    login: str
    password: str
    code: str = ""
    card: CardProof | None = None

    @property
    def second(self) -> bool:
        """Whether there is anything beside a password."""
        return bool(self.code) or self.card is not None

    def __repr__(self) -> str:
        return f"Proof({self.login!r})"


@dataclass(frozen=True)
class FirstAdministrator:
    """The first administrator before the authenticator has proved itself; `uri` is for its 2D code."""

    staff: Staff
    uri: str


class SigningIn(AtCounter):
    """At one counter. `cost` is lowered in tests alone."""

    def __init__(self, counter: Counter, cost: password.Cost = password.STRONG) -> None:
        super().__init__(counter)
        self._cost = cost

    @property
    def _staff(self) -> StaffRecords:
        return self._counter.receptions.staff

    # -- the first start -----------------------------------------------------------------------------------------

    def is_first_start(self) -> bool:
        return self._staff.is_empty()

    def prepare_first(self, login: str, name: str, chosen: str) -> FirstAdministrator:
        """Nothing is kept yet. Refused where the name is empty or the password weak."""
        refuse_names(login, name)
        password.refuse_weak(chosen, login)
        secret = one_time.new_secret()
        staff = Staff(
            uuid4(), login.strip(), name.strip(), frozenset({Role.ADMIN}), clock.now(),
            password=password.hashed(chosen, self._cost), totp=secret,
        )  # fmt: skip
        return FirstAdministrator(staff, one_time.uri(secret, staff.login))

    def make_first(self, prepared: FirstAdministrator, code: str) -> tuple[str, ...]:
        """Keep the first administrator, whose device gives right codes; the recovery codes, to be printed now.

        WrongSecret where the code is wrong; Refused("already_begun") where somebody is there already.
        """
        step = one_time.matching_step(prepared.staff.totp, code, clock.now(), 0)
        if step is None:
            raise WrongSecret(None, reason="device")
        codes = one_time.new_recovery_codes(RECOVERY_CODES)
        staff = replace(prepared.staff, last_code=step)
        self._staff.add(staff, [one_time.recovery_hash(one) for one in codes], first=True)
        return codes

    def begin_first(self, prepared: FirstAdministrator) -> Session:
        """The first administrator, whom both factors have proved a moment ago, takes the seat.

        Refused("not_signed_in") for anybody else, and for whoever has signed in before.
        """

        def seated(one: Staff) -> Staff:
            if (one.id, one.password, one.signed_in_at) != (prepared.staff.id, prepared.staff.password, None):
                raise Refused("not_signed_in")
            return replace(one, signed_in_on=self._counter.name, signed_in_at=clock.now())

        staff = self._staff.change(prepared.staff.id, seated, _SIGNED_IN)
        self.seat.session = self._session(staff)
        return self.seat.session

    # -- every day -----------------------------------------------------------------------------------------------

    def sign_in(self, proof: Proof) -> Session:
        """Take the seat. WrongSecret, Locked, or Refused("wait", seconds): which factor was wrong is not said."""
        before = self._staff.find(proof.login.strip())
        session = replace(self._session(self._proved(proof, _SIGNED_IN)), card_reader=_reader_of(proof))
        other = self.seat.shared.arrived(session.login) or (before.signed_in_on if before else "")
        if other not in ("", session.counter):
            self._staff.audit.note("access.second_sign_in", actor=session.actor, target=other)
            session = replace(session, elsewhere=other)
        self.seat.session = session
        return session

    def approve(self, proof: Proof) -> Session:
        """A supervisor beside the clerk who is signed in: the session to hand to the service as `by`."""
        session = self._session(self._proved(proof, "access.approved"))
        if not session.supervisor:
            raise Refused("supervisor_needed")
        if self.seat.session is not None and session.login == self.seat.session.login:
            raise Refused("other_supervisor_needed")
        return session

    def unlock(self, proof: Proof, locked_at: datetime) -> None:
        """The same person comes back: within 15 minutes one factor is enough, then both are needed."""
        session = self.seat.session
        if session is None or proof.login != session.login:
            raise Refused("not_signed_in")
        both = bool(proof.password and proof.second)
        if not both and clock.now() - locked_at > QUICK:
            raise Refused("both_factors")
        if session.user is not None:
            self._proved(proof, "access.unlocked", one=not both)
        if proof.card is not None:
            self.seat.session = replace(session, card_reader=proof.card.reader)

    def lock(self, why: str) -> None:
        """The screen was covered: `idle`, `asked`, `card` (it was lifted), `system` (whose own screen was locked)."""
        if self.seat.session is None:
            return
        if why == "card":
            self.seat.session = replace(self.seat.session, card_reader="")
        self._staff.audit.note("access.locked", reason=why)

    def sign_out(self) -> None:
        """The seat is free; the trail's head is signed."""
        session, self.seat.session = self.seat.session, None
        if session is None:
            return
        if session.user is not None:
            gone = "access.signed_out"
            self._staff.change(session.user, lambda one: replace(one, signed_in_on=""), gone, actor=session.actor)
            self.seat.shared.left(session.login)
        self._staff.audit.anchor()

    @guarded
    def change_password(self, old: str, new: str) -> None:
        """One's own. WrongSecret where the old one is wrong; Refused where the new one is weak."""
        session = self.seat.session
        if session is None or session.user is None:
            raise Refused("not_signed_in")
        mine = self._staff.get(session.user)
        if not password.is_right(mine.password, old):
            self._failed(mine)
        if old == new:
            raise Refused("password_same")
        password.refuse_weak(new, mine.login)
        kept = password.hashed(new, self._cost)
        self._staff.change(mine.id, lambda one: replace(one, password=kept, renew=False), "staff.password_changed")

    def must_renew(self) -> bool:
        """Whether the password of whoever has just signed in came from an administrator."""
        session = self.seat.session
        return session is not None and session.user is not None and self._staff.get(session.user).renew

    # -- when no administrator can -------------------------------------------------------------------------------

    def break_glass(self, one: Proof, other: Proof) -> Session:
        """非常時: two people, one of them a supervisor, may do an administrator's work for half an hour.

        The trail says it in red.
        """
        if one.login == other.login:
            raise Refused("two_people")
        first, second = (self._proved(proof, "access.approved") for proof in (one, other))
        if not (first.supervisor or second.supervisor):
            raise Refused("supervisor_needed")
        who = f"{first.login}+{second.login}"[:64]
        session = Session(
            None, who, "非常時", frozenset({Role.ADMIN}), self._counter.name, clock.now(), until=clock.now() + EMERGENCY
        )
        self.seat.session = session
        self._staff.audit.note("access.break_glass", target=who)
        return session

    # -- inside --------------------------------------------------------------------------------------------------

    def _session(self, staff: Staff) -> Session:
        return Session(
            staff.id, staff.login, staff.name, staff.roles, self._counter.name, clock.now(), staff.supervisor
        )

    def _proved(self, proof: Proof, action: str, *, one: bool = False) -> Staff:
        """The person, proved by both factors, or by `one` of them; a failure is counted before it is told."""
        staff = self._staff.find(proof.login.strip())
        recovering = one_time.is_recovery_code(proof.code)
        right = password.is_right(staff.password if staff else _NOBODY, proof.password)
        if not proof.password:
            right = one and proof.second
        if staff is None or staff.disabled:
            self._staff.audit.note("access.failed", target="", result="refused")
            raise WrongSecret(None, reason="sign_in")
        self._refuse_waiting(self._known_everywhere(staff), recovering=recovering)
        step = staff.last_code
        off = None
        if right and (proof.second or not one):
            right, step = self._second(staff, proof, recovering=recovering)
            if not right and proof.card is None:
                off = one_time.clock_off(staff.totp, proof.code, clock.now(), staff.last_code)
        if not right:
            self._failed(staff, off)
        return self._passed(staff, action, step, proof)

    def _second(self, staff: Staff, proof: Proof, *, recovering: bool) -> tuple[bool, int]:
        """Whether the second factor is right, and the time step that is used up by it."""
        if proof.card is not None:
            mine = hmac.compare_digest(staff.card.encode(), proof.card.fingerprint.encode())
            return bool(staff.card) and mine and clock.now() - proof.card.at <= _FRESH, staff.last_code
        if recovering:
            return self._staff.use_code(staff.id, one_time.recovery_hash(proof.code)), staff.last_code
        step = one_time.matching_step(staff.totp, proof.code, clock.now(), staff.last_code)
        return step is not None, step or staff.last_code

    def _known_everywhere(self, staff: Staff) -> Staff:
        """With the failures at all other counters, as far as the server tells of them (facts C-03)."""
        known = self.seat.shared.failures(staff.login)
        if known.count <= staff.failures:
            return staff
        until = max(filter(None, (staff.wait_until, known.wait_until)), default=None)
        return replace(staff, failures=known.count, wait_until=until, locked=staff.locked or known.locked)

    @staticmethod
    def _refuse_waiting(staff: Staff, *, recovering: bool) -> None:
        """A recovery code from the envelope opens a lock too; nothing is tried while a person has to wait."""
        if recovering:
            return
        if staff.locked:
            raise Locked(reason="staff")
        if staff.wait_until is not None and (left := (staff.wait_until - clock.now()).total_seconds()) > 0:
            raise Refused("wait", seconds=round(left) + 1)

    def _failed(self, staff: Staff, clock_off: int | None = None) -> None:
        """Count it, whatever happens next: a restart forgets nothing. A clock that is wrong is said (facts C-40)."""

        elsewhere = self.seat.shared.failures(staff.login).count

        def counted(one: Staff) -> Staff:
            failures = max(one.failures, elsewhere) + 1
            wait = min(_FIRST_WAIT << max(failures - DELAYED, 0), _LONGEST_WAIT)
            until = clock.now() + timedelta(seconds=wait) if failures >= DELAYED else None
            return replace(one, failures=failures, wait_until=until, locked=one.locked or failures >= LOCKED)

        now = self._staff.change(staff.id, counted, "access.failed", result="refused")
        self.seat.shared.failed(now.login, Failures(now.failures, now.wait_until, now.locked))
        if now.locked:
            raise Locked(reason="staff")
        if clock_off is not None:
            raise Refused("clock_off", minutes=abs(clock_off))
        raise WrongSecret(None, reason="sign_in")

    def _passed(self, staff: Staff, action: str, step: int, proof: Proof) -> Staff:
        """Failures are forgotten and the code is used up: whoever was quicker with the same code keeps it."""
        typed = proof.password
        renewed = (
            password.hashed(typed, self._cost) if typed and password.is_cheaper(staff.password, self._cost) else ""
        )

        def passed(one: Staff) -> Staff:
            if step != staff.last_code and step <= one.last_code:
                raise WrongSecret(None, reason="sign_in")
            fresh = replace(
                one, failures=0, wait_until=None, locked=False, last_code=max(step, one.last_code),
                password=renewed or one.password,
            )  # fmt: skip
            seated = {"signed_in_on": self._counter.name, "signed_in_at": clock.now()}
            return replace(fresh, **seated) if action == _SIGNED_IN else fresh  # type: ignore[arg-type]

        second = "card" if proof.card is not None else "code" if proof.code else ""
        actor = self._session(staff).actor
        self.seat.shared.forgiven(staff.login)
        return self._staff.change(staff.id, passed, action, second_factor=second, actor=actor)


def _reader_of(proof: Proof) -> str:
    return proof.card.reader if proof.card is not None else ""


def refuse_names(login: str, name: str) -> None:
    """Refused("no_login") for a login that is empty, long or not one word; Refused("no_name") without a name.

    Refused("number_as_name") for an individual number in either: it would stand in every note of the trail.
    """
    if holds_number(login) or holds_number(name):
        raise Refused("number_as_name")
    word = login.strip()
    if not word or len(word) > 40 or any(one.isspace() for one in word) or not word.isprintable():
        raise Refused("no_login")
    if not name.strip():
        raise Refused("no_name")
