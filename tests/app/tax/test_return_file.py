"""What cannot be is named, all of it together: path, what was found, what is allowed."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.errors import InvalidInput, Refused
from app.tax.calculate import calculate
from app.tax.return_file import parse_return, read_return, return_to_json
from tests.app.tax.returns import Data, returns

FILER = {"birth_date": "1980-05-01"}


def _problems(**parts: Any) -> dict[str, str]:
    data = {"income_year": 2026, "filer": FILER, **parts}
    with pytest.raises(InvalidInput) as caught:
        parse_return(data)
    assert all(problem.allowed for problem in caught.value.problems)
    return {problem.path: problem.found for problem in caught.value.problems}


def _filer(**parts: Any) -> dict[str, Any]:
    return {"filer": {**FILER, **parts}}


ONE_FAULT: dict[str, tuple[dict[str, Any], str]] = {
    "an unknown year": ({"income_year": 2027}, "income_year"),
    "no birth date": ({"filer": {}}, "filer.birth_date"),
    "a day that is none": ({"filer": {"birth_date": "1980-02-30"}}, "filer.birth_date"),
    "a filer of the future": ({"filer": {"birth_date": "2027-01-01"}}, "filer.birth_date"),
    "a filer of the last century but one": ({"filer": {"birth_date": "1880-01-01"}}, "filer.birth_date"),
    "an unknown key": ({"income": {"salry": []}}, "income.salry"),
    "an unknown key at the top": ({"spous": {}}, "spous"),
    "a float": ({"income": {"dividends": 1.5}}, "income.dividends"),
    "a whole float": ({"income": {"dividends": 2.0}}, "income.dividends"),
    "a text": ({"income": {"dividends": "5"}}, "income.dividends"),
    "a truth for yen": ({"income": {"dividends": True}}, "income.dividends"),
    "a number for a truth": (_filer(widow=1), "filer.widow"),
    "a negative salary": ({"income": {"salary": [{"gross": 1}, {"gross": -1}]}}, "income.salary[1].gross"),
    "a negative deduction": ({"deductions": {"medical": {"paid": -1}}}, "deductions.medical.paid"),
    "a negative income of a spouse": ({"spouse": {"total_income": -1}}, "spouse.total_income"),
    "more than all money": ({"income": {"other": 100_000_000_001}}, "income.other"),
    "more withheld than paid": (
        {"income": {"salary": [{"gross": 5, "withheld_tax": 6}]}}, "income.salary[0].withheld_tax",
    ),
    "an unknown disability": (_filer(disability="severe"), "filer.disability"),
    "a filer who lives with himself": (_filer(disability="special_cohabiting"), "filer.disability"),
    "an adult minor": (_filer(minor=True), "filer.minor"),
    "a widow with a husband": ({**_filer(widow=True), "spouse": {}}, "filer.widow"),
    "a spouse who died in another year": ({"spouse": {"died_on": "2025-05-05"}}, "spouse.died_on"),
    "a father who died in another year": ({"dependants": [{"died_on": "2027-01-01"}]}, "dependants[0].died_on"),
    "a single parent with a spouse": ({**_filer(single_parent="father"), "spouse": {}}, "filer.single_parent"),
    "widow and single parent": (_filer(widow=True, single_parent="mother"), "filer.widow"),
    "a spouse of ten": ({"spouse": {"birth_date": "2016-01-01"}}, "spouse.birth_date"),
    "a spouse among the dependants": ({"dependants": [{"relation": "妻"}]}, "dependants[0].relation"),
    "a child older than its parent": (
        {"dependants": [{"relation": "child", "birth_date": "1979-01-01"}]}, "dependants[0].birth_date",
    ),
    "a parent younger than the child": (
        {"dependants": [{"relation": "母", "birth_date": "1990-01-01"}]}, "dependants[0].birth_date",
    ),
    "a cohabiting parent of 69": (
        {"dependants": [{"birth_date": "1957-01-02", "cohabiting_parent": True}]}, "dependants[0].cohabiting_parent",
    ),
    "a cohabiting parent abroad": (
        {"dependants": [{"birth_date": "1950-01-01", "cohabiting_parent": True, "abroad": True}]},
        "dependants[0].cohabiting_parent",
    ),
    "cohabiting disability abroad": (
        {"dependants": [{"disability": "special_cohabiting", "abroad": True}]}, "dependants[0].disability",
    ),
    "a child not yet born": ({"dependants": [{"birth_date": "2027-01-01"}]}, "dependants[0].birth_date"),
    "moving in after the year": ({"credits": {"housing_moved_in_on": "2027-01-01"}}, "credits.housing_moved_in_on"),
    "leaving in another year": (_filer(left_on="2025-05-05"), "filer.left_on"),
}  # fmt: skip


@pytest.mark.parametrize("fault", ONE_FAULT)
def test_a_single_fault_is_named_alone_with_its_path(fault: str) -> None:
    parts, path = ONE_FAULT[fault]
    assert list(_problems(**parts)) == [path]


def test_faults_of_form_and_of_sense_are_named_together() -> None:
    found = _problems(
        filer={"birth_date": "1980-13-01", "x": 1},
        income={"salary": [{"gross": -5, "withheld_tax": 1.5}]},
        deductions={"social_insurance": -1},
        income_year=2026.5,
    )
    assert set(found) == {
        "income_year", "filer.birth_date", "filer.x", "income.salary[0].withheld_tax", "income.salary[0].gross",
        "deductions.social_insurance",
    }  # fmt: skip


@pytest.mark.parametrize("data", [None, [], 5, "x", {}])
def test_what_is_no_return_at_all_is_said_so(data: object) -> None:
    with pytest.raises(InvalidInput):
        parse_return(data)


def test_losses_may_be_negative() -> None:
    income = {"business": {"income": -5}, "miscellaneous_business": -1, "miscellaneous_other": -1, "other": -1}
    assert parse_return({"income_year": 2026, "filer": FILER, "income": income}).income.business.income == -5


def test_year_and_birth_date_alone_are_a_return_and_come_back_as_the_contract_writes_them() -> None:
    entry = parse_return({"income_year": 2025, "filer": FILER})
    assert parse_return(return_to_json(entry)) == entry
    assert return_to_json(entry)["filer"]["birth_date"] == "1980-05-01"


def test_who_died_or_left_before_the_reform_was_in_force_is_refused_and_later_only_warned_of() -> None:
    with pytest.raises(Refused) as caught:
        parse_return({"income_year": 2026, **_filer(left_on="2026-11-30")})
    assert caught.value.facts["reason"] == "former_tax_rules"
    assert parse_return({"income_year": 2026, **_filer(left_on="2026-12-01")})
    assert parse_return({"income_year": 2024, **_filer(left_on="2024-03-03")})


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.floats(allow_nan=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=6,
)


def _places(part: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Every place of a return where something else could stand."""
    inner = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    return [found for key, value in inner for found in ((*path, key), *_places(value, (*path, key)))]


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(returns(), JSON, st.data())
def test_whatever_stands_anywhere_is_computed_or_named(data: Data, other: object, draw: st.DataObject) -> None:
    *path, last = draw.draw(st.sampled_from(_places(data)))
    place: Any = data
    for part in path:
        place = place[part]
    place[last] = other
    assert _named_or_computed(data)


def _named_or_computed(data: Data) -> bool:
    """Whether every fault says what is allowed; where there is none, whether lines come of it."""
    try:
        return bool(calculate(parse_return(data)).lines)
    except InvalidInput as error:
        return bool(error.problems) and all(problem.allowed for problem in error.problems)


def test_an_entry_that_stands_twice_is_named_and_not_guessed(tmp_path: Path) -> None:
    file = tmp_path / "return.json"
    twice = '{"income_year": 2026, "income_year": 2025, "filer": {"birth_date": "1980-05-01"}}'
    file.write_text(twice, encoding="utf-8")
    with pytest.raises(InvalidInput) as fault:
        read_return(file)
    assert [problem.path for problem in fault.value.problems] == ["income_year"]
