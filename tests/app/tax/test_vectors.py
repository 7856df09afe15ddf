"""Figures that the offices print: edges of taxation, rows of the tables, the traps of the three years."""

from typing import Any

import pytest

from app.tax.calculate import calculate
from app.tax.return_file import parse_return
from models.tax import Amount


def _amounts(year: int, **parts: Any) -> dict[str, Amount]:
    data = {"income_year": year, "filer": {"birth_date": "1980-05-01"}, **parts}
    return dict(calculate(parse_return(data)).amounts)


def _of_salary(year: int, gross: int, **parts: Any) -> dict[str, Amount]:
    return _amounts(year, income={"salary": [{"gross": gross}]}, **parts)


@pytest.mark.parametrize(
    ("year", "gross", "income"),
    [
        (2024, 550_999, 0), (2024, 551_000, 1_000), (2024, 1_618_999, 1_068_999), (2024, 1_619_000, 1_069_000),
        (2024, 1_620_000, 1_070_000), (2024, 1_622_000, 1_072_000), (2024, 1_624_000, 1_074_000),
        (2024, 1_628_000, 1_076_800), (2024, 1_799_999, 1_177_600), (2024, 1_800_000, 1_180_000),
        (2025, 650_999, 0), (2025, 651_000, 1_000), (2025, 1_899_999, 1_249_999), (2025, 1_900_000, 1_250_000),
        (2026, 740_999, 0), (2026, 741_000, 1_000), (2026, 2_190_999, 1_450_999), (2026, 2_191_000, 1_451_000),
        (2026, 2_192_999, 1_451_000), (2026, 2_193_000, 1_453_000), (2026, 2_195_999, 1_453_000),
        (2026, 2_196_000, 1_456_000), (2026, 2_199_999, 1_456_000), (2026, 2_200_000, 1_460_000),
        (2026, 3_599_999, 2_437_200), (2026, 3_600_000, 2_440_000), (2026, 6_599_999, 4_836_800),
        (2026, 6_600_000, 4_840_000), (2026, 6_600_009, 4_840_008), (2026, 8_499_999, 6_549_999),
        (2026, 8_500_000, 6_550_000),
    ],
)  # fmt: skip
def test_salary_income_is_that_of_the_table(year: int, gross: int, income: int) -> None:
    assert _of_salary(year, gross)["salary_income"] == income


@pytest.mark.parametrize(("year", "gross"), [(2024, 1_030_000), (2025, 1_600_000), (2026, 1_780_000)])
def test_income_tax_begins_above_the_years_salary(year: int, gross: int) -> None:
    assert _of_salary(year, gross)["income_tax.total_tax"] == 0
    assert int(_of_salary(year, gross + 4_000)["income_tax.taxable_income"]) > 0


@pytest.mark.parametrize(("year", "gross"), [(2024, 1_000_000), (2025, 1_100_000), (2026, 1_190_000)])
def test_resident_tax_begins_one_yen_above_the_years_salary(year: int, gross: int) -> None:
    assert _of_salary(year, gross)["resident_tax.status"] == "exempt"
    assert _of_salary(year, gross)["resident_tax.total"] == 0
    assert _of_salary(year, gross + 1)["resident_tax.total"] == 5_000


def test_the_fixed_limit_for_a_widow_is_2_044_000_yen_of_salary_in_fiscal_2025_and_2_090_000_in_2027() -> None:
    widow = {"birth_date": "1970-01-15", "widow": True}
    assert _of_salary(2024, 2_043_999, filer=widow)["resident_tax.status"] == "exempt"
    assert _of_salary(2024, 2_044_000, filer=widow)["resident_tax.status"] == "taxed"
    assert _of_salary(2026, 2_090_000, filer=widow)["resident_tax.status"] == "exempt"
    assert _of_salary(2026, 2_090_001, filer=widow)["resident_tax.status"] == "taxed"


@pytest.mark.parametrize(("parent", "difference"), [("mother", 100_000), ("father", 60_000)])
def test_the_difference_of_a_single_parent_is_fixed_by_law(parent: str, difference: int) -> None:
    filer = {"birth_date": "1980-05-01", "single_parent": parent}
    child = [{"birth_date": "2015-05-05", "relation": "child"}]
    found = _of_salary(2026, 4_000_000, filer=filer, dependants=child)
    assert found["resident_tax.personal_difference_total"] == difference


def test_the_basic_difference_stays_50_000_though_the_deductions_are_610_000_apart() -> None:
    found = _of_salary(2026, 4_000_000)
    assert int(found["income_tax.basic"]) - int(found["resident_tax.basic"]) == 610_000
    assert found["resident_tax.personal_difference_total"] == 50_000


def test_the_raised_basic_deduction_lowers_the_row_of_furusato_donations() -> None:
    """課税標準額 2,300,000 − 50,000 − 560,000 lies in the first row; without the second term it would be the second."""
    found = _amounts(2026, income={"business": {"income": 2_730_000}})
    assert found["resident_tax.taxable_base"] == 2_300_000
    levy = 230_000 - 2_500
    assert found["resident_tax.furusato_limit"] == levy * 20_000 // 84_895 + 2_000


def test_spouse_special_has_no_difference_from_fiscal_2026() -> None:
    for year, income, total in ((2024, 490_000, 100_000), (2024, 549_999, 80_000), (2024, 550_000, 50_000)):
        found = _of_salary(year, 4_000_000, spouse={"total_income": income})
        assert found["resident_tax.personal_difference_total"] == total
    assert (
        _of_salary(2025, 4_000_000, spouse={"total_income": 580_001})["resident_tax.personal_difference_total"]
        == 50_000
    )


def test_the_adjustment_credit_never_falls_below_2_500_yen() -> None:
    found = _of_salary(2026, 12_000_000)
    assert found["resident_tax.adjustment_credit_ward"] == 1_500
    assert found["resident_tax.adjustment_credit_metropolis"] == 1_000


def test_medical_expenses_of_a_small_income_count_from_five_per_cent() -> None:
    found = _amounts(2025, income={"business": {"income": 1_000_000}}, deductions={"medical": {"paid": 80_000}})
    assert found["income_tax.medical"] == 30_000


def test_year_end_tax_and_return_round_differently() -> None:
    found = _of_salary(2026, 5_000_000, deductions={"social_insurance": 700_000})
    assert found["income_tax.total_tax"] == 91_000 + 1_911
    assert found["income_tax.year_end_tax"] == 92_900
    assert found["income_tax.payable"] == 92_900


def test_a_refund_keeps_its_yen() -> None:
    salary = [{"gross": 5_000_000, "withheld_tax": 100_000}]
    found = _amounts(2026, income={"salary": salary}, deductions={"social_insurance": 700_000})
    assert found["income_tax.payable"] == 92_911 - 100_000
