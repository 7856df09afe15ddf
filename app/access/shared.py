"""What the counters of a ward know together of a person's sign-ins. A counter that stands alone knows nothing more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True)
class Failures:
    """Of one login at all counters together."""

    count: int = 0
    wait_until: datetime | None = None
    locked: bool = False


class SharedSignIns(Protocol):
    """None of these raises: a server that is away tells nothing."""

    def failures(self, login: str) -> Failures: ...

    def failed(self, login: str, now: Failures) -> None: ...

    def forgiven(self, login: str) -> None: ...

    def arrived(self, login: str) -> str:
        """The name of another counter where the same person is signed in; empty where there is none."""
        ...

    def left(self, login: str) -> None: ...


class Alone:
    """A counter without a server."""

    def failures(self, _login: str) -> Failures:
        return Failures()

    def failed(self, _login: str, _now: Failures) -> None:
        """Nobody else is told."""

    def forgiven(self, _login: str) -> None:
        """Nobody else is told."""

    def arrived(self, _login: str) -> str:
        return ""

    def left(self, _login: str) -> None:
        """Nobody else is told."""
