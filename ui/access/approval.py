"""What a supervisor must stand for: asked for only where the person who is signed in is none."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Protocol, TypeVar

from app.errors import Refused

if TYPE_CHECKING:
    from app.access.session import Session
    from ui.area import Services
    from ui.shell import Shell

_T = TypeVar("_T")
_Made_co = TypeVar("_Made_co", covariant=True)


_ASKING = ("supervisor_needed", "other_supervisor_needed", "own_work")
"""Why another person is to be asked for."""


class Supervised(Protocol[_Made_co]):
    """A service that takes a supervisor's session."""

    def __call__(self, *, by: Session | None) -> _Made_co: ...


def supervised(frame: Shell, services: Services, do: Supervised[_T], done: Callable[[_T], None]) -> None:
    """Run the service in the database's lane; where it asks for a supervisor, so does a dialog, and it runs again."""

    def failed(error: Exception) -> None:
        if isinstance(error, Refused) and error.facts["reason"] in _ASKING:
            _ask(frame, services, do, done)
        else:
            frame.say(error)

    services.database.run(partial(do, by=None), done, failed)


def _ask(frame: Shell, services: Services, do: Supervised[_T], done: Callable[[_T], None]) -> None:
    from app.journeys.signing_in import SigningIn
    from ui.access.dialogs import SupervisorDialog

    dialog = SupervisorDialog(services.database, SigningIn(services.counter), frame)

    def passed(supervisor: Session) -> None:
        services.database.run(partial(do, by=supervisor), done, frame.say)

    dialog.passed.connect(passed)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
