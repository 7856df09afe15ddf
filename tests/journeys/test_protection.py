"""支援措置: nothing that shows a protected address is made before a supervisor's release."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from app.case_file import read_case
from app.errors import Refused
from app.journeys.paper import forms_of, make_plan, print_forms, printable
from app.journeys.protection import held_back, released
from app.paths import RESOURCES
from forms.load import load_sheets
from models.case import Answers, Case, Event
from models.reception import Release

RELEASE = Release("見本　責任者", "本人と別室で確認", datetime(2026, 11, 24, 1, 0, tzinfo=UTC))
SHOWING = {"idou", "juminhyo", "inkan_t", "kokuho"}


def protected() -> Case:
    family = read_case(RESOURCES / "practice" / "family.json")
    return replace(family, answers=replace(family.answers, protected_address=True))


def text_of(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).replace("\n", "")


def test_the_forms_that_show_the_address_are_held_back_with_the_fields_that_do() -> None:
    held = {one.form: one.fields for one in make_plan(protected()).held_back}
    assert held.keys() >= SHOWING
    assert {"new_addr", "new_addr.postcode", "new_kata", "filer.address"} <= set(held["idou"])
    assert "old_addr" not in held["idou"]


def test_nothing_is_held_back_where_no_address_is_protected() -> None:
    family = read_case(RESOURCES / "practice" / "family.json")
    assert make_plan(family).held_back == ()
    assert make_plan(replace(family, answers=Answers())).held_back == ()


@pytest.mark.parametrize("form", sorted(SHOWING))
def test_a_form_that_is_held_back_is_refused_by_name_and_nothing_of_it_is_made(form: str) -> None:
    case = protected()
    with pytest.raises(Refused) as caught:
        print_forms(case, make_plan(case), [form])
    assert caught.value.facts == {"reason": "protected_address", "forms": [form]}
    assert "吾妻橋" not in json.dumps(caught.value.facts, ensure_ascii=False)


def test_what_may_be_printed_shows_the_address_nowhere_not_on_the_cover_either() -> None:
    case = protected()
    plan = make_plan(case)
    bundle = print_forms(case, plan, printable(plan, None))
    assert "支援措置" in text_of(bundle.pdf)
    assert "吾妻橋" not in text_of(bundle.pdf)
    assert "見本荘" not in text_of(bundle.pdf)


def test_after_a_supervisors_release_every_form_is_made() -> None:
    case = protected()
    plan = make_plan(case)
    assert printable(plan, RELEASE) == forms_of(plan)
    bundle = print_forms(case, plan, ["idou"], release=RELEASE)
    assert "吾妻橋" in text_of(bundle.pdf)


def test_who_leaves_is_protected_at_both_places() -> None:
    family = protected()
    leaving = replace(family, event=Event.OUT, new_address=family.old_address, old_address=family.new_address)
    fields = {one.form: one.fields for one in held_back(leaving, ["idou"])}["idou"]
    assert {"new_addr", "old_addr"} <= set(fields)


def test_every_sheet_with_the_address_of_the_move_is_known_to_show_it() -> None:
    case = protected()
    sources = {
        form: {cell.value for _, cell in sheet.cells()} & {"new.address", "new.place"}
        for form, sheet in load_sheets().items()
    }
    assert {form for form, found in sources.items() if found} <= {one.form for one in held_back(case, load_sheets())}


@pytest.mark.parametrize(("by", "reason"), [("", "確認"), ("見本", ""), ("　", "確認"), ("見本", " \n")])
def test_a_release_needs_a_name_and_a_reason(by: str, reason: str) -> None:
    with pytest.raises(Refused) as caught:
        released(by, reason, RELEASE.at)
    assert caught.value.facts["reason"] == "release_without_reason"


def test_a_protected_case_of_the_practice_is_not_left_in_the_resources() -> None:
    files = [file.read_text(encoding="utf-8") for file in Path(RESOURCES / "practice").glob("*.json")]
    assert not any('"protected_address": true' in text for text in files)
