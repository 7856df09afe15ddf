"""The technical log says named facts alone (facts C-23): no sentence with data in it can be written by any call."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.log import ALLOWED

ROOT = Path(__file__).resolve().parent.parent
SOURCES = [path for floor in ("ui", "app", "forms", "models") for path in sorted((ROOT / floor).rglob("*.py"))]
LEVELS = {"debug", "info", "warning", "error", "critical", "exception", "log", "msg"}
LOGGERS = {"logger", "getLogger", "get_logger"}


def faults(source: str) -> Iterator[str]:
    """What a call of a logger may not do: another first argument than a constant name, a field that is not listed."""
    tree = ast.parse(source)
    held = {
        target.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and _name(node.value.func) in LOGGERS
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _writes(node.func, held):
            yield from (f"{node.lineno}: {fault}" for fault in _faults(node))


def _writes(function: ast.expr, held: set[str]) -> bool:
    if not isinstance(function, ast.Attribute) or function.attr not in LEVELS:
        return False
    value = function.value
    if isinstance(value, ast.Call):
        return _name(value.func) in LOGGERS
    return isinstance(value, ast.Name) and (value.id in held or value.id == "logging")


def _faults(call: ast.Call) -> Iterator[str]:
    if len(call.args) != 1 or not isinstance(call.args[0], ast.Constant) or not isinstance(call.args[0].value, str):
        yield "not one constant name"
    yield from (f"field {one.arg}" for one in call.keywords if one.arg not in ALLOWED)


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def test_every_call_of_the_log_names_an_event_and_listed_fields() -> None:
    found = {str(path.relative_to(ROOT)): list(faults(path.read_text(encoding="utf-8"))) for path in SOURCES}
    assert {name: told for name, told in found.items() if told} == {}


def test_the_rule_is_looked_for_where_the_log_is_called() -> None:
    assert any("logger()." in path.read_text(encoding="utf-8") for path in SOURCES)


@pytest.mark.parametrize(
    "line",
    [
        'logger().info(f"read {name}")', 'logger().info("read %s", name)', 'logger().error("read", name=name)',
        'log = logger()\nlog.warning("read " + name)', 'logging.getLogger(__name__).info("read", extra=name)',
        "import logging\nlogging.error(name)", 'logger().info("read", **facts)',
    ],
)  # fmt: skip
def test_a_call_with_data_in_it_is_found(line: str) -> None:
    assert list(faults(line))


def test_a_named_event_with_listed_fields_is_right() -> None:
    assert list(faults('logger().info("card_read", exchanges=9, elapsed_ms=210)')) == []
