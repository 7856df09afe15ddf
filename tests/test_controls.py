"""The table of controls (docs/controls.md) names what is there: every control once, every file and every test of it."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "docs" / "controls.md"
STATES = {"done", "partly", "outside"}
COLUMNS = 7
ROWS = {
    cells[0]: cells
    for line in TABLE.read_text(encoding="utf-8").splitlines()
    if line.startswith("| C-")
    for cells in [[cell.strip() for cell in line.strip("|").split("|")]]
}
STATE, WHERE, HELD, REST = 2, 4, 5, 6


def named(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def test_every_control_stands_there_once_with_a_state() -> None:
    assert list(ROWS) == [f"C-{number:02}" for number in range(1, 42)]
    assert TABLE.read_text(encoding="utf-8").count("\n| C-") == len(ROWS)
    assert {name: cells[STATE] for name, cells in ROWS.items() if cells[STATE] not in STATES} == {}
    assert {name for name, cells in ROWS.items() if len(cells) != COLUMNS} == set()


@pytest.mark.parametrize("control", ROWS)
def test_what_a_row_names_is_there(control: str) -> None:
    cells = ROWS[control]
    where, held = named(cells[WHERE]), named(cells[HELD])
    assert all((ROOT / path).exists() for path in where), where
    assert all(path.startswith("tests/") for path in held)
    for test in held:
        path, _, function = test.partition("::")
        assert (ROOT / path).is_file(), test
        assert not function or function in functions(ROOT / path), test


@pytest.mark.parametrize("control", ROWS)
def test_what_is_said_to_be_done_has_code_and_a_test_and_what_is_missing_is_said(control: str) -> None:
    cells = ROWS[control]
    if cells[STATE] != "outside":
        assert named(cells[WHERE])
        assert named(cells[HELD])
    assert ("missing:" in cells[REST]) is (cells[STATE] == "partly")


def functions(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
