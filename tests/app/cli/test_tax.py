"""`tax compute` as the contract has it: exact keys, every fault, a folder in one go, both languages."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from app.cli import main

RETURN = {
    "income_year": 2026,
    "filer": {"name": "", "birth_date": "1980-05-01", "disability": "none", "widow": False, "single_parent": "none",
              "working_student": False, "public_assistance": False, "minor": False},
    "income": {"salary": [{"payer": "", "gross": 5_000_000, "withheld_tax": 100_000}],
               "public_pension": [{"payer": "", "gross": 0, "withheld_tax": 0}], "business": {"income": 0},
               "miscellaneous_business": 0, "miscellaneous_other": 0, "dividends": 0,
               "temporary": {"receipts": 0, "costs": 0}, "other": 0},
    "spouse": {"birth_date": "1982-01-01", "total_income": None, "salary_gross": 900_000, "public_pension_gross": 0,
               "disability": "none", "abroad": False},
    "dependants": [{"name": "", "birth_date": "2006-01-01", "relation": "child", "total_income": None,
                    "salary_gross": 0, "public_pension_gross": 0, "cohabiting_parent": False, "disability": "none",
                    "abroad": False}],
    "deductions": {"social_insurance": 700_000, "small_enterprise_mutual_aid": 0,
                   "life_insurance": {"new_general": 0, "old_general": 0, "care_medical": 0, "new_pension": 0,
                                      "old_pension": 0},
                   "earthquake_insurance": {"earthquake": 0, "old_long_term": 0},
                   "medical": {"paid": 0, "reimbursed": 0}, "self_medication": {"paid": 0, "reimbursed": 0},
                   "casualty": {"loss": 0, "reimbursed": 0, "disaster_cost": 0},
                   "donations": {"furusato": 0, "other": 0, "one_stop": False}},
    "credits": {"housing_loan": 0},
}  # fmt: skip


def _file(folder: Path, name: str, data: object) -> Path:
    path = folder / name
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def _run(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["tax", "compute", *arguments])
    said = capfd.readouterr()
    return code, said.out, said.err


def _json(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, Any]]:
    code, out, _ = _run(capfd, *arguments, "--json")
    return code, json.loads(out)


def test_the_contracts_return_gives_every_key_of_the_answer(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    code, answer = _json(capfd, "--return", str(_file(tmp_path, "a.json", RETURN)))
    assert code == 0
    assert (answer["income_year"], answer["fiscal_year"]) == (2026, 2027)
    assert answer["amounts"]["resident_tax.total"] == 156_000
    assert answer["amounts"]["resident_tax.status"] == "taxed"
    assert answer["amounts"]["resident_tax.relief_applied"] is False
    keys = {"id", "name_ja", "form", "box", "amount", "formula_ja", "source", "confidence"}
    assert all(keys <= set(line) for line in answer["lines"])
    assert {line["id"]: line["amount"] for line in answer["lines"]} == answer["amounts"]
    assert all(isinstance(one, str) for one in (*answer["warnings"], *answer["advice"]))


def test_faults_are_one_object_with_exit_code_9(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    wrong = {"income_year": 2030, "filer": {"birth_date": "1980-05-01"}, "income": {"dividends": -1}, "x": 1}
    code, answer = _json(capfd, "--return", str(_file(tmp_path, "a.json", wrong)))
    assert (code, answer["error"]) == (9, "invalid_input")
    assert {one["path"] for one in answer["problems"]} == {"x", "income_year", "income.dividends"}
    assert all(set(one) - {"found_en", "allowed_en"} == {"path", "found", "allowed"} for one in answer["problems"])


def test_a_bad_return_of_a_folder_does_not_stop_the_others(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    _file(tmp_path, "a.json", RETURN)
    _file(tmp_path, "b.json", {"income_year": 2026})
    (tmp_path / "c.json").write_text("{", encoding="utf-8")
    _file(tmp_path, "d.json", {**RETURN, "income_year": 2024})
    code, answer = _json(capfd, "--batch", str(tmp_path))
    assert code == 0
    assert [one["file"] for one in answer["results"]] == ["a.json", "b.json", "c.json", "d.json"]
    assert ["error" in one for one in answer["results"]] == [False, True, True, False]
    assert answer["results"][3]["fiscal_year"] == 2025


def test_who_left_before_the_reform_is_refused_with_a_sentence(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    left = {"income_year": 2026, "filer": {"birth_date": "1950-05-01", "left_on": "2026-06-01"}}
    code, answer = _json(capfd, "--return", str(_file(tmp_path, "a.json", left)))
    assert (code, answer["error"], answer["reason"]) == (11, "refused", "former_tax_rules")
    assert "2026-12-01" in answer["message_ja"]


def test_the_text_names_the_lines_and_holds_no_other_language(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = str(_file(tmp_path, "a.json", RETURN))
    _, japanese, _ = _run(capfd, "--return", path)
    assert "年税額: 156,000円" in japanese
    assert "判定: 課税" in japanese
    _, english, _ = _run(capfd, "--return", path, "--ui", "en")
    assert "tax of the year: 156,000 yen" in english
    assert not re.search(r"[ぁ-んァ-ヶ一-龠]", english)


@pytest.mark.parametrize("arguments", [[], ["--return", "a", "--batch", "b"]])
def test_one_return_or_one_folder_and_nothing_else(arguments: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    code, answer = _json(capfd, *arguments)
    assert (code, answer["error"]) == (2, "usage")
