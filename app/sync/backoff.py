"""How long to wait for a server that is away: 1 s at first, twice as long each time, a minute at most, never in step.

A hundred and fifty counters that lost their server together must not all come back in the same second.
"""

from __future__ import annotations

import random

_FIRST, _LONGEST = 1.0, 60.0  # seconds


class Backoff:
    """Counts the failures since the last success."""

    def __init__(self, chance: random.Random | None = None) -> None:
        self._chance = chance or random.Random()  # noqa: S311 no secret: it only spreads the load
        self._failures = 0

    def success(self) -> None:
        self._failures = 0

    def failure(self) -> float:
        """Seconds until the next try: between half and all of the step that has been reached."""
        step = min(_FIRST * (1 << self._failures), _LONGEST)
        self._failures = min(self._failures + 1, 10)
        return max(step * self._chance.uniform(0.5, 1.0), _FIRST)
