"""The practice card of the demonstration: laid on the virtual reader and taken away by a button."""

from __future__ import annotations

from threading import Event, Thread

from app.card.practice import DEFAULT_PORT, practice_chip, serve
from app.journeys.demonstration import PRACTICE


class PracticeReader:
    """One practice card, kept across laying down and taking away so that its counters last."""

    def __init__(self) -> None:
        self._chip = practice_chip(PRACTICE / "taro.toml")
        self._cancel = Event()
        self._thread: Thread | None = None

    @property
    def laid(self) -> bool:
        return self._thread is not None

    def lay(self) -> None:
        self._cancel.clear()
        self._thread = Thread(target=serve, args=(self._chip, DEFAULT_PORT, self._cancel), name="practice card")
        self._thread.start()

    def take_away(self) -> None:
        if self._thread is not None:
            self._cancel.set()
            self._thread.join()
            self._thread = None
