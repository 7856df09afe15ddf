"""The sign-ins of one person at all counters: failures counted together, and where else the person is (C-03, C-07)."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from sqlalchemy import Connection, Table, func, select, text
from sqlalchemy.dialects.postgresql import insert

from app.access.shared import Failures
from models.server_tables import CounterRow, PresenceRow, SignInRow

_SIGN_IN, _PRESENCE, _COUNTER = (cast("Table", row.__table__) for row in (SignInRow, PresenceRow, CounterRow))
_STILL_THERE = text("now() - interval '10 minutes'")
"""Who has not been seen for so long has gone without saying so."""


def failures(connection: Connection, login: str) -> Failures:
    """`login` is keyed (`Cipher.login`)."""
    with connection.begin():
        row = connection.execute(select(_SIGN_IN).where(_SIGN_IN.c.login == login)).first()
    return Failures(row.failures, row.wait_until, row.locked) if row else Failures()


def failed(connection: Connection, login: str, wait_until: datetime | None, *, locked: bool) -> None:
    """One more, wherever it was."""
    with connection.begin():
        connection.execute(select(func.failed_sign_in(login, wait_until, locked)))


def forgiven(connection: Connection, login: str) -> None:
    with connection.begin():
        connection.execute(_SIGN_IN.delete().where(_SIGN_IN.c.login == login))


def present(connection: Connection, login: str, place: int) -> str:
    """The person is at this counter; where else, by that counter's name."""
    here = insert(_PRESENCE).values(login=login, place=place)
    again = here.on_conflict_do_update(index_elements=["login", "place"], set_={"seen_at": func.now()})
    other = (
        select(_COUNTER.c.name)
        .join(_PRESENCE, _PRESENCE.c.place == _COUNTER.c.place)
        .where(_PRESENCE.c.login == login, _PRESENCE.c.place != place, _PRESENCE.c.seen_at > _STILL_THERE)
        .order_by(_PRESENCE.c.since.desc())
    )
    with connection.begin():
        connection.execute(again)
        return str(connection.scalar(other) or "")


def gone(connection: Connection, login: str, place: int) -> None:
    with connection.begin():
        mine = _PRESENCE.delete().where(_PRESENCE.c.login == login, _PRESENCE.c.place == place)
        connection.execute(mine)
