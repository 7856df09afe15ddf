"""A case file for every rule of every year (`tests/cases/tax/rules`): each threshold at its yen, each number held."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from app.tax import calculate as engine
from app.tax.load import income_years, year_of
from app.tax.return_file import parse_return
from app.tax.year import Year
from models.tax import TaxReturn
from tests.app.tax.law_numbers import Number, around, numbers, thresholds, with_number
from tests.app.tax.rule_cases import Cell, RuleFile, read, rule_files, text
from tests.app.tax.rule_files import file_of
from tests.app.tax.rule_groups import RULES

FILES = [path for income_year in income_years() for path in rule_files(income_year)]
Case = tuple[TaxReturn, dict[str, Cell]]


def _year(path: Path) -> int:
    return int(path.parent.name)


def _cases(file: RuleFile, income_year: int) -> Iterator[Case]:
    for group in file.groups:
        yield from ((parse_return(data), expected) for data, expected in group.returns(income_year))


def _holds(case: Case) -> bool:
    amounts = engine.calculate(case[0]).amounts
    return all(amounts[line] == expected for line, expected in case[1].items())


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_row_of_a_rule_comes_out_to_the_yen(path: Path) -> None:
    cases = list(_cases(read(path), _year(path)))
    assert [case for case in cases if not _holds(case)] == []
    assert len(cases) >= 3


@pytest.mark.parametrize("income_year", income_years())
def test_the_files_are_those_of_the_years_thresholds(income_year: int) -> None:
    year = year_of(income_year)
    written = {path.stem: path.read_text(encoding="utf-8") for path in rule_files(income_year)}
    assert written == {rule: text(file_of(rule, year), year.name_ja) for rule in RULES}


@pytest.mark.parametrize("income_year", income_years())
def test_every_threshold_has_a_case_just_below_at_and_just_above_it(income_year: int) -> None:
    year = year_of(income_year)
    files = [read(path) for path in rule_files(income_year)]
    bare = [path for path, limit in thresholds(year).items() if not _is_covered(path, limit, year, files)]
    assert bare == []


def _is_covered(path: str, limit: Number, year: Year, files: list[RuleFile]) -> bool:
    for group in (group for file in files for group in file.groups):
        for prefix, column in group.thresholds.items():
            if path == prefix or path.startswith((f"{prefix}.", f"{prefix}[")):
                points = group.column(column)
                compared = [point - group.less if isinstance(point, int) else point for point in points]
                if set(around(limit, path, year, group.step)) <= set(compared):
                    return True
    return False


@pytest.mark.nightly
@pytest.mark.parametrize("income_year", income_years())
def test_no_number_of_the_law_can_change_unnoticed(income_year: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """By one unit of its last place; where two rows meet without a step, by as much as it takes to bend the line."""
    year = year_of(income_year)
    by_table: dict[str, list[Case]] = {}
    for file in map(read, rule_files(income_year)):
        for table in file.tables:
            by_table.setdefault(table, []).extend(_cases(file, income_year))
    unheld = [
        (path, direction)
        for path, number in numbers(year).items()
        for direction in (-1, 1)
        if not any(
            _notices(year, path, other, by_table.get(path.partition(".")[0], []), monkeypatch)
            for other in _others(number, direction)
        )
    ]
    # 基礎控除 of 令和6年分 is never above the amount before the reforms
    assert unheld == ([("donation_credit.basic_deduction_before", 1)] if income_year == 2024 else [])


def _others(number: Number, direction: int) -> list[Number]:
    if isinstance(number, date):
        return [number + timedelta(days=direction)]
    if isinstance(number, Decimal):
        return [number + direction * Decimal(1).scaleb(int(number.as_tuple().exponent))]
    return [number + direction * by for by in (1, 2, 101, 5_000)]


def _notices(year: Year, path: str, other: Number, cases: list[Case], monkeypatch: pytest.MonkeyPatch) -> bool:
    changed = with_number(year, path, other)
    with monkeypatch.context() as patch:
        patch.setattr(engine, "year_of", lambda _: changed)
        return any(_breaks(case) for case in cases)


def _breaks(case: Case) -> bool:
    """A law that leaves a gap (no row for an amount) is noticed too."""
    try:
        return not _holds(case)
    except (StopIteration, ZeroDivisionError):
        return True
