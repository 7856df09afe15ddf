"""The practice clerk: signed in by the program itself where only invented people are, with every right."""

from __future__ import annotations

from app import clock
from app.access.session import Seat, Session
from models.staff import Role


def practice_seat(counter: str) -> Seat:
    """A seat for the demonstration and the training mode, whose data folder is their own."""
    everything = frozenset(Role)
    return Seat(Session(None, "練習", "練習係", everything, counter, clock.now(), supervisor=True, practice=True))
