"""The questions of a return are data: every path, line and language in them is one that exists."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from app.paths import RESOURCES
from app.tax.entries import entries_of, entry_at, with_entry
from app.tax.load import YearError, wording
from app.tax.questions import FILE, check, questions
from app.tax.return_file import parse_return, return_to_json


def data() -> dict[str, Any]:
    return tomllib.loads((RESOURCES / FILE).read_text(encoding="utf-8"))


def test_every_question_is_asked_in_every_language() -> None:
    found = questions()
    sections = [one for step in ("filer", "income", "family", "deductions") for one in found.sections(step)]
    texts = [text for one in sections for text in (one.title, *(field.name for field in one.fields))]
    texts += [text for one in sections for text in (one.help, *(field.help for field in one.fields)) if text]
    assert [text for text in texts if set(text) < {"ja", *found.languages}] == []


def test_every_notice_that_leads_to_a_field_is_one_that_is_said() -> None:
    assert set(questions().jumps) <= set(wording())


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda facts: facts["filer"][0]["fields"][0].update(path="filer.nmae"), "filer.nmae"),
        (lambda facts: facts["income"][0].update(lines=["salary"]), "income"),
        (lambda facts: facts["what_if"][0].update(colour="red"), "colour"),
        (lambda facts: facts["filer"][1]["fields"][0].update(choices="handicap"), "handicap"),
    ],
)
def test_a_name_that_does_not_exist_is_refused_with_its_place(change: Any, said: str) -> None:
    facts = data()
    change(facts)
    with pytest.raises(YearError, match=said):
        check(facts)


def test_an_entry_is_found_changed_and_taken_out_by_its_path() -> None:
    entries = {"income_year": 2026, "income": {"salary": [{"gross": 1}, {}]}}
    assert entry_at(entries, "income.salary[0].gross") == 1
    assert entry_at(entries, "income.salary[5].gross") is None
    changed = with_entry(entries, "deductions.medical.paid", 5)
    assert changed["deductions"] == {"medical": {"paid": 5}}
    assert with_entry(changed, "deductions.medical.paid", None) == entries
    assert with_entry(entries, "income.salary[1].gross", 2)["income"]["salary"] == [{"gross": 1}, {"gross": 2}]
    assert entries["income"] == {"salary": [{"gross": 1}, {}]}


def test_a_return_as_entries_is_the_same_return() -> None:
    facts = {
        "income_year": 2026,
        "filer": {"birth_date": "1980-05-01", "name": "墨田　一"},
        "income": {"salary": [{"gross": 5}, {}]},
        "spouse": {},
        "dependants": [{"birth_date": "2010-00-00", "total_income": 0}],
    }
    whole = parse_return(facts)
    assert entries_of(whole) == facts
    assert parse_return(return_to_json(whole)) == whole
