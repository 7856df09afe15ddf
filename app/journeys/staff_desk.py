"""The administrator's desk: who may sign in, in which roles; and the way back for whoever cannot."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from app import clock
from app.access import one_time, password
from app.access.guard import guarded, permissions
from app.errors import Refused
from app.journeys.at_counter import AtCounter
from app.journeys.signing_in import RECOVERY_CODES, refuse_names
from models.staff import Role, Staff

if TYPE_CHECKING:
    from app.journeys.counter import Counter

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that reads like another


@dataclass(frozen=True)
class Enrolment:
    """What is handed to the person, once: `password` is to be chosen anew at the first sign-in (empty: it stays)."""

    staff: Staff
    password: str = ""
    uri: str = ""
    codes: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"Enrolment({self.staff.login!r})"


class StaffDesk(AtCounter):
    """`cost` is lowered in tests alone."""

    def __init__(self, counter: Counter, cost: password.Cost = password.STRONG) -> None:
        super().__init__(counter)
        self._cost = cost

    @guarded
    def all(self) -> Sequence[Staff]:
        """By login."""
        return self._counter.receptions.staff.all()

    @guarded
    def add(self, login: str, name: str, roles: Iterable[Role], *, supervisor: bool = False) -> Enrolment:
        """Somebody new; Refused where the login is taken, a name is missing, or the roles must not meet."""
        refuse_names(login, name)
        wanted, given, secret = _together(roles), _given_password(), one_time.new_secret()
        staff = Staff(
            uuid4(), login.strip(), name.strip(), wanted, clock.now(), supervisor, renew=True,
            password=password.hashed(given, self._cost), totp=secret,
        )  # fmt: skip
        codes = one_time.new_recovery_codes(RECOVERY_CODES) if Role.ADMIN in wanted else ()
        self._counter.receptions.staff.add(staff, [one_time.recovery_hash(one) for one in codes])
        return Enrolment(staff, given, one_time.uri(secret, staff.login), codes)

    @guarded
    def change_roles(self, identity: UUID, roles: Iterable[Role], *, supervisor: bool) -> Staff:
        wanted = _together(roles)
        return self._change(identity, lambda one: replace(one, roles=wanted, supervisor=supervisor), "roles_changed")

    @guarded
    def disable(self, identity: UUID, *, disabled: bool) -> Staff:
        """No sign-in any more, or again; what the person has done stays in the trail."""
        return self._change(
            identity, lambda one: replace(one, disabled=disabled), "disabled" if disabled else "enabled"
        )

    @guarded
    def unlock(self, identity: UUID) -> Staff:
        """After ten failures: the person may try again."""
        free = self._change(identity, lambda one: replace(one, locked=False, failures=0, wait_until=None), "unlocked")
        self.seat.shared.forgiven(free.login)
        return free

    @guarded
    def renew_password(self, identity: UUID) -> Enrolment:
        """For whoever has forgotten it: a new one, to be chosen anew at the next sign-in."""
        given = _given_password()
        kept = password.hashed(given, self._cost)
        changed = self._change(identity, lambda one: replace(one, password=kept, renew=True), "password_given")
        return Enrolment(changed, given)

    @guarded
    def renew_device(self, identity: UUID) -> Enrolment:
        """For whoever has lost the device with the one-time codes: the old one opens nothing any more."""
        secret = one_time.new_secret()
        changed = self._change(identity, lambda one: replace(one, totp=secret, last_code=0), "device_given")
        return Enrolment(changed, uri=one_time.uri(secret, changed.login))

    @guarded
    def renew_codes(self, identity: UUID) -> Enrolment:
        """New recovery codes of an administrator, to be printed now and sealed."""
        store = self._counter.receptions.staff
        staff = store.get(identity)
        if Role.ADMIN not in staff.roles:
            raise Refused("codes_for_administrators")
        codes = one_time.new_recovery_codes(RECOVERY_CODES)
        store.replace_codes(identity, [one_time.recovery_hash(one) for one in codes])
        return Enrolment(staff, codes=codes)

    def _change(self, identity: UUID, change: Callable[[Staff], Staff], what: str) -> Staff:
        return self._counter.receptions.staff.change(identity, change, f"staff.{what}")


def _together(roles: Iterable[Role]) -> frozenset[Role]:
    """Refused("no_role"), or Refused("roles_apart") where one stands beside another that it must not meet."""
    wanted = frozenset(roles)
    if not wanted:
        raise Refused("no_role")
    if len(wanted) > 1 and wanted & permissions().alone:
        raise Refused("roles_apart")
    return wanted


def _given_password() -> str:
    """Sixteen letters in fours, to be typed once."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))
