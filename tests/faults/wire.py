"""A wire to the server that is cut after so many bytes: a TCP proxy on this machine alone."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Lock, Thread


@dataclass
class Wire:
    """`limit` bytes may pass in the direction `way` (`up` to the server, `down` from it); then both ends are gone.

    None: nothing is cut. `passed` counts what has gone through since the last `begin`.
    """

    port: int
    limit: int | None = None
    way: str = "up"
    passed: dict[str, int] = field(default_factory=lambda: {"up": 0, "down": 0})
    _lock: Lock = field(default_factory=Lock)

    def begin(self, limit: int | None = None, way: str = "up") -> None:
        with self._lock:
            self.limit, self.way = limit, way
            self.passed = {"up": 0, "down": 0}

    def may_pass(self, way: str, content: bytes) -> bytes:
        """As much of it as still goes through."""
        with self._lock:
            room = len(content)
            if self.limit is not None and way == self.way:
                room = min(room, max(self.limit - self.passed[way], 0))
            self.passed[way] += room
            return content[:room]


@contextmanager
def wire_to(port: int) -> Iterator[Wire]:
    """The proxy, until the block ends."""
    listening = socket.create_server(("127.0.0.1", 0))
    wire = Wire(listening.getsockname()[1])
    threads: list[Thread] = []
    waiting = Thread(target=_accept, args=(listening, port, wire, threads))
    waiting.start()
    try:
        yield wire
    finally:
        with suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        waiting.join()
        for one in threads:
            one.join()


def _accept(listening: socket.socket, port: int, wire: Wire, threads: list[Thread]) -> None:
    while True:
        try:
            near, _ = listening.accept()
        except OSError:
            return
        try:
            far = socket.create_connection(("127.0.0.1", port))
        except OSError:
            near.close()
            continue
        pair = [
            Thread(target=_pass_on, args=(a, b, way, wire)) for a, b, way in ((near, far, "up"), (far, near, "down"))
        ]
        threads += pair
        for one in pair:
            one.start()


def _pass_on(source: socket.socket, target: socket.socket, way: str, wire: Wire) -> None:
    """Until one end is closed, or the limit is reached: then both are."""
    with suppress(OSError):
        while content := source.recv(65536):
            passing = wire.may_pass(way, content)
            target.sendall(passing)
            if len(passing) < len(content) or (wire.limit, way) == (wire.passed[way], wire.way):
                break
    for one in (source, target):
        with suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)
    if way == "up":
        return
    for one in (source, target):
        one.close()
