"""What of a return stands on its sheets besides the computed lines: the filer, what was received, paid and claimed."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path

from forms.era import era_text
from models.partial_date import PartialDate
from models.tax import Disability, Income, SingleParent, TaxReturn
from models.tax_paper import TaxPaper

_TAX = Path(__file__).resolve().parents[2] / "resources" / "tax"
_DISABILITIES = {
    Disability.NONE: "",
    Disability.GENERAL: "一般",
    Disability.SPECIAL: "特別",
    Disability.SPECIAL_COHABITING: "同居特別",
}
_KINDS = {
    "child": "16歳未満",
    "general": "一般の扶養親族",
    "young": "特定扶養親族",
    "elder": "老人扶養親族",
    "elder_cohabiting": "同居老親等",
    "specific": "特定親族",
    "abroad": "国外居住（対象外）",
    "over": "所得超過（対象外）",
}
_CREDITS = ("income_tax.dividend_credit", "income_tax.housing_loan_credit")
_AFTER_BASIC = ("casualty", "medical", "donation")

LINES: tuple[str, ...] = tuple(tomllib.loads((_TAX / "lines.toml").read_text(encoding="utf-8")))
"""The ids of the computed lines."""


def yen(amount: int, *, zero: bool = False) -> str:
    """Digits as they stand on paper: △ before a negative amount; blank for 0, unless `zero` is to be said."""
    if amount == 0:
        return "0" if zero else ""
    return f"△{-amount}" if amount < 0 else str(amount)


def relation(word: str) -> str:
    """A relation as a person reads it; the contract's `child` and the like are codes."""
    return {"child": "子", "parent": "父母", "grandparent": "祖父母", "grandchild": "孫", "sibling": "兄弟姉妹"}.get(
        word, word
    )


def disability(kind: Disability) -> str:
    return _DISABILITIES[kind]


def counts_as(kind: str) -> str:
    """What a relative counts as (`app.tax.household.Kind`), in the law's words."""
    return _KINDS[kind]


def _of(read: Callable[[TaxReturn], int]) -> Callable[[TaxPaper], str]:
    """An amount that the filer gave; blank for 0."""
    return lambda paper: yen(read(paper.tax_return))


def _miscellaneous(income: Income, pension: int) -> int:
    return pension + income.miscellaneous_business + income.miscellaneous_other


def _count(*kinds: str) -> Callable[[TaxPaper], str]:
    """How many relatives count as one of these."""
    return lambda paper: str(sum(one.counts_as in kinds for one in paper.dependants) or "")


def _after_credits(paper: TaxPaper) -> int:
    return paper.yen("income_tax.computed_tax") - sum(paper.yen(line) for line in _CREDITS)


def _before_casualty(paper: TaxPaper, tax: str) -> int:
    later = sum(paper.yen(line) for name in _AFTER_BASIC if (line := f"{tax}.{name}") in LINES)
    return paper.yen(f"{tax}.deductions_total") - later


def _single(paper: TaxPaper) -> str:
    filer = paper.tax_return.filer
    return "widow" if filer.widow else "" if filer.single_parent is SingleParent.NONE else "parent"


def _spouse_income(paper: TaxPaper) -> str:
    return "" if paper.spouse_income is None else yen(paper.spouse_income, zero=True)


def _spouse_birth(paper: TaxPaper) -> str:
    spouse = paper.tax_return.spouse
    return era_text(spouse.birth_date) if spouse and spouse.birth_date else ""


ENTRIES: Mapping[str, Callable[[TaxPaper], str]] = {
    "filed_on": lambda paper: era_text(PartialDate.of(paper.filed_on)) if paper.filed_on else "",
    "return:year": lambda paper: paper.edition.name_ja,
    "return:name": lambda paper: paper.tax_return.filer.name,
    "return:kana": lambda paper: paper.tax_return.filer.name_kana,
    "return:postcode": lambda paper: paper.tax_return.filer.postcode,
    "return:address": lambda paper: paper.tax_return.filer.address,
    "return:phone": lambda paper: paper.tax_return.filer.phone,
    "return:birth": lambda paper: era_text(paper.tax_return.filer.birth_date),
    "return:individual_number": lambda paper: paper.individual_number,
    "return:single": _single,
    "return:student": lambda paper: "yes" if paper.tax_return.filer.working_student else "",
    "return:disability": lambda paper: paper.tax_return.filer.disability.value,
    "return:salary.gross": _of(lambda one: sum(salary.gross for salary in one.income.salary)),
    "return:pension.gross": _of(lambda one: sum(pension.gross for pension in one.income.public_pension)),
    "return:business": _of(lambda one: one.income.business.income),
    "return:real_estate": _of(lambda one: one.income.other),
    "return:dividends": _of(lambda one: one.income.dividends),
    "return:miscellaneous_business": _of(lambda one: one.income.miscellaneous_business),
    "return:miscellaneous_other": _of(lambda one: one.income.miscellaneous_other),
    "return:miscellaneous": lambda paper: yen(
        max(0, _miscellaneous(paper.tax_return.income, paper.yen("public_pension_income")))
    ),
    "return:temporary.receipts": _of(lambda one: one.income.temporary.receipts),
    "return:temporary.costs": _of(lambda one: one.income.temporary.costs),
    "return:social_insurance": _of(lambda one: one.deductions.social_insurance),
    "return:mutual_aid": _of(lambda one: one.deductions.small_enterprise_mutual_aid),
    "return:life.new_general": _of(lambda one: one.deductions.life_insurance.new_general),
    "return:life.old_general": _of(lambda one: one.deductions.life_insurance.old_general),
    "return:life.care_medical": _of(lambda one: one.deductions.life_insurance.care_medical),
    "return:life.new_pension": _of(lambda one: one.deductions.life_insurance.new_pension),
    "return:life.old_pension": _of(lambda one: one.deductions.life_insurance.old_pension),
    "return:earthquake": _of(lambda one: one.deductions.earthquake_insurance.earthquake),
    "return:old_long_term": _of(lambda one: one.deductions.earthquake_insurance.old_long_term),
    "return:medical.paid": _of(lambda one: one.deductions.medical.paid),
    "return:medical.reimbursed": _of(lambda one: one.deductions.medical.reimbursed),
    "return:medical.net": _of(lambda one: max(0, one.deductions.medical.paid - one.deductions.medical.reimbursed)),
    "return:self_medication.paid": _of(lambda one: one.deductions.self_medication.paid),
    "return:self_medication.reimbursed": _of(lambda one: one.deductions.self_medication.reimbursed),
    "return:casualty.loss": _of(lambda one: one.deductions.casualty.loss),
    "return:casualty.reimbursed": _of(lambda one: one.deductions.casualty.reimbursed),
    "return:casualty.disaster_cost": _of(lambda one: one.deductions.casualty.disaster_cost),
    "return:furusato": _of(lambda one: one.deductions.donations.furusato),
    "return:other_donations": _of(lambda one: one.deductions.donations.other),
    "return:donations": _of(lambda one: one.deductions.donations.furusato + one.deductions.donations.other),
    "return:one_stop": lambda paper: "yes" if paper.tax_return.deductions.donations.one_stop else "",
    "return:spouse.birth": _spouse_birth,
    "return:spouse.income": _spouse_income,
    "return:count.general": _count("general"),
    "return:count.young": _count("young"),
    "return:count.elder": _count("elder", "elder_cohabiting"),
    "return:count.child": _count("child"),
    "return:count.specific": _count("specific"),
    "sum:income_tax.before_casualty": lambda paper: yen(_before_casualty(paper, "income_tax"), zero=True),
    "sum:resident_tax.before_casualty": lambda paper: yen(_before_casualty(paper, "resident_tax"), zero=True),
    "sum:after_credits": lambda paper: yen(_after_credits(paper), zero=True),
    "sum:to_pay": lambda paper: yen(max(0, paper.yen("income_tax.payable"))),
    "sum:refund": lambda paper: yen(max(0, -paper.yen("income_tax.payable"))),
    "sum:withheld": lambda paper: yen(paper.yen("income_tax.withheld"), zero=True),
}
