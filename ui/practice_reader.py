"""The practice cards of the demonstration: one is laid on the virtual reader and taken away by a button."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from threading import Event, Thread

from app.card.practice import DEFAULT_PORT, practice_chip, serve, situations
from app.card.simulated.chip import SimulatedChip
from app.journeys.demonstration import PRACTICE

USUAL = "taro"


class PracticeReader:
    """Practice cards by the name of their file, kept across laying down and taking away so that counters last."""

    def __init__(self) -> None:
        self._chips: dict[str, SimulatedChip] = {}
        self._cancel = Event()
        self._thread: Thread | None = None

    @cached_property
    def situations(self) -> Mapping[str, str]:
        """What can be practised: name → situation, the usual card first."""
        all_of_them = situations(PRACTICE)
        return {USUAL: all_of_them[USUAL], **all_of_them}

    @property
    def laid(self) -> bool:
        return self._thread is not None

    def lay(self, name: str = USUAL) -> None:
        if name not in self._chips:
            self._chips[name] = practice_chip(PRACTICE / f"{name}.toml")
        self._cancel.clear()
        arguments = (self._chips[name], DEFAULT_PORT, self._cancel)
        self._thread = Thread(target=serve, args=arguments, name="practice card")
        self._thread.start()

    def take_away(self) -> None:
        if self._thread is not None:
            self._cancel.set()
            self._thread.join()
            self._thread = None
