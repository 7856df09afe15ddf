"""Cases a clerk can judge: a household → the text at the fields of a form (tests/cases/forms)."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from app.case_file import case_from_json
from forms.load import load_sheets
from tests.forms.people import pages, printed, written

_FOLDER = Path(__file__).parents[1] / "cases" / "forms"
_FILES = sorted(_FOLDER.glob("*.toml"))
_CASES = [(file.stem, case) for file in _FILES for case in tomllib.loads(file.read_text(encoding="utf-8"))["case"]]


def test_every_form_has_its_cases() -> None:
    assert {form for form, _ in _CASES} == load_sheets().keys()


@pytest.mark.parametrize(("form", "entry"), _CASES, ids=[f"{form}: {case['name']}" for form, case in _CASES])
def test_the_sheet_says_what_the_case_says(form: str, entry: dict[str, Any]) -> None:
    assert entry.keys() <= {"name", "case", "expect", "absent", "pages"}
    case = case_from_json(json.loads(json.dumps(entry["case"])))
    sheet = printed(form, case)
    assert {field: sheet.values.get(field) for field in entry["expect"]} == entry["expect"]
    assert [field for field in entry.get("absent", []) if field in sheet.values] == []
    assert [written(page, field) for page in pages(form, case) for field in entry.get("absent", [])].count("") == len(
        entry.get("absent", [])
    ) * len(pages(form, case))
    assert sheet.pages == entry["pages"]
