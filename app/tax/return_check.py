"""What in a return cannot be: each fault with its path, what was found and what is allowed (contract)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date

from app.errors import Problem
from app.sentences import bilingual
from app.tax.load import income_years, relation_words, year_of
from app.tax.year import Year
from models.ages import age_on
from models.partial_date import PartialDate
from models.tax import Dependant, Disability, SingleParent, TaxReturn

MOST = 100_000_000_000
"""Yen; above it an entry is a slip of the hand."""
_SIGNED = ("income.business.income", "income.miscellaneous_business", "income.miscellaneous_other", "income.other")
_OLDEST = 130
_YOUNGEST_SPOUSE = 16  # the lowest age of marriage before 2022 (旧民法731条)


def return_problems(tax_return: TaxReturn) -> list[Problem]:
    """Every fault of a return whose structure is right; an empty list means that it can be computed."""
    if tax_return.income_year not in income_years():
        years = ", ".join(map(str, income_years()))
        return [Problem("income_year", str(tax_return.income_year), years), *amount_problems(tax_return)]
    year = year_of(tax_return.income_year)
    found = [*_filer(tax_return, year), *_spouse(tax_return, year), *_dependants(tax_return, year)]
    return [*found, *_dates(tax_return, year), *_withheld(tax_return), *amount_problems(tax_return)]


def amount_problems(tax_return: TaxReturn) -> list[Problem]:
    """Amounts below 0 (only a loss may be) or beyond all that is possible."""
    return [
        Problem(path, str(amount), bilingual("between", least=-MOST if path in _SIGNED else 0, most=MOST))
        for path, amount in _amounts(tax_return, "")
        if path != "income_year" and not (-MOST if path in _SIGNED else 0) <= amount <= MOST
    ]


def _amounts(part: object, path: str) -> Iterator[tuple[str, int]]:
    """Every integer of the return with its path; parts of a date are none."""
    if isinstance(part, int) and not isinstance(part, bool):
        yield path, part
    elif isinstance(part, tuple):
        for index, one in enumerate(part):
            yield from _amounts(one, f"{path}[{index}]")
    elif is_dataclass(part) and not isinstance(part, PartialDate):
        for field in fields(part):
            yield from _amounts(getattr(part, field.name), f"{path}.{field.name}".removeprefix("."))


def _filer(tax_return: TaxReturn, year: Year) -> Iterator[Problem]:
    filer = tax_return.filer
    yield from _born("filer.birth_date", filer.birth_date, year)
    if filer.disability is Disability.SPECIAL_COHABITING:
        yield Problem("filer.disability", filer.disability, bilingual("filer_lives_apart"))
    if filer.minor and age_on(filer.birth_date, date(year.fiscal_year, 1, 1)) >= year.exemption.adult_age:
        yield Problem("filer.minor", "true", bilingual("is_adult", born=filer.birth_date))
    married = tax_return.spouse is not None and tax_return.spouse.died_on is None
    alone = bilingual("no_spouse") if married else None
    if filer.widow and alone:
        yield Problem("filer.widow", "true", alone)
    if filer.single_parent is not SingleParent.NONE:
        if alone:
            yield Problem("filer.single_parent", filer.single_parent, alone)
        if filer.widow:
            yield Problem("filer.widow", "true", bilingual("widow_or_single_parent"))


def _spouse(tax_return: TaxReturn, year: Year) -> Iterator[Problem]:
    spouse = tax_return.spouse
    if spouse is None:
        return
    if spouse.birth_date is not None:
        yield from _born("spouse.birth_date", spouse.birth_date, year)
        if age_on(spouse.birth_date, year.last_day) < _YOUNGEST_SPOUSE:
            yield Problem(
                "spouse.birth_date", str(spouse.birth_date), bilingual("years_or_older", age=_YOUNGEST_SPOUSE)
            )
    yield from _cohabiting("spouse", spouse.disability, spouse.abroad)


def _dependants(tax_return: TaxReturn, year: Year) -> Iterator[Problem]:
    for index, one in enumerate(tax_return.dependants):
        path = f"dependants[{index}]"
        if names_spouse(one.relation):
            yield Problem(f"{path}.relation", one.relation, bilingual("spouse_apart"))
        yield from _cohabiting(path, one.disability, one.abroad)
        if one.birth_date is not None:
            yield from _born(f"{path}.birth_date", one.birth_date, year)
            yield from _generation(path, one, one.birth_date, tax_return.filer.birth_date)
        yield from _cohabiting_parent(path, one, year)


def _generation(path: str, one: Dependant, born: PartialDate, filer_born: PartialDate) -> Iterator[Problem]:
    """A child is younger than its parent, whichever of the two the filer is."""
    words = relation_words()
    younger = one.relation in (*words["child"], *words["grandchild"])
    older = one.relation in (*words["parent"], *words["grandparent"])
    if younger and born.earliest() <= filer_born.earliest():
        yield Problem(f"{path}.birth_date", str(born), bilingual("younger_than_filer", born=filer_born))
    if older and born.earliest() >= filer_born.earliest():
        yield Problem(f"{path}.birth_date", str(born), bilingual("older_than_filer", born=filer_born))


def _cohabiting_parent(path: str, one: Dependant, year: Year) -> Iterator[Problem]:
    if not one.cohabiting_parent:
        return
    age = year.dependants.elder_age
    if one.birth_date is None or age_on(one.birth_date, year.last_day) < age:
        yield Problem(f"{path}.cohabiting_parent", "true", bilingual("old_parent", age=age))
    elif one.abroad or one.relation in (*relation_words()["child"], *relation_words()["grandchild"]):
        yield Problem(f"{path}.cohabiting_parent", "true", bilingual("parent_at_home"))


def _cohabiting(path: str, disability: Disability, abroad: bool) -> Iterator[Problem]:
    if abroad and disability is Disability.SPECIAL_COHABITING:
        yield Problem(f"{path}.disability", disability, bilingual("abroad_lives_apart"))


def _born(path: str, birth: PartialDate, year: Year) -> Iterator[Problem]:
    earliest = year.income_year - _OLDEST
    if birth.earliest() > year.last_day or birth.year < earliest:
        yield Problem(path, str(birth), bilingual("born_between", least=earliest, last=year.last_day))


def _dates(tax_return: TaxReturn, year: Year) -> Iterator[Problem]:
    moved_in, spouse = tax_return.credits.housing_moved_in_on, tax_return.spouse
    ends = {"filer.left_on": tax_return.filer.left_on, "spouse.died_on": spouse.died_on if spouse else None}
    ends |= {f"dependants[{index}].died_on": one.died_on for index, one in enumerate(tax_return.dependants)}
    for path, day in ends.items():
        if day is not None and day.year != year.income_year:
            yield Problem(path, str(day), bilingual("within_year", year=year.income_year))
    if moved_in is not None and moved_in > year.last_day:
        yield Problem("credits.housing_moved_in_on", str(moved_in), bilingual("no_later", last=year.last_day))


def _withheld(tax_return: TaxReturn) -> Iterator[Problem]:
    for kind in ("salary", "public_pension"):
        for index, one in enumerate(getattr(tax_return.income, kind)):
            if one.withheld_tax > max(0, one.gross):
                path = f"income.{kind}[{index}].withheld_tax"
                yield Problem(path, str(one.withheld_tax), bilingual("up_to_gross", gross=one.gross))


def names_spouse(relation: str) -> bool:
    """Whether a word of relation (続柄) is a spouse's."""
    return relation in relation_words()["spouse"]
