"""One return at work: the return, its people, the year's law, and the sheet that fills line by line."""

from __future__ import annotations

from dataclasses import dataclass

from app.tax import material, personal
from app.tax.figure import Figure, Sheet
from app.tax.household import Household
from app.tax.shapes import Column
from app.tax.year import Year
from models.tax import TaxReturn

DEDUCTIONS = (
    "social_insurance", "small_enterprise_mutual_aid", "life_insurance", "earthquake_insurance", "widow_single_parent",
    "working_student", "disability", "spouse", "dependants", "specific_relatives", "basic", "casualty", "medical",
)  # fmt: skip
"""The deductions that both taxes have, in the order of the forms."""


@dataclass(frozen=True, slots=True)
class Work:
    tax_return: TaxReturn
    people: Household
    year: Year
    sheet: Sheet

    def deductions(self, column: Column) -> tuple[int, ...]:
        """Write either tax's deductions but the income tax's donations; their amounts."""
        found = {**self._paid(column), **self.personal(column)}
        return tuple(self.sheet.write(f"{column}.{line}", found[line]) for line in DEDUCTIONS)

    def personal(self, column: Column) -> dict[str, Figure]:
        """The personal deductions in a column; of DIFFERENCE, the parts of 人的控除差."""
        filer, people, year, total = self.tax_return.filer, self.people, self.year, self.sheet["total_income"]
        return {
            "widow_single_parent": personal.widow_single_parent(filer, people, total, column, year),
            "working_student": personal.working_student(filer, total, self._unearned(), column, year),
            "disability": personal.disability(filer, people, column, year),
            "spouse": personal.spouse(people.spouse, total, column, year),
            "dependants": personal.dependants(people, column, year),
            "specific_relatives": personal.specific_relatives(people, column, year),
            "basic": personal.basic(total, column, year),
        }

    def _paid(self, column: Column) -> dict[str, Figure]:
        paid, year, total = self.tax_return.deductions, self.year, self.sheet["total_income"]
        expenses = material.medical_expenses(paid.medical, total, year)
        return {
            "social_insurance": material.paid_in_full(paid.social_insurance),
            "small_enterprise_mutual_aid": material.paid_in_full(paid.small_enterprise_mutual_aid),
            "life_insurance": material.life_insurance(paid.life_insurance, self._child_rule(), column, year),
            "earthquake_insurance": material.earthquake_insurance(paid.earthquake_insurance, column, year),
            "casualty": material.casualty(paid.casualty, total, year),
            "medical": material.medical(expenses, material.self_medication(paid.self_medication, year)),
        }

    def _child_rule(self) -> bool:
        """Whether the year's higher scale for those with a dependant below 23 holds."""
        law = self.year.life_insurance_child
        return law is not None and self.people.has_dependant_below(law.below_age)

    def _unearned(self) -> int:
        """Income that is not of own work (勤労によらない所得), for the working student."""
        income = self.tax_return.income
        parts = (self.sheet["public_pension_income"], income.miscellaneous_other, income.dividends, income.other)
        return sum(max(0, part) for part in parts) + self.sheet["temporary_income_half"]
