"""The only bridge between threads and the window: one lane for one scarce thing (card, database, paper).

A lane runs blocking calls one after the other and brings results home by a queued signal. Closures travel as Python
objects, so a secret inside one is never copied by Qt.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from queue import SimpleQueue
from threading import Thread
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal

_T = TypeVar("_T")
Failed = Callable[[Exception], None]


@dataclass(frozen=True, eq=False)
class Waiting:
    """What the clerk is told while a call runs; `cancel` is for the button, where the call can be given up."""

    words: str
    cancel: Callable[[], None] | None = None


class Lane(QObject):
    """One thread, from the first call on.

    `close` lets what was asked for be finished (a save is never dropped) and tells nobody any more. `began` and `ended`
    frame a call that has words for the clerk.
    """

    began = Signal(object)
    ended = Signal(object)
    _home = Signal(object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._open = True
        self._home.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._thread = Thread(target=self._work, name=name)

    def run(
        self, op: Callable[[], _T], done: Callable[[_T], None], failed: Failed, waiting: Waiting | None = None
    ) -> None:
        """Run `op` in the lane; then `done` with its result or `failed` with its exception, in the window's thread.

        A closed lane takes nothing more: a reader may still tell of itself while the window goes.
        """
        if not self._open:
            return
        if waiting is not None:
            self.began.emit(waiting)
        self._queue.put(partial(self._attempt, op, done, failed, waiting))
        if not self._thread.is_alive():
            self._thread.start()

    def close(self) -> None:
        self._open = False
        self._queue.put(None)
        if self._thread.is_alive():
            self._thread.join()

    def _work(self) -> None:
        while (task := self._queue.get()) is not None:
            task()
            del task  # it holds the last visitor's data, and the next call may be long in coming

    def _attempt(
        self, op: Callable[[], _T], done: Callable[[_T], None], failed: Failed, waiting: Waiting | None
    ) -> None:
        try:
            result = op()
        except Exception as error:  # noqa: BLE001 every exception goes home through one door
            self._home.emit(partial(self._end, waiting, partial(failed, error)))
        else:
            self._home.emit(partial(self._end, waiting, partial(done, result)))

    def _end(self, waiting: Waiting | None, call: Callable[[], None]) -> None:
        if waiting is not None:
            self.ended.emit(waiting)
        call()

    def _deliver(self, call: Callable[[], None]) -> None:
        if self._open:
            call()
