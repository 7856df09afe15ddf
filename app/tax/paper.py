"""What the paper of a return shows besides its lines: the year's edition of the forms, and its people as counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from app.tax import personal
from app.tax.calculate import calculate
from app.tax.household import Household, household
from app.tax.load import year_of
from app.tax.shapes import Column
from app.tax.year import Year
from models.tax import Dependant, TaxReturn
from models.tax_paper import CountedDependant, Edition, TaxPaper


def paper_of(tax_return: TaxReturn) -> TaxPaper:
    """A checked return, computed, with what its sheets show; KeyError for a year without its law."""
    year = year_of(tax_return.income_year)
    people = household(tax_return, year)
    return TaxPaper(
        tax_return=tax_return,
        result=calculate(tax_return),
        edition=edition_of(tax_return.income_year),
        dependants=tuple(_counted(tax_return.dependants, people, year)),
        spouse_income=people.spouse.income if people.spouse else None,
    )


@cache
def edition_of(income_year: int) -> Edition:
    """The forms of a year: one object a year, which the sheets are kept by."""
    year = year_of(income_year)
    forms = {"income_tax": year.forms.income_tax, "resident_tax": year.forms.resident_tax}
    return Edition(
        income_year=income_year,
        name_ja=year.name_ja,
        fiscal_name_ja=year.fiscal_name_ja,
        file_from=year.deadline.opens,
        file_until=year.deadline.closes,
        boxes={key: {**form.boxes, **form.entries} for key, form in forms.items()},
        unsure=frozenset(key for key, form in forms.items() if not form.confidence.startswith("C")),
    )


def _counted(entries: tuple[Dependant, ...], people: Household, year: Year) -> Iterator[CountedDependant]:
    """Each relative with the deduction that is theirs alone."""
    for entry, one in zip(entries, people.relatives, strict=True):
        alone = replace(people, relatives=(one,))
        income_tax, resident_tax = (
            personal.dependants(alone, column, year).yen + personal.specific_relatives(alone, column, year).yen
            for column in (Column.INCOME_TAX, Column.RESIDENT_TAX)
        )
        yield CountedDependant(entry, one.kind.value, one.income, income_tax, resident_tax)
