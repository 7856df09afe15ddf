"""Nothing comes in (facts C-33): no code that could listen, no service of the system, one door out for the records."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = [path for floor in ("ui", "app", "forms", "models") for path in sorted((ROOT / floor).rglob("*.py"))]
NEVER = {
    "socketserver", "http.server", "http.client", "urllib.request", "xmlrpc", "ftplib", "smtplib", "requests", "httpx",
    "aiohttp", "websockets", "multiprocessing.managers", "PySide6.QtNetwork", "PySide6.QtDBus", "PySide6.QtHttpServer",
    "PySide6.QtWebEngineCore", "PySide6.QtWebEngineWidgets", "PySide6.QtWebSockets", "PySide6.QtRemoteObjects",
    "asyncio", "dbus",
}  # fmt: skip
DOORS = {"socket": {"app/card/practice.py", "app/sync/server.py"}, "psycopg": {"app/sync"}}
"""Who may open a connection outwards: the practice card to the virtual reader, the sender to the ward's server."""
LISTENING = {"bind", "listen", "accept", "create_server", "start_server"}


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (node.module, *(f"{node.module}.{one.name}" for one in node.names))


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def faults(path: Path) -> Iterator[str]:
    found = set(imported(path))
    yield from (one for one in found if any(one == never or one.startswith(f"{never}.") for never in NEVER))
    for door, who in DOORS.items():
        if door in found and not any(named(path).startswith(one) for one in who):
            yield door


def test_no_source_uses_what_could_listen_or_fetch() -> None:
    found = {named(path): list(faults(path)) for path in SOURCES}
    assert {name: told for name, told in found.items() if told} == {}


def test_nothing_is_bound_or_listened_on() -> None:
    found = [
        f"{named(path)}:{node.lineno}"
        for path in SOURCES
        if "socket" in set(imported(path))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in LISTENING
    ]
    assert found == []
