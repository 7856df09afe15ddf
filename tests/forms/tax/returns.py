"""Invented returns for the sheets, and their pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from app.tax.load import income_years
from app.tax.paper import paper_of
from app.tax.return_file import parse_return
from forms.code import add_codes
from forms.fill import fill_of
from forms.layout import lay_out
from forms.paper import Page
from forms.render import draw_sheet
from forms.tax.edition import tax_sheets
from forms.tax.subject import ReturnSubject
from models.sheet import PrintedSheet
from models.tax_paper import MedicalExpense, MedicalKind, TaxPaper

YEARS = income_years()
FILER = {
    "name": "墨田　太郎",
    "name_kana": "スミダ　タロウ",
    "postcode": "130-0001",
    "address": "東京都墨田区吾妻橋一丁目23番20号　サンプル荘101号",
    "phone": "090-0000-0000",
    "birth_date": "1958-05-01",
}
PREMIUMS = {"new_general": 80_000, "old_general": 100_000, "care_medical": 50_000, "new_pension": 90_000}
_CHILDREN = [
    {"name": f"墨田　{number}郎", "birth_date": f"{1995 + number * 2}-06-01", "relation": "子"}
    for number in range(1, 10)
]
RETURNS: dict[str, dict[str, Any]] = {
    "nothing": {},
    "employee": {
        "income": {"salary": [{"payer": "株式会社見本商事", "gross": 5_000_000, "withheld_tax": 100_000}]},
        "deductions": {"social_insurance": 700_000},
    },
    "two employers and a pension": {
        "income": {
            "salary": [
                {"payer": "株式会社見本商事", "gross": 3_000_000, "withheld_tax": 90_000},
                {"payer": "見本大学", "gross": 1_200_000, "withheld_tax": 36_000},
            ],
            "public_pension": [{"payer": "日本年金機構", "gross": 1_500_000, "withheld_tax": 10_000}],
        },
        "spouse": {"birth_date": "1962-01-01", "salary_gross": 900_000},
        "deductions": {"social_insurance": 500_000, "life_insurance": PREMIUMS},
    },
    "business at a loss": {
        "income": {
            "salary": [{"payer": "見本", "gross": 4_000_000, "withheld_tax": 300_000}],
            "business": {"income": -1_350_000},
            "other": -20_000,
        },
        "deductions": {"medical": {"paid": 480_000, "reimbursed": 100_000}},
    },
    "large family": {
        "income": {
            "salary": [{"payer": f"見本商店{number}", "gross": 1_000_000, "withheld_tax": 0} for number in range(8)]
        },
        "dependants": _CHILDREN,
    },
    "nine digits": {
        "income": {
            "salary": [{"payer": "見本", "gross": 987_654_321, "withheld_tax": 123_456_789}],
            "business": {"income": -123_456_789},
            "temporary": {"receipts": 234_567_890, "costs": 1_000_000},
        },
        "deductions": {"social_insurance": 111_222_333, "donations": {"furusato": 100_000_000, "other": 12_345}},
        "credits": {"housing_loan": 400_000},
    },
    "refund": {
        "income": {"salary": [{"payer": "見本", "gross": 3_000_000, "withheld_tax": 250_000}], "dividends": 120_000},
        "deductions": {"medical": {"paid": 900_000, "reimbursed": 0}, "donations": {"furusato": 30_000}},
    },
}


@cache
def paper(name: str, year: int = 2025, language: str = "ja") -> TaxPaper:
    found = paper_of(parse_return({"income_year": year, "filer": FILER, **RETURNS[name]}))
    rows = 20 if name == "large family" else 2
    expenses = tuple(
        MedicalExpense("墨田　花子", f"見本総合病院　第{number}内科", list(MedicalKind)[number % 4], 12_000, number % 2)
        for number in range(rows)
    )
    return replace(found, filed_on=date(2027, 2, 20), medical=expenses, language=language)


def printed(form: str, one: TaxPaper) -> PrintedSheet:
    definition = tax_sheets(one.edition, final=one.final)[form]
    return draw_sheet(definition, fill_of(definition, ReturnSubject(one)))


def pages(form: str, one: TaxPaper) -> list[Page]:
    definition = tax_sheets(one.edition, final=one.final)[form]
    filled = fill_of(definition, ReturnSubject(one))
    laid = lay_out(definition, filled.values)
    add_codes(laid, definition, filled, "2027-000123")
    return laid
