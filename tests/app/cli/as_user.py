"""A [store] command as somebody who is signed in: password and one-time code are its first two lines."""

from pathlib import Path
from typing import Any

from app import clock
from app.access import one_time
from app.access.password import CHEAP_FOR_TESTS, hashed
from app.paths import DataFolder
from app.storage.receptions import Receptions
from models.staff import Role, Staff
from tests.app.cli.test_contract import call
from tests.staff import PASSWORD

_SECRET = one_time.new_secret()


def call_as(role: Role, *arguments: str, data: Path, line: str = "", supervisor: bool = False) -> tuple[int, Any, str]:
    """Exit code, answer and log, as `call` gives them; the user, named like the role, is made where there is none."""
    store = Receptions.open(DataFolder(data))
    for one in (Role.ADMIN, role):
        if store.staff.find(one) is None:
            store.staff.add(_person(one, supervisor=supervisor))
    mine = store.staff.find(role)
    assert mine is not None
    store.staff.change(mine.id, lambda _: _person(role, mine, supervisor=supervisor), "staff.enabled")
    store.close()
    code = one_time.code_at(_SECRET, one_time.step_of(clock.now()))
    return call(*arguments, "--user", role.value, data=data, line=f"{PASSWORD}\n{code}\n{line}")


def _person(role: Role, known: Staff | None = None, *, supervisor: bool) -> Staff:
    from uuid import uuid4

    identity = known.id if known else uuid4()
    kept = hashed(PASSWORD, CHEAP_FOR_TESTS)
    roles = frozenset({role})
    return Staff(identity, role, f"試験　{role}", roles, clock.now(), supervisor, password=kept, totp=_SECRET)
