"""A seat for tests: somebody who may do everything sits there."""

from app import clock
from app.access.session import Seat, Session
from models.staff import Role


def seat_of(*roles: Role, supervisor: bool = True) -> Seat:
    """Signed in with these roles, or with all of them."""
    return Seat(
        Session(None, "shiken", "試験係", frozenset(roles or Role), "窓口1", clock.now(), supervisor, practice=True)
    )
