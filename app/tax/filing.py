"""Who has to file, and what filing brings: the one-stop donations are void (地方税法附則7条の2)."""

from __future__ import annotations

from app.tax.work import Work
from models.tax import TaxReturn


def must_file_income_tax(work: Work) -> str | None:
    """Why an income tax return is due (所得税法120条, 121条), as a key of the wording; None where none is."""
    if work.sheet["income_tax.base_tax"] <= 0:
        return None
    income = work.tax_return.income
    if over := _over_receipts(work):
        return over
    other = work.sheet["total_income"] - work.sheet["salary_income"] + _second_salary(work.tax_return)
    if income.salary:
        return "file_other" if other > work.year.filing.other_income else None
    if income.public_pension:
        return "file_other" if other - work.sheet["public_pension_income"] > work.year.filing.other_income else None
    return "file_tax_due"


def one_stop_holds(work: Work) -> bool:
    """Whether the donations stay in one-stop: nothing is filed, neither to the tax office nor to the ward.

    Judged before the donations themselves, so that they do not decide about themselves.
    """
    given = work.tax_return.deductions.donations
    if not given.one_stop or given.other or undeclared_income(work.tax_return) or _claims_by_filing(work):
        return False
    if _over_receipts(work):
        return False
    other = work.sheet["public_pension_income"] + _second_salary(work.tax_return)
    return not work.tax_return.income.salary or other <= work.year.filing.other_income


def undeclared_income(tax_return: TaxReturn) -> bool:
    """Income of which the ward has no report from a payer: it is declared whatever its size (地方税法317条の2)."""
    income = tax_return.income
    entries = (income.business.income, income.miscellaneous_business, income.miscellaneous_other, income.other)
    gain = income.temporary.receipts > income.temporary.costs
    return any(entries) or income.dividends > 0 or (gain and income.temporary.receipts > 0)


def _claims_by_filing(work: Work) -> bool:
    """A deduction that only a return can claim."""
    return any(work.sheet[f"income_tax.{line}"] for line in ("casualty", "medical"))


def _over_receipts(work: Work) -> str | None:
    law, income = work.year.filing, work.tax_return.income
    if sum(one.gross for one in income.salary) > law.salary_receipts:
        return "file_salary"
    return "file_pension" if sum(one.gross for one in income.public_pension) > law.pension_receipts else None


def _second_salary(tax_return: TaxReturn) -> int:
    """Receipts of every employer but the main one."""
    gross = [one.gross for one in tax_return.income.salary]
    return sum(gross) - max(gross, default=0)
