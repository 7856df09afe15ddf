"""Whole households reckoned by hand, row by row, from the law alone (`tests/cases/tax_by_hand`).

A row is what it reckons (an amount id, or a step in words), the formula with its numbers put in, the yen, and the law.
"""

import tomllib
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from app.tax.calculate import calculate
from app.tax.return_file import parse_return
from tests.app.tax.arithmetic import value

FILES = sorted((Path(__file__).resolve().parents[2] / "cases" / "tax_by_hand").glob("*.toml"))

THE_WAY_FROM_INCOME_TO_TAX = {
    "total_income",
    "income_tax.total_tax",
    "income_tax.payable",
    "resident_tax.levy_total",
    "resident_tax.total",
}


class Row(NamedTuple):
    what: str
    formula: str
    yen: int
    law: str


def _case(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8"))


def _rows(case: dict[str, Any]) -> list[Row]:
    return [Row(*row) for row in case["table"]["rows"]]


def _amounts(case: dict[str, Any]) -> dict[str, int]:
    return {row.what: row.yen for row in _rows(case) if row.what.isascii()}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_row_is_reckoned_rightly_and_names_its_law(file: Path) -> None:
    rows = _rows(_case(file))
    assert {row.what: str(value(row.formula)) for row in rows} == {row.what: str(row.yen) for row in rows}
    assert [row.what for row in rows if not row.law] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_return_comes_out_as_the_hand_reckoned(file: Path) -> None:
    case = _case(file)
    computed = calculate(parse_return(case["return"])).amounts
    by_hand: dict[str, int | str] = _amounts(case) | {"resident_tax.status": case["table"]["status"]}
    assert {line: computed[line] for line in by_hand} == by_hand


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_table_goes_the_whole_way_and_names_no_line_twice(file: Path) -> None:
    what = [row.what for row in _rows(_case(file))]
    assert set(what) >= THE_WAY_FROM_INCOME_TO_TAX
    assert len(set(what)) == len(what)


def test_there_are_at_least_forty_households_over_the_three_years() -> None:
    cases = [_case(file) for file in FILES]
    assert len({case["name"] for case in cases}) == len(cases) >= 40
    assert {case["return"]["income_year"] for case in cases} == {2024, 2025, 2026}


@pytest.mark.parametrize(
    ("formula", "yen"),
    [
        ("2 + 3 × 4 − 6 ÷ 2", 11),
        ("⌊2,129,200 − 942,300⌋1,000", 1_186_000),
        ("⌈30,001 ÷ 2 + 10,000⌉", 25_001),
        ("0 − ⌊7⌋2 × (1 + 2)", -18),
        ("1,000 × 84.895%", Fraction("848.95")),
    ],
)
def test_the_arithmetic_is_exact(formula: str, yen: Fraction) -> None:
    assert value(formula) == yen


@pytest.mark.parametrize("formula", ["", "1 +", "(1", "1 2", "max(1)", "⌊1", "1 ** 2"])
def test_the_arithmetic_takes_nothing_else(formula: str) -> None:
    with pytest.raises(ValueError):
        value(formula)
