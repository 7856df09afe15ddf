"""The examples of the ward's tables (`tests/cases/tax/examples`): edges of taxation, printed rows, the traps."""

import re

import pytest

from app.tax.calculate import calculate
from app.tax.load import income_years
from app.tax.return_file import parse_return
from tests.app.tax.rule_cases import FOLDER, Group, read

EXAMPLES = {
    (income_year, group.about): group
    for income_year in income_years()
    for group in read(FOLDER.with_name("examples") / f"{income_year}.toml").groups
}


@pytest.mark.parametrize(("income_year", "about"), EXAMPLES)
def test_the_example_comes_out_as_the_table_says(income_year: int, about: str) -> None:
    group: Group = EXAMPLES[income_year, about]
    for data, expected in group.returns(income_year):
        amounts = calculate(parse_return(data)).amounts
        assert {line: amounts[line] for line in expected} == expected


def test_every_section_with_examples_has_them_in_every_year() -> None:
    for income_year in income_years():
        sections = {one for year, about in EXAMPLES if year == income_year for one in re.findall(r"§([\d.]+)", about)}
        assert {"1", "2", "3", "6.3", "6.5", "6.7", "7", "8", "9", "10", "11", "15"} <= sections
