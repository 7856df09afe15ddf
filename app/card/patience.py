"""Giving up on a card that does not answer: the driver's calls know no time limit of their own."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future, wait
from functools import partial
from queue import SimpleQueue
from threading import Event, Thread
from typing import TypeVar

from app.card.connection import CardConnection
from app.errors import NoCard, UnreadableCard

_LOOK = 0.1  # seconds between two looks at the cancel event
_T = TypeVar("_T")


class Patient(CardConnection):
    """A card that has `limit` seconds for all its answers together, and may be cancelled at any time.

    What people take in between, to type a secret, is not counted against the card.
    The driver is called in a thread of its own. A call that hangs is left behind there: the thread closes the card and
    ends when the driver lets go, at the latest when the card is taken away.
    """

    def __init__(self, opened: Callable[[], CardConnection], cancel: Event, limit: float, opening: float = 0.0) -> None:
        """`opened` opens the card and may wait `opening` seconds for it; its errors come from here."""
        self._opened = opened
        self._card: CardConnection | None = None
        self._cancel = cancel
        self._tasks: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._hangs = False
        self._left = opening + limit
        self._thread = Thread(target=self._work, name="card driver", daemon=True)
        self._thread.start()
        try:
            self._call(self._open)
        except BaseException:
            self.close()
            raise
        self._left = limit

    def transmit(self, command: bytes | bytearray) -> tuple[bytes, int]:
        """As the card; UnreadableCard("no_answer") when the time is over, NoCard("cancelled") when cancelled."""
        return self._call(partial(self._send, command))

    def close(self) -> None:
        """Let the card go; what hangs in the driver is not waited for."""
        self._tasks.put(None)
        if not self._hangs:
            self._thread.join()

    def _call(self, run: Callable[[], _T]) -> _T:
        answer: Future[_T] = Future()
        self._tasks.put(partial(_settle, answer, run))
        self._hangs = True
        began = time.monotonic()
        while not wait([answer], _LOOK).done:
            if self._cancel.is_set():
                raise NoCard(reason="cancelled")
            if time.monotonic() - began >= self._left:
                raise UnreadableCard("no_answer")
        self._left -= time.monotonic() - began
        self._hangs = False
        return answer.result()

    # -- in the driver's thread ----------------------------------------------------------------------------------

    def _work(self) -> None:
        while (task := self._tasks.get()) is not None:
            task()
        if self._card is not None:
            self._card.close()

    def _open(self) -> None:
        self._card = self._opened()

    def _send(self, command: bytes | bytearray) -> tuple[bytes, int]:
        assert self._card is not None  # noqa: S101 the constructor opened it
        return self._card.transmit(command)


def _settle(answer: Future[_T], run: Callable[[], _T]) -> None:
    try:
        answer.set_result(run())
    except Exception as error:  # noqa: BLE001 it goes on in the thread that asked
        answer.set_exception(error)
