"""Whole households, each reckoned line by line in its file (`tests/cases/tax`): to the yen."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from app.tax.calculate import calculate
from app.tax.return_file import parse_return

FILES = sorted((Path(__file__).resolve().parents[2] / "cases" / "tax").glob("*.toml"))


def _case(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_household_comes_out_as_its_sheet_says(file: Path) -> None:
    case = _case(file)
    amounts = calculate(parse_return(case["return"])).amounts
    assert {line: amounts[line] for line in case["sheet"]} == case["sheet"]
    assert {line: amount for line, amount in amounts.items() if line not in case["sheet"] and amount} == {}


def test_there_are_at_least_forty_households_each_with_a_sentence() -> None:
    names = [_case(file)["name"] for file in FILES]
    assert len(set(names)) == len(names) >= 40
    assert {_case(file)["return"]["income_year"] for file in FILES} == {2024, 2025, 2026}
