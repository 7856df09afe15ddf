"""Who is signed in at this counter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.access.shared import Alone

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from uuid import UUID

    from app.access.shared import SharedSignIns
    from models.audit import Actor
    from models.staff import Role


@dataclass(frozen=True)
class Session:
    """One person at one counter, from sign-in to sign-out. It holds nothing that could prove the person again.

    `user` is None for a session that no single person opened (練習, 非常時). `card_reader` is where the staff card lies
    that the person signed in with: lifting it locks the counter. `elsewhere` is another counter where the same person
    is signed in; `until` the end of a session that ends by itself. `practice`: invented people alone are here, and one
    person plays all roles.
    """

    user: UUID | None
    login: str
    name: str
    roles: frozenset[Role]
    counter: str
    began_at: datetime
    supervisor: bool = False
    card_reader: str = ""
    elsewhere: str = ""
    until: datetime | None = None
    practice: bool = False

    @property
    def actor(self) -> Actor:
        from models.audit import Actor  # only here: the window starts without it

        role = "+".join(sorted(self.roles) + ["supervisor"] * self.supervisor)
        return Actor(self.login, role, self.counter)


class Seat:
    """The place at a counter: empty, or with one person's session. Every service of the counter looks here.

    `refused` is told which service somebody asked for without having the right. `shared` is what all counters of the
    ward know together.
    """

    def __init__(self, session: Session | None = None) -> None:
        self.session = session
        self.refused: Callable[[str], None] = _untold
        self.shared: SharedSignIns = Alone()


def _untold(_service: str) -> None:
    """Before the store is open there is no trail to tell."""
