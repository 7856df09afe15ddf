"""What the office holds of a filer for a year, in one picture, with what does not hold together in it (facts §14)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from app.errors import Refused
from app.storage.tax_office import TaxOffice
from app.tax.explain import notice
from app.tax.incomes import salary_income_before_adjustment
from app.tax.load import income_years, year_of
from app.tax.year import Year
from models.office import (
    EarlierReturn,
    FilerStatus,
    OfficeDependant,
    PensionSlip,
    Premium,
    SalarySlip,
)
from models.tax import Notice


def filer_status(office: TaxOffice, number: str, income_year: int) -> FilerStatus:
    """Refused("no_such_addressee") where nobody has the number."""
    filer = office.addressee(number)
    if filer is None:
        raise Refused("no_such_addressee")
    dependants = tuple(office.rows(OfficeDependant, supporter=number, income_year=income_year))
    found = FilerStatus(
        income_year,
        filer,
        salary=tuple(office.rows(SalarySlip, number=number, income_year=income_year)),
        pension=tuple(office.rows(PensionSlip, number=number, income_year=income_year)),
        premiums=tuple(office.rows(Premium, number=number, year=income_year)),
        dependants=dependants,
        before=_return(office, number, income_year - 1),
        filed=_return(office, number, income_year),
        also_supported=tuple(row for one in dependants for row in _elsewhere(office, one)),
        pension_of_dependants=tuple(slip for one in dependants for slip in _pensions(office, one)),
    )
    return replace(found, warnings=tuple(checks(found)))


def checks(status: FilerStatus) -> Iterator[Notice]:
    """What a careful clerk would notice in the slips and records before asking anything."""
    if status.filed is not None and status.filed.kind is not None and status.filed.kind != "none":
        yield notice("office_filed")
    if status.income_year in income_years():
        year = year_of(status.income_year)
        yield from _of_salary(status, year)
        yield from _of_second_employer(status, year)
    yield from _of_year_end(status)
    yield from _of_insurance(status)
    yield from _of_dependants(status)


def _return(office: TaxOffice, number: str, income_year: int) -> EarlierReturn | None:
    return next(iter(office.rows(EarlierReturn, number=number, income_year=income_year)), None)


def _elsewhere(office: TaxOffice, one: OfficeDependant) -> Iterator[OfficeDependant]:
    """The same person, by number or else by name and birth date, under another taxpayer."""
    if one.number:
        rows = office.rows(OfficeDependant, number=one.number, income_year=one.income_year)
    elif one.birth_date is not None:
        rows = office.rows(OfficeDependant, name=one.name, birth_date=str(one.birth_date), income_year=one.income_year)
    else:
        return
    yield from (row for row in rows if row.supporter and row.supporter != one.supporter)


def _pensions(office: TaxOffice, one: OfficeDependant) -> Iterator[PensionSlip]:
    if one.number:
        yield from office.rows(PensionSlip, number=one.number, income_year=one.income_year)


def _of_salary(status: FilerStatus, year: Year) -> Iterator[Notice]:
    """給与所得控除後の金額 as reported and as computed: of each slip, then of all together."""
    for slip in status.salary:
        if slip.gross is None or slip.income_after_deduction is None:
            continue
        computed = salary_income_before_adjustment(slip.gross, year).yen - (slip.income_adjustment or 0)
        if computed != slip.income_after_deduction:
            yield notice(
                "office_salary_income", payer=slip.payer, reported=slip.income_after_deduction, computed=computed
            )
    if len(status.salary) > 1:
        together = salary_income_before_adjustment(status.salary_gross, year).yen
        yield notice("office_several_slips", count=len(status.salary), gross=status.salary_gross, income=together)


def _of_second_employer(status: FilerStatus, year: Year) -> Iterator[Notice]:
    """給与が2か所以上: the income tax has a limit for what was not adjusted, the resident tax none (所得税法121条)."""
    adjusted = [slip for slip in status.salary if slip.year_end_adjusted]
    others = sum(slip.gross or 0 for slip in status.salary if not slip.year_end_adjusted)
    if not adjusted or not others:
        return
    limit = year.filing.other_income
    yield notice("office_second_over" if others > limit else "office_second_within", gross=others, limit=limit)


def _of_year_end(status: FilerStatus) -> Iterator[Notice]:
    if status.salary and status.filed is None and not any(slip.year_end_adjusted for slip in status.salary):
        yield notice("office_not_adjusted")
    if sum(slip.year_end_adjusted is True for slip in status.salary) > 1:
        yield notice("office_adjusted_twice")


def _of_insurance(status: FilerStatus) -> Iterator[Notice]:
    """社会保険料: withheld from whose pension, told alike by pension payer and ward, and not counted twice."""
    for slip in status.pension_of_dependants:
        if slip.social_insurance:
            name = next(one.name for one in status.dependants if one.number == slip.number)
            yield notice("office_insurance_of_dependant", name=name, amount=slip.social_insurance)
    told = [slip.social_insurance for slip in status.pension if slip.social_insurance is not None]
    recorded = [one.withheld for one in status.premiums if one.withheld is not None]
    if told and recorded and sum(told) != sum(recorded):
        yield notice("office_insurance_differs", reported=sum(told), recorded=sum(recorded))
    paid = sum((one.paid or 0) - (one.withheld or 0) for one in status.premiums)
    if paid > 0 and any(slip.year_end_adjusted and slip.social_insurance for slip in status.salary):
        yield notice("office_insurance_twice", paid=paid)


def _of_dependants(status: FilerStatus) -> Iterator[Notice]:
    for row in status.also_supported:
        yield notice("office_dependant_twice", name=row.name, other=row.supporter)
