"""The engine and the second reckoning agree on every amount of any possible return."""

import pytest
from hypothesis import HealthCheck, given, settings

from app.tax.calculate import calculate
from app.tax.return_file import parse_return
from tests.app.tax.reference import reckon
from tests.app.tax.returns import Data, returns


@settings(max_examples=300, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(returns())
def test_both_reckonings_of_any_household_agree_to_the_yen(data: Data) -> None:
    assert dict(calculate(parse_return(data)).amounts) == reckon(data)


@pytest.mark.nightly
@pytest.mark.timeout(1800)
@settings(max_examples=5_000, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
@given(returns())
def test_both_reckonings_agree_on_many_new_households_every_night(data: Data) -> None:
    assert dict(calculate(parse_return(data)).amounts) == reckon(data)
