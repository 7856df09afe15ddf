"""Each line says how it came about, or why it is nothing, with the numbers of the return at hand."""

from typing import Any

import pytest

from app.tax.calculate import calculate
from app.tax.return_file import parse_return

PAID = {"salary": [{"gross": 5_000_000}]}
OWN = {"birth_date": "1980-05-01"}
FATHER = OWN | {"single_parent": "father"}
ELDER = OWN | {"birth_date": "1950-01-01"}
PENSION = {"public_pension": [{"gross": 2_000_000}]}
LARGE = PENSION | {"salary": [{"gross": 10_000_000}]}
EARNING = {"birth_date": "1970-05-05", "total_income": 620_001}
CHILD = {"birth_date": "2015-05-05", "relation": "child"}
SAID: list[tuple[str, str, dict[str, Any]]] = [
    ("income_tax.widow_single_parent", "寡婦 270,000円", {"filer": OWN | {"widow": True}}),
    ("income_tax.widow_single_parent", "ひとり親 350,000円", {"filer": FATHER, "dependants": [CHILD]}),
    (
        "income_tax.widow_single_parent",
        "5,000,000円を超える",
        {"filer": OWN | {"widow": True}, "income": {"business": {"income": 5_000_001}}},
    ),
    ("income_tax.spouse", "70歳以上の配偶者", {"spouse": {"birth_date": "1950-01-01"}}),
    ("income_tax.spouse", "配偶者がいない", {}),
    ("income_tax.spouse", "1,330,000円を超える", {"spouse": {"total_income": 1_330_001}}),
    ("income_tax.dependants", "16歳未満", {"dependants": [CHILD]}),
    ("income_tax.dependants", "30〜69歳", {"dependants": [{"birth_date": "1970-05-05", "abroad": True}]}),
    ("income_tax.dependants", "620,000円を超える", {"dependants": [EARNING]}),
    ("income_tax.medical", "100,000円以下", {"deductions": {"medical": {"paid": 100_000}}}),
    ("income_tax.donation", "ワンストップ", {"deductions": {"donations": {"furusato": 9_000, "one_stop": True}}}),
    ("resident_tax.housing_loan_credit", "所得税", {"credits": {"housing_loan": 10_000}}),
    ("resident_tax.relief_applied", "下回らない", {}),
    ("resident_tax.relief_applied", "非課税", {"income": {"business": {"income": 450_000}}}),
    ("resident_tax.levy_ward", "非課税", {"income": {"business": {"income": 450_000}}}),
    ("public_pension_income", "65歳以上", {"filer": ELDER, "income": PENSION}),
    ("public_pension_income", "65歳未満", {"income": PENSION}),
    ("public_pension_income", "600,000円以下", {"income": {"public_pension": [{"gross": 600_000}]}}),
    ("total_income", "0円を下回る", {"income": {"business": {"income": -1}}}),
    ("income_adjustment", "8,500,000円以下", {"income": {"salary": [{"gross": 8_500_000}]}, "dependants": [CHILD]}),
    ("income_adjustment", "150,000 + 100,000", {"filer": ELDER, "income": LARGE, "dependants": [CHILD]}),
    ("income_tax.spouse", "10,000,000円", {"spouse": {}, "income": {"business": {"income": 10_000_001}}}),
    ("income_tax.specific_relatives", "1,230,000円", {}),
    ("income_tax.basic", "25,000,000円", {"income": {"business": {"income": 25_000_001}}}),
    ("income_tax.payable", "還付", {"income": {"salary": [{"gross": 5_000_000, "withheld_tax": 200_000}]}}),
]  # fmt: skip


@pytest.mark.parametrize(("line", "words", "parts"), SAID)
def test_the_line_says_why(line: str, words: str, parts: dict[str, Any]) -> None:
    data = {"income_year": 2026, "filer": OWN, "income": PAID, **parts}
    assert words in calculate(parse_return(data)).line(line).formula_ja
