"""What every computed return keeps to, whatever it holds."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import app.tax
from app.tax.calculate import calculate
from app.tax.load import income_years, line_names
from app.tax.return_file import parse_return

PLAIN = {"filer": {"birth_date": "1980-05-01"}, "income": {"salary": [{"gross": 5_000_000}]}}


@pytest.mark.parametrize("year", income_years())
def test_every_amount_of_the_contract_is_there_and_has_its_line(year: int) -> None:
    result = calculate(parse_return({"income_year": year, **PLAIN}))
    assert result.fiscal_year == year + 1
    assert set(result.amounts) == set(line_names())
    assert [line.id for line in result.lines] == list(line_names())
    assert {line.id: line.amount for line in result.lines} == dict(result.amounts)


@pytest.mark.parametrize("year", income_years())
def test_every_line_says_what_it_is_how_it_came_about_and_where_the_law_says_so(year: int) -> None:
    for line in calculate(parse_return({"income_year": year, **PLAIN})).lines:
        assert line.name_ja
        assert line.formula_ja
        assert line.formula_en
        assert line.source
        assert line.confidence in {"C1", "C2", "B", "U"}


def _trees() -> Iterator[tuple[str, ast.AST]]:
    for file in sorted(Path(app.tax.__file__).parent.glob("*.py")):
        yield file.name, ast.parse(file.read_text(encoding="utf-8"))


def test_no_float_is_written_and_no_division_makes_one() -> None:
    found = [
        f"{name}:{node.lineno}"
        for name, tree in _trees()
        for node in ast.walk(tree)
        if (isinstance(node, ast.Constant) and isinstance(node.value, float))
        or (isinstance(node, ast.Name) and node.id == "float")
        or (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div) and not _is_exact(node))
    ]
    assert found == []


def _is_exact(division: ast.BinOp) -> bool:
    """A division of a Fraction, written where it is made; or no division at all but a path."""
    if isinstance(division.right, ast.JoinedStr) or _is_text(division.right) or _is_folder(division.left):
        return True
    return any(_makes_fraction(node) for node in ast.walk(division))


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _is_folder(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and node.id in {"RESOURCES", "FOLDER"}


def _makes_fraction(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Fraction"
