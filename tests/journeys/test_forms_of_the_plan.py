"""Where the rules and the sheets meet: a form that a procedure calls for is about the people of that procedure."""

from pathlib import Path

import pytest

from app.case_file import parse_case
from app.journeys.paper import forms_of, make_plan
from forms.fill import fill_sheet
from forms.load import load_sheets
from tests.app.procedures.people import CASES, plain, scenario


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_the_pension_desks_sheets_are_of_those_whom_the_plan_names(file: Path) -> None:
    case = parse_case(plain(scenario(file)["case"]))
    plan = make_plan(case)
    named = {case.members[i].name for one in plan.procedures if "nenkin" in one.forms for i in one.members}
    if named:
        values = fill_sheet(load_sheets()["nenkin"], case).values
        assert {text for field, text in values.items() if field.removeprefix("sheet[1].") == "name"} == named


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_no_form_of_a_plan_is_empty(file: Path) -> None:
    case = parse_case(plain(scenario(file)["case"]))
    plan = make_plan(case)
    names = {member.name for member in case.members}
    empty = [
        form
        for form in forms_of(plan)
        if not any(name in text for text in fill_sheet(load_sheets()[form], case).values.values() for name in names)
    ]
    assert empty == []
