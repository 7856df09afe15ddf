"""Thresholds crossed with each other, one yen below, at and above, against the second reckoning."""

import pytest

from app.tax.calculate import calculate
from app.tax.load import income_years, year_of
from app.tax.return_file import parse_return
from tests.app.tax.boundaries import RULES
from tests.app.tax.reference import reckon


@pytest.mark.parametrize("year", income_years())
@pytest.mark.parametrize("rule", RULES)
def test_the_amounts_change_at_the_yen_where_the_table_says_so(rule: str, year: int) -> None:
    cases = list(RULES[rule](year_of(year)))
    wrong = []
    for data in cases:
        found, expected = calculate(parse_return(data)).amounts, reckon(data)
        if dict(found) != expected:
            wrong.append((data, {key: (found[key], expected[key]) for key in expected if found[key] != expected[key]}))
    assert wrong == []
    assert len(cases) >= 3
