"""The guard of the services: who may call what stands in `resources/roles.toml`; what does not stand there, nobody may.

    class Counter:
        seat: Seat

        @guarded
        def save(self, ...): ...

A service that a supervisor must stand for takes that person's session as the keyword `by`; without it the person who is
signed in must be one. Where four eyes are meant, nobody stands for himself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from app import clock
from app.access.session import Seat, Session
from app.errors import Refused
from app.paths import RESOURCES
from models.staff import Role

_P = ParamSpec("_P")
_R = TypeVar("_R")
_KEYS = {"free", "supervisor", "four_eyes", "alone", "services"}


class Seated(Protocol):
    """Whatever knows the seat of its counter."""

    @property
    def seat(self) -> Seat: ...


_S = TypeVar("_S", bound=Seated)


@dataclass(frozen=True)
class Permissions:
    """`free`: on given files and values alone, no record: nobody need be signed in (contract).

    `supervisor`: services for which a supervisor must stand; `four_eyes`: those of them that need another person than
    who is signed in. `alone`: roles that nobody has beside another. `services`: name → roles.
    """

    free: frozenset[str]
    supervisor: frozenset[str]
    four_eyes: frozenset[str]
    alone: frozenset[Role]
    services: Mapping[str, frozenset[Role]]


@cache
def permissions() -> Permissions:
    """The whole table; ValueError for a key or role that does not exist."""
    import tomllib  # only here: the window starts without it

    data = tomllib.loads((RESOURCES / "roles.toml").read_text(encoding="utf-8"))
    if data.keys() != _KEYS:
        raise ValueError(f"roles.toml: found {sorted(data)}, allowed: {sorted(_KEYS)}")
    services = {
        f"{module}.{function}": frozenset(map(Role, roles))
        for module, functions in data["services"].items()
        for function, roles in functions.items()
    }
    alone = frozenset(map(Role, data["alone"]))
    free, supervisor, four_eyes = (frozenset(data[key]) for key in ("free", "supervisor", "four_eyes"))
    return Permissions(free, supervisor, four_eyes, alone, services)


def guarded(function: Callable[Concatenate[_S, _P], _R]) -> Callable[Concatenate[_S, _P], _R]:
    """The service, for those alone who may call it; Refused as of `permit`."""
    name = service_name(function)

    @wraps(function)
    def checked(seated: _S, /, *args: _P.args, **kwargs: _P.kwargs) -> _R:
        by = kwargs.get("by")
        try:
            permit(name, seated.seat.session, by if isinstance(by, Session) else None)
        except Refused:
            seated.seat.refused(name)
            raise
        return function(seated, *args, **kwargs)

    vars(checked)["guarded"] = name
    return checked


def permit(service: str, session: Session | None, by: Session | None = None) -> None:
    """Refused("not_signed_in", "not_permitted") where the session may not call the service.

    Refused("supervisor_needed", "other_supervisor_needed") where no supervisor stands for it, or none but who asks.
    """
    if session is None or (session.until is not None and clock.now() > session.until):
        raise Refused("not_signed_in")
    table = permissions()
    allowed = table.services.get(service, frozenset())
    if not session.roles & allowed:
        raise Refused("not_permitted")
    if service in table.supervisor:
        approving = by or session
        if not (approving.supervisor and approving.roles & allowed):
            raise Refused("supervisor_needed")
        if service in table.four_eyes and approving.login == session.login and not session.practice:
            raise Refused("other_supervisor_needed")


def may(service: str, session: Session | None) -> bool:
    """Whether a face need offer the service at all; it is the guard that decides."""
    return session is not None and bool(session.roles & permissions().services.get(service, frozenset()))


def service_name(function: Callable[..., Any]) -> str:
    """`counter.Counter.save`: the module's own name, and the function in it."""
    return f"{function.__module__.rpartition('.')[2]}.{function.__qualname__}"
