"""The ward's shared key at the server: wrapped there by the first counter, opened by every other one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import cast

from sqlalchemy import Connection, Table, select
from sqlalchemy.dialects.postgresql import insert

from models.server_tables import WardKeyRow

_KEY = cast("Table", WardKeyRow.__table__)


@dataclass(frozen=True)
class Wrapped:
    """`wrapped` by the joining phrase; `escrowed` for the ward's escrow key, empty where it had none."""

    key_id: str
    wrapped: bytes = field(repr=False)
    escrowed: bytes = field(default=b"", repr=False)


def fetch(connection: Connection) -> Wrapped | None:
    """None where no counter has founded the ward yet."""
    with connection.begin():
        row = connection.execute(select(_KEY)).first()
    return Wrapped(row.key_id, row.wrapped, row.escrowed) if row else None


def found(connection: Connection, fresh: Wrapped) -> bool:
    """Be the first counter; False where another one was quicker: then its key is the ward's."""
    with connection.begin():
        added = insert(_KEY).values(id=1, **vars(fresh)).on_conflict_do_nothing().returning(_KEY.c.id)
        return connection.execute(added).first() is not None
