"""Who may sign in, with their recovery codes. Every change is noted in the transaction that makes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import fields, replace
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from app import clock
from app.audit.audit import Audit
from app.errors import Refused
from app.storage.records import in_utc
from models.audit import Actor
from models.staff import Role, Staff
from models.tables import RecoveryCodeRow, StaffRow

_FIELDS = [one.name for one in fields(Staff)]


class StaffRecords:
    """The staff of this store."""

    def __init__(self, transaction: Callable[[], AbstractContextManager[Session]], audit: Audit) -> None:
        self._transaction = transaction
        self.audit = audit

    def is_empty(self) -> bool:
        """Whether nobody is there yet: the first administrator is to be made."""
        with self._transaction() as session:
            return not session.scalar(select(func.count()).select_from(StaffRow))

    def all(self) -> Sequence[Staff]:
        """By login."""
        with self._transaction() as session:
            return [_staff(row) for row in session.scalars(select(StaffRow).order_by(StaffRow.login))]

    def find(self, login: str) -> Staff | None:
        with self._transaction() as session:
            row = session.scalar(select(StaffRow).where(StaffRow.login == login))
            return _staff(row) if row else None

    def get(self, identity: UUID) -> Staff:
        """Refused("no_such_staff") where there is none."""
        with self._transaction() as session:
            return _staff(_row(session, identity))

    def add(self, staff: Staff, codes: Sequence[str] = (), *, first: bool = False) -> None:
        """Refused("login_taken"), or Refused("already_begun") where a `first` is not the first."""
        with self._transaction() as session:
            if first and session.scalar(select(func.count()).select_from(StaffRow)):
                raise Refused("already_begun")
            if session.scalar(select(StaffRow.id).where(StaffRow.login == staff.login)):
                raise Refused("login_taken", login=staff.login)
            session.add(StaffRow(**_values(staff)))
            session.flush()
            _put_codes(session, staff.id, codes)
            self.audit.note("staff.added", staff.id, within=session, target=staff.login, roles=_roles(staff))

    def change(
        self,
        identity: UUID,
        change: Callable[[Staff], Staff],
        action: str,
        result: str = "ok",
        second_factor: str = "",
        actor: Actor | None = None,
    ) -> Staff:
        """The person as `change` makes it of what stands there now, in one transaction with its note.

        `actor` is who does it, where that is not whoever is signed in.
        """
        with self._transaction() as session:
            row = _row(session, identity)
            changed = change(_staff(row))
            for key, value in _values(changed).items():
                setattr(row, key, value)
            session.flush()
            if not session.scalar(_enabled_admins()):
                raise Refused("last_administrator")
            self.audit.note(
                action, identity, within=session, result=result, target=changed.login, count=changed.failures,
                second_factor=second_factor, actor=actor,
            )  # fmt: skip
            return changed

    def replace_codes(self, identity: UUID, codes: Sequence[str]) -> None:
        """New recovery codes (their hashes); the old ones open nothing any more."""
        with self._transaction() as session:
            session.execute(delete(RecoveryCodeRow).where(RecoveryCodeRow.staff_id == identity))
            _put_codes(session, identity, codes)
            self.audit.note("staff.codes_made", identity, within=session, count=len(codes))

    def use_code(self, identity: UUID, code: str) -> bool:
        """Whether the recovery code (its hash) is the person's and unused; it is used from now on."""
        with self._transaction() as session:
            mine = update(RecoveryCodeRow).where(RecoveryCodeRow.code == code, RecoveryCodeRow.staff_id == identity)
            used = mine.where(RecoveryCodeRow.used_at.is_(None)).values(used_at=clock.now())
            if session.execute(used.returning(RecoveryCodeRow.code)).first() is None:
                return False
            self.audit.note("staff.code_used", identity, within=session)
            return True


def _enabled_admins() -> Any:
    admin = select(func.count()).where(StaffRow.roles.contains(Role.ADMIN.value))
    return admin.where(StaffRow.disabled.is_(False))


def _row(session: Session, identity: UUID) -> StaffRow:
    row = session.get(StaffRow, identity)
    if row is None:
        raise Refused("no_such_staff")
    return row


def _put_codes(session: Session, identity: UUID, codes: Sequence[str]) -> None:
    session.add_all(RecoveryCodeRow(code=code, staff_id=identity, made_at=clock.now()) for code in codes)


def _roles(staff: Staff) -> str:
    return ",".join(sorted(staff.roles))


def _values(staff: Staff) -> dict[str, Any]:
    return {**{name: getattr(staff, name) for name in _FIELDS}, "roles": _roles(staff)}


def _staff(row: StaffRow) -> Staff:
    values = {name: getattr(row, name) for name in _FIELDS}
    roles = frozenset(map(Role, filter(None, row.roles.split(","))))
    moments = {
        name: in_utc(values[name]) for name in ("created_at", "wait_until", "signed_in_at") if values[name] is not None
    }
    return replace(Staff(**{**values, "roles": roles}), **moments)  # type: ignore[arg-type]
