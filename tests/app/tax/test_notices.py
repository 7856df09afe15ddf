"""What a good clerk would say: each notice where it belongs, and nowhere else."""

from typing import Any

import pytest

from app.tax.calculate import calculate
from app.tax.return_file import parse_return
from models.tax import TaxResult

FILER = {"birth_date": "1980-05-01"}
CHILD = {"birth_date": "2015-05-05", "relation": "child", "name": "墨田　葵"}


def _result(**parts: Any) -> TaxResult:
    data = {"income_year": 2025, "filer": FILER, "income": {"salary": [{"gross": 5_000_000}]}, **parts}
    return calculate(parse_return(data))


def _said(**parts: Any) -> set[str]:
    result = _result(**parts)
    return {one.id for one in (*result.warnings, *result.advice)}


GIFT = {"furusato": 30_000, "one_stop": True}
SPOKEN: dict[str, dict[str, Any]] = {
    "warn_one_stop": {"deductions": {"donations": GIFT}},
    "warn_one_stop_void": {"deductions": {"donations": GIFT, "medical": {"paid": 200_000}}},
    "warn_furusato_over": {"deductions": {"donations": {"furusato": 90_000}}},
    "warn_donation_other": {"deductions": {"donations": {"other": 9_000}}},
    "warn_single_parent_child": {"filer": {**FILER, "single_parent": "mother"}},
    "warn_spouse_over": {"spouse": {"total_income": 1_400_000}},
    "warn_same_person": {"spouse": {"birth_date": "1985-05-05"}, "dependants": [{"birth_date": "1985-05-05"}]},
    "warn_same_dependant": {"dependants": [CHILD, CHILD]},
    "warn_birth_unknown": {"dependants": [{"relation": "child"}]},
    "warn_abroad": {"dependants": [{"birth_date": "1970-05-05", "abroad": True}]},
    "warn_abroad_papers": {"spouse": {"abroad": True}},
    "warn_left": {"filer": {**FILER, "left_on": "2025-12-20"}},
    "warn_age_minor": {"filer": {"birth_date": "2009-05-05"}},
    "warn_loss": {"income": {"business": {"income": -500_000}}},
    "warn_housing_unsure": {
        "income_year": 2026,
        "credits": {"housing_loan": 300_000, "housing_moved_in_on": "2026-04-01"},
    },
    "warn_boxes": {"income_year": 2026},
    "advise_medical": {"deductions": {"medical": {"paid": 300_000}, "self_medication": {"paid": 20_000}}},
    "advise_self_medication": {"deductions": {"medical": {"paid": 110_000}, "self_medication": {"paid": 90_000}}},
    "advise_medical_below": {"deductions": {"medical": {"paid": 100_000}}},
    "advise_no_insurance": {},
    "advise_widow": {"dependants": [CHILD]},
    "advise_student": {"dependants": [{"birth_date": "2005-05-05", "total_income": 700_000}]},
    "advise_file": {"income": {"salary": [{"gross": 5_000_000}, {"gross": 200_001}]}},
    "advise_refund": {"income": {"salary": [{"gross": 5_000_000, "withheld_tax": 900_000}]}},
    "advise_resident_file": {"income": {"salary": [{"gross": 5_000_000}], "miscellaneous_other": 1}},
    "advise_no_income": {"income": {}},
    "advise_furusato": {},
}
QUIET: dict[str, dict[str, Any]] = {
    "warn_one_stop": {"deductions": {"donations": {"furusato": 30_000}}},
    "warn_one_stop_void": {"deductions": {"donations": GIFT, "medical": {"paid": 90_000}}},
    "warn_furusato_over": {"deductions": {"donations": {"furusato": 30_000}}},
    "warn_single_parent_child": {"filer": {**FILER, "single_parent": "mother"}, "dependants": [CHILD]},
    "warn_spouse_over": {"spouse": {"total_income": 1_330_000}},
    "warn_same_dependant": {"dependants": [CHILD, {**CHILD, "name": "墨田　凪"}]},
    "warn_boxes": {"income_year": 2024},
    "warn_housing_unsure": {"credits": {"housing_loan": 300_000, "housing_moved_in_on": "2025-04-01"}},
    "advise_no_insurance": {"deductions": {"social_insurance": 700_000}},
    "advise_widow": {"dependants": [{**CHILD, "relation": "妹"}]},
    "advise_file": {"income": {"salary": [{"gross": 5_000_000}, {"gross": 200_000}]}},
    "advise_resident_file": {"income": {"salary": [{"gross": 5_000_000}]}},
    "advise_medical_below": {"deductions": {"medical": {"paid": 100_001}}},
}


@pytest.mark.parametrize("notice", SPOKEN)
def test_the_notice_is_given_where_it_belongs(notice: str) -> None:
    assert notice in _said(**SPOKEN[notice])


@pytest.mark.parametrize("notice", QUIET)
def test_the_notice_stays_away_where_it_does_not(notice: str) -> None:
    assert notice not in _said(**QUIET[notice])


def test_the_twenty_thousand_yen_of_a_side_job_need_no_tax_return_but_the_wards() -> None:
    """The 200,000 yen rule does not exist for the resident tax."""
    side_job = {"salary": [{"gross": 5_000_000}], "miscellaneous_business": 200_000}
    assert {"advise_file_not", "advise_resident_file"} <= _said(income=side_job)
    assert "advise_file" in _said(income={**side_job, "miscellaneous_business": 200_001})


WHY_NOT: dict[str, tuple[dict[str, Any], str]] = {
    "income_tax.spouse": (
        {"spouse": {"total_income": 1_330_001}},
        "配偶者の合計所得1,330,001円が1,330,000円を超えるため",
    ),
    "resident_tax.spouse": ({}, "配偶者がいないため"),
    "income_tax.dependants": (
        {"dependants": [{"birth_date": "1999-01-15", "total_income": 580_001}]},
        "親族の合計所得580,001円が580,000円を超えるため",
    ),
    "resident_tax.dependants": (
        {"dependants": [CHILD]},
        "16歳未満の扶養親族に扶養控除はないため（非課税の判定では数えます）",
    ),
    "income_tax.working_student": (
        {"filer": {**FILER, "working_student": True}},
        "本人の合計所得3,560,000円が850,000円を超えるため",
    ),
    "income_tax.medical": (
        {"deductions": {"medical": {"paid": 99_999}}},
        "支払額から補填を引いた99,999円が100,000円以下のため",
    ),
    "income_tax.flat_reduction": ({}, "この年分には定額減税がないため"),
    "income_adjustment": ({"dependants": [CHILD]}, "給与収入5,000,000円が8,500,000円以下のため"),
}


@pytest.mark.parametrize("line", WHY_NOT)
def test_a_deduction_that_does_not_apply_says_why(line: str) -> None:
    parts, reason = WHY_NOT[line]
    found = _result(**parts).line(line)
    assert found.amount == 0
    assert found.formula_ja == reason


def test_a_line_shows_its_formula_with_the_numbers_put_in() -> None:
    result = _result(deductions={"social_insurance": 700_000})
    assert result.line("salary_income_before_adjustment").formula_ja == (
        "5,000,000円を4,000円単位に切り捨て × 80% − 440,000 = 3,560,000"
    )
    assert result.line("income_tax.computed_tax").formula_en == "2,180,000 × 10% − 97,500 = 120,500"
    assert result.line("income_tax.computed_tax").box == "㉜"
    assert result.line("resident_tax.basic").box == "㉔"
    with pytest.raises(KeyError):
        result.line("nothing")


def test_the_days_of_filing_are_written_as_each_language_writes_them() -> None:
    data = {"income_year": 2026, "filer": {"birth_date": "1980-05-01"}, "income": {"miscellaneous_other": 100_000}}
    said = next(one for one in calculate(parse_return(data)).advice if one.id == "advise_resident_file")
    assert "2027年3月15日" in said.ja
    assert "2027-03-15" in said.en
