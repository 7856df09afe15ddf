"""That this counter has joined the ward's server: its number there, and the key that all counters share."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app import clock
from app.keys.data_key import DataKey
from app.storage.fields import Fields
from models.tables import WardRow

_ONE = UUID(int=0)


@dataclass(frozen=True)
class Ward:
    """`place` is this counter's number at the server."""

    place: int
    key: DataKey


class WardRecord:
    """Kept in the store, sealed under its data key: a backup brings it back, and so does the paper from the safe."""

    def __init__(self, transaction: Callable[[], AbstractContextManager[Session]], fields: Fields) -> None:
        self._transaction = transaction
        self._fields = fields

    def get(self) -> Ward | None:
        """None where this counter has joined no server."""
        with self._transaction() as session:
            found = session.execute(select(WardRow.place, WardRow.key)).first()
        if found is None:
            return None
        return Ward(found.place, DataKey(bytes.fromhex(self._fields.open(found.key, "ward", _ONE, "key"))))

    def join(self, place: int, key: DataKey) -> None:
        """In place of one before."""
        sealed = self._fields.seal(key.wrapped_by(bytes.hex), "ward", _ONE, "key")
        with self._transaction() as session:
            session.execute(delete(WardRow))
            session.add(WardRow(id=_ONE, place=place, key_id=key.id, key=sealed, joined_at=clock.now()))

    def leave(self) -> None:
        """The server is not told any more; what it has stays there."""
        with self._transaction() as session:
            session.execute(delete(WardRow))
