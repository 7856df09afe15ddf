"""Sign-ins that all counters of the ward know of, as long as the server can be reached."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from app.access.shared import Failures
from app.errors import KnownError
from app.sync import sign_ins

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from app.journeys.many_counters import Link, ManyCounters

_T = TypeVar("_T")
_REST = 60
"""Seconds for which a server that was away is not waited for again by somebody who signs in."""


class WardSignIns:
    """At the seat of a counter that has joined (`app.access.shared.SharedSignIns`)."""

    def __init__(self, counters: ManyCounters) -> None:
        self._counters = counters
        self._rest_until = 0.0

    def failures(self, login: str) -> Failures:
        return self._asked(lambda link, line: sign_ins.failures(line, link.cipher.login(login)), Failures())

    def failed(self, login: str, now: Failures) -> None:
        self._asked(
            lambda link, line: sign_ins.failed(line, link.cipher.login(login), now.wait_until, locked=now.locked), None
        )

    def forgiven(self, login: str) -> None:
        self._asked(lambda link, line: sign_ins.forgiven(line, link.cipher.login(login)), None)

    def arrived(self, login: str) -> str:
        return self._asked(lambda link, line: sign_ins.present(line, link.cipher.login(login), link.place), "")

    def left(self, login: str) -> None:
        self._asked(lambda link, line: sign_ins.gone(line, link.cipher.login(login), link.place), None)

    def _asked(self, ask: Callable[[Link, Connection], _T], unknown: _T) -> _T:
        """What the server says; `unknown` where it is away, at once for the next minute."""
        if time.monotonic() < self._rest_until:
            return unknown
        try:
            link = self._counters.link
            if link is None:
                return unknown
            with link.server.round() as connection:
                return ask(link, connection)
        except KnownError:
            self._rest_until = time.monotonic() + _REST
            return unknown
