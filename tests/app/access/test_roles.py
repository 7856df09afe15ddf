"""Every service of the journeys × every role: who may call it, may; nobody else does, and what is on no list nobody."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pytest

import app.journeys
from app import clock
from app.access.guard import guarded, permissions
from app.access.session import Seat, Session
from app.errors import Refused
from models.staff import Role


def services() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every public function of the journeys, and every public method of their classes."""
    for module in pkgutil.iter_modules(app.journeys.__path__):
        code = importlib.import_module(f"app.journeys.{module.name}")
        for name, one in vars(code).items():
            if name.startswith("_") or getattr(one, "__module__", "") != code.__name__:
                continue
            if inspect.isclass(one):
                yield from (
                    (f"{module.name}.{name}.{method}", function)
                    for method, function in vars(one).items()
                    if inspect.isfunction(function) and not method.startswith("_")
                )
            elif callable(one):
                yield f"{module.name}.{name}", one


SERVICES = dict(services())
GUARDED = sorted(permissions().services)


def seated(*roles: Role, supervisor: bool = False, login: str = "t") -> SimpleNamespace:
    session = Session(None, login, "試験", frozenset(roles), "窓口1", clock.now(), supervisor)
    return SimpleNamespace(seat=Seat(session if roles else None))


def answer(service: str, where: SimpleNamespace, **more: object) -> str:
    """Why the guard refuses; empty where it lets the call through (which then lacks its arguments)."""
    try:
        SERVICES[service](where, **more)
    except Refused as error:
        return str(error.facts["reason"])
    except Exception:  # noqa: BLE001 the service itself has begun
        return ""
    return ""


def test_every_service_stands_in_the_table_and_nothing_else_does() -> None:
    table = permissions()
    assert {*table.free, *table.services} == SERVICES.keys()
    assert not table.free & table.services.keys()
    assert table.four_eyes <= table.supervisor <= table.services.keys()


def test_what_has_roles_has_the_guard_and_what_is_free_has_none() -> None:
    assert {vars(one)["guarded"] for one in SERVICES.values() if "guarded" in vars(one)} == set(GUARDED)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("service", GUARDED)
def test_a_service_is_for_its_roles_alone(service: str, role: Role) -> None:
    allowed = role in permissions().services[service]
    beside = seated(role, supervisor=True, login="kacho").seat.session
    more = {"by": beside} if service in permissions().supervisor else {}
    assert answer(service, seated(role), **more) == ("" if allowed else "not_permitted")


@pytest.mark.parametrize("service", GUARDED)
def test_nobody_signed_in_means_no_service(service: str) -> None:
    assert answer(service, seated()) == "not_signed_in"


@pytest.mark.parametrize("service", sorted(permissions().supervisor))
def test_what_needs_a_supervisor_takes_the_person_beside_but_not_one_of_another_role(service: str) -> None:
    role = next(iter(permissions().services[service]))
    clerk = seated(role)
    assert answer(service, clerk) == "supervisor_needed"
    assert answer(service, clerk, by=seated(role).seat.session) == "supervisor_needed"
    assert answer(service, clerk, by=seated(Role.ADMIN, supervisor=True).seat.session) == "supervisor_needed"
    assert answer(service, clerk, by=seated(role, supervisor=True, login="kacho").seat.session) == ""


@pytest.mark.parametrize("service", sorted(permissions().four_eyes))
def test_nobody_stands_for_himself_where_four_eyes_are_meant(service: str) -> None:
    role = next(iter(permissions().services[service]))
    supervisor = seated(role, supervisor=True)
    assert answer(service, supervisor) == "other_supervisor_needed"
    assert answer(service, supervisor, by=supervisor.seat.session) == "other_supervisor_needed"
    assert answer(service, supervisor, by=seated(role, login="other").seat.session) == "supervisor_needed"
    assert answer(service, supervisor, by=seated(role, supervisor=True, login="other").seat.session) == ""


def test_the_administrator_opens_no_record_and_the_auditor_changes_nothing() -> None:
    records = {name for name in GUARDED if name.startswith(("counter.", "tax_desk."))}
    records -= {"counter.Counter.forms_folder"}  # the ward's own blanks, tried with invented households
    for role in (Role.ADMIN, Role.AUDITOR, Role.TRANSLATOR):
        assert [name for name in records if role in permissions().services[name]] == []


def test_a_service_that_is_on_no_list_is_nobodys() -> None:
    @dataclass
    class Somewhere:
        seat: Seat

        @guarded
        def unlisted(self) -> int:
            return 1

    told: list[str] = []
    where = Somewhere(seated(*Role, supervisor=True).seat)
    where.seat.refused = told.append
    with pytest.raises(Refused):
        where.unlisted()
    assert told == [f"test_roles.{Somewhere.unlisted.__qualname__}"]
