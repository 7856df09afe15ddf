"""Returns for the tests: any possible household, and the thresholds that the data itself names."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

Data = dict[str, Any]

YEN = st.one_of(st.integers(0, 30_000_000), st.integers(0, 300_000), st.sampled_from([0, 0, 0]))
SMALL = st.one_of(st.just(0), st.integers(0, 300_000))
DISABILITY = st.sampled_from(["none", "none", "none", "general", "special"])


@st.composite
def people(draw: st.DrawFn, oldest: int, youngest: int) -> Data:
    year = draw(st.integers(oldest, youngest))
    return {
        "birth_date": f"{year}-{draw(st.integers(1, 12)):02}-{draw(st.integers(1, 28)):02}",
        "salary_gross": draw(st.integers(0, 2_500_000)),
        "public_pension_gross": draw(st.sampled_from([0, 0, 1_000_000, 1_580_000])),
        "disability": draw(st.sampled_from(["none", "none", "general", "special", "special_cohabiting"])),
    }


@st.composite
def dependants(draw: st.DrawFn) -> Data:
    one = draw(people(1930, 2023))
    if draw(st.booleans()):
        one["total_income"] = draw(st.integers(0, 1_400_000))
    one["relation"] = draw(st.sampled_from(["", "弟", "other"]))
    one["abroad"] = one["disability"] != "special_cohabiting" and draw(st.integers(0, 9)) == 0
    return one


@st.composite
def returns(draw: st.DrawFn) -> Data:
    """A possible return of any of the three years."""
    spouse = draw(st.none() | people(1940, 2004))
    filer: Data = {"birth_date": f"{draw(st.integers(1935, 2009))}-{draw(st.integers(1, 12)):02}-01"}
    filer["disability"] = draw(DISABILITY)
    if spouse is None:
        filer["single_parent"] = draw(st.sampled_from(["none", "none", "mother", "father"]))
        filer["widow"] = filer["single_parent"] == "none" and draw(st.booleans())
    return {
        "income_year": draw(st.sampled_from([2024, 2025, 2026])),
        "filer": filer | {"working_student": draw(st.booleans()), "public_assistance": draw(st.integers(0, 19)) == 0},
        "income": draw(incomes()),
        "spouse": spouse,
        "dependants": draw(st.lists(dependants(), max_size=4)),
        "deductions": draw(deductions()),
        "credits": {"housing_loan": draw(st.sampled_from([0, 0, 100_000, 273_000, 400_050]))},
    }


@st.composite
def incomes(draw: st.DrawFn) -> Data:
    salaries = draw(st.lists(st.integers(0, 12_000_000), max_size=2))
    pensions = draw(st.lists(st.integers(0, 6_000_000), max_size=2))
    return {
        "salary": [{"gross": gross, "withheld_tax": gross // 50} for gross in salaries],
        "public_pension": [{"gross": gross, "withheld_tax": gross // 80} for gross in pensions],
        "business": {"income": draw(st.sampled_from([0, 0, 0, -900_000, 1_234_567, 3_000_000]))},
        "miscellaneous_business": draw(st.sampled_from([0, 0, 150_000, -80_000])),
        "miscellaneous_other": draw(st.sampled_from([0, 0, 99_999, 100_001])),
        "dividends": draw(st.sampled_from([0, 0, 0, 123_456, 2_000_003])),
        "temporary": {"receipts": draw(st.sampled_from([0, 0, 1_500_001, 30_000_000])), "costs": draw(SMALL)},
        "other": draw(st.sampled_from([0, 0, 0, 500_000, -400_000])),
    }


@st.composite
def deductions(draw: st.DrawFn) -> Data:
    insurance = ("new_general", "old_general", "care_medical", "new_pension", "old_pension")
    return {
        "social_insurance": draw(st.one_of(st.just(0), st.integers(0, 1_500_000))),
        "small_enterprise_mutual_aid": draw(st.sampled_from([0, 0, 276_000])),
        "life_insurance": {key: draw(st.one_of(st.just(0), st.integers(0, 130_000))) for key in insurance},
        "earthquake_insurance": {"earthquake": draw(SMALL), "old_long_term": draw(st.integers(0, 25_000))},
        "medical": {"paid": draw(SMALL), "reimbursed": draw(st.sampled_from([0, 20_000]))},
        "self_medication": {"paid": draw(st.sampled_from([0, 0, 12_001, 60_000, 120_000]))},
        "casualty": {
            "loss": draw(st.sampled_from([0, 0, 0, 900_000])),
            "disaster_cost": draw(st.sampled_from([0, 70_000])),
        },
        "donations": {
            "furusato": draw(st.one_of(st.just(0), st.integers(0, 400_000))),
            "other": draw(st.sampled_from([0, 0, 10_000])),
            "one_stop": draw(st.booleans()),
        },
    }
