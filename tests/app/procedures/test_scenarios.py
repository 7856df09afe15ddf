"""Which procedures a case calls for: scenarios of the ward's practice, as files that a clerk can judge."""

from collections import Counter
from pathlib import Path

import pytest

from app.case_file import parse_case
from app.procedures.plan import make_plan
from models.case import Event
from tests.app.procedures.people import CASES, plain, scenario


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_the_scenario_gives_its_procedures_days_and_questions_and_nothing_else(file: Path) -> None:
    expected = scenario(file)
    plan = make_plan(parse_case(plain(expected["case"])))
    assert {one.id for one in plan.procedures} == set(expected["procedures"])
    assert {one.id: one.due_on for one in plan.procedures if one.due_on} == expected["due"]
    assert set(expected["not_needed"]) <= {one.id for one in plan.asked_but_not_needed}
    assert list(plan.questions_open) == expected["questions"]
    assert list(plan.forms) == expected.get("forms", list(plan.forms))
    assert any(expected.get("notice", "") in notice for notice in ("", *plan.notices))


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_every_answer_says_why(file: Path) -> None:
    plan = make_plan(parse_case(plain(scenario(file)["case"])))
    assert [one.id for one in plan.procedures if not one.because or not all(one.because)] == []
    assert [one.id for one in plan.asked_but_not_needed if not one.because] == []
    assert {one.id for one in plan.procedures} & {one.id for one in plan.asked_but_not_needed} == set()


def test_every_life_event_has_at_least_two_scenarios() -> None:
    told = Counter(scenario(file)["case"]["event"] for file in CASES)
    assert {event: told[event] for event in Event if told[event] < 2} == {}


def test_every_scenario_is_told_in_a_sentence_of_its_own() -> None:
    names = [scenario(file)["name"] for file in CASES]
    assert len(set(names)) == len(names)
