"""A return in, every line out: the functions of the lines in the law's order."""

from __future__ import annotations

from app.tax import income_tax as lines
from app.tax import incomes, material, personal
from app.tax.calculate_resident import write_resident_tax
from app.tax.explain import explained_lines
from app.tax.figure import Sheet
from app.tax.filing import one_stop_holds
from app.tax.household import household
from app.tax.load import year_of
from app.tax.notices import advice, warnings
from app.tax.shapes import Column
from app.tax.work import Work
from models.tax import TaxResult, TaxReturn


def calculate(tax_return: TaxReturn) -> TaxResult:
    """Both taxes of a checked return (`return_file.parse_return`), to the yen; KeyError for a year without its law."""
    year = year_of(tax_return.income_year)
    work = Work(tax_return, household(tax_return, year), year, Sheet())
    _write_incomes(work)
    deductions = work.deductions(Column.INCOME_TAX)
    one_stop = one_stop_holds(work)
    _write_income_tax(work, deductions, one_stop)
    write_resident_tax(work, one_stop)
    return TaxResult(
        income_year=year.income_year,
        fiscal_year=year.fiscal_year,
        amounts={line: found.amount for line, found in work.sheet},
        lines=explained_lines(work.sheet, year.income_year),
        warnings=warnings(work, one_stop),
        advice=advice(work),
    )


def _write_incomes(work: Work) -> None:
    """Salary and pension bear on each other: the pension's deduction on the other income, the adjustment on both."""
    income, people, year, sheet = work.tax_return.income, work.people, work.year, work.sheet
    gross = sum(one.gross for one in income.salary)
    before = sheet.write("salary_income_before_adjustment", incomes.salary_income_before_adjustment(gross, year))
    person = personal.has_adjustment_person(work.tax_return.filer, people, year)
    children = incomes.children_adjustment(gross, person, year)
    other = incomes.other_than_pension(income, before - children.yen, year)
    receipts = sum(one.gross for one in income.public_pension)
    pension = incomes.public_pension_income(receipts, people.age, other, year)
    both = incomes.both_incomes_adjustment(before, pension.yen, year)
    adjustment = sheet.write("income_adjustment", incomes.income_adjustment(children, both))
    salary = sheet.write("salary_income", incomes.salary_income(before, adjustment))
    sheet.write("public_pension_income", pension)
    together = incomes.ordinary(income, salary, pension.yen)
    half = sheet.write("temporary_income_half", incomes.temporary_income_half(income.temporary, together, year))
    sheet.write("total_income", incomes.total_income(income, salary, pension.yen, half))


def _write_income_tax(work: Work, deductions: tuple[int, ...], one_stop: bool) -> None:
    sheet, year, total = work.sheet, work.year, work.sheet["total_income"]
    given = material.donation(work.tax_return.deductions.donations, one_stop, total, year)
    donation = sheet.write("income_tax.donation", given)
    deducted = sheet.write("income_tax.deductions_total", material.deductions_total((*deductions, donation)))
    taxable = sheet.write("income_tax.taxable_income", lines.taxable_income(total, deducted))
    computed = sheet.write("income_tax.computed_tax", lines.computed_tax(taxable, year))
    rate = year.dividend_credit.income_tax
    credit = lines.dividend_credit(work.tax_return.income.dividends, taxable, computed, rate, year)
    dividend = sheet.write("income_tax.dividend_credit", credit)
    loan = lines.housing_loan_credit(work.tax_return.credits.housing_loan, computed - dividend)
    housing = sheet.write("income_tax.housing_loan_credit", loan)
    left = computed - dividend - housing
    flat = sheet.write("income_tax.flat_reduction", lines.flat_reduction(work.people, total, left, year))
    _settle(work, sheet.write("income_tax.base_tax", lines.base_tax(computed, dividend, housing, flat)))


def _settle(work: Work, base: int) -> None:
    income, sheet, year = work.tax_return.income, work.sheet, work.year
    more = sheet.write("income_tax.reconstruction_tax", lines.reconstruction_tax(base, year))
    total = sheet.write("income_tax.total_tax", lines.total_tax(base, more))
    sheet.write("income_tax.year_end_tax", lines.year_end_tax(base, year))
    of_salary = sum(one.withheld_tax for one in income.salary)
    of_pension = sum(one.withheld_tax for one in income.public_pension)
    withheld = sheet.write("income_tax.withheld", lines.withheld(of_salary, of_pension))
    sheet.write("income_tax.payable", lines.payable(total, withheld))
