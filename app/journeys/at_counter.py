"""What every service at a counter has."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.access.session import Seat
    from app.journeys.counter import Counter


class AtCounter:
    """Works on the counter's store; who may call it is asked of the seat there (`app.access.guard`)."""

    def __init__(self, counter: Counter) -> None:
        self._counter = counter

    @property
    def seat(self) -> Seat:
        return self._counter.seat
