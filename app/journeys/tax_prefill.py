"""What the office holds of a filer → the beginning of a return: what is not known stays to be asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from app.errors import InvalidInput, Problem
from app.sentences import bilingual
from app.tax.return_check import names_spouse
from models import tax
from models.office import (
    DependantKind,
    FilerStatus,
    Living,
    OfficeDependant,
    PensionSlip,
    SalarySlip,
    SpouseKind,
    WidowKind,
)  # fmt: skip
from models.person import Sex
from models.tax import Disability, SingleParent, TaxReturn

_GRADES = tuple(Disability)


def prefill(status: FilerStatus) -> TaxReturn:
    """A draft of the year's return; InvalidInput where not even the birth date is known."""
    spouse = next((one for one in status.dependants if _is_spouse(one)), None)
    return TaxReturn(
        status.income_year,
        _filer(status),
        _income(status),
        _spouse(status, spouse),
        tuple(_dependant(one) for one in status.dependants if _counts(one)),
        _deductions(status),
        _credits(status.salary),
    )


def _filer(status: FilerStatus) -> tax.Filer:
    filer = status.filer
    if filer.birth_date is None:
        raise InvalidInput([Problem("filer.birth_date", "—", bilingual("birth_date_not_known"))])
    return tax.Filer(
        filer.birth_date,
        filer.name,
        disability=_disability(status),
        widow=any(slip.widow for slip in status.salary) or any(p.widow is WidowKind.WIDOW for p in status.pension),
        single_parent=_single_parent(status),
        working_student=any(slip.working_student for slip in status.salary),
        public_assistance=bool(filer.public_assistance),
    )


def _disability(status: FilerStatus) -> Disability:
    """The gravest that a slip tells. 同居特別 is a relative's kind, never the filer's own."""
    slips: tuple[SalarySlip | PensionSlip, ...] = (*status.salary, *status.pension)
    told = [slip.disability for slip in slips if slip.disability]
    gravest = max(told, key=_GRADES.index, default=Disability.NONE)
    return Disability.SPECIAL if gravest is Disability.SPECIAL_COHABITING else gravest


def _single_parent(status: FilerStatus) -> SingleParent:
    told = any(slip.single_parent for slip in status.salary)
    if not told and all(slip.widow is not WidowKind.SINGLE_PARENT for slip in status.pension):
        return SingleParent.NONE
    parents = {Sex.FEMALE: SingleParent.MOTHER, Sex.MALE: SingleParent.FATHER}
    return parents.get(status.filer.sex or Sex.UNKNOWN, SingleParent.NONE)


def _income(status: FilerStatus) -> tax.Income:
    return tax.Income(
        salary=tuple(tax.Salary(one.payer, one.gross or 0, one.withheld_tax or 0) for one in status.salary),
        public_pension=tuple(
            tax.PublicPension(one.payer, one.gross or 0, one.withheld_tax or 0) for one in status.pension
        ),
    )


def _is_spouse(one: OfficeDependant) -> bool:
    return one.kind is DependantKind.SPOUSE or names_spouse(one.relation)


def _counts(one: OfficeDependant) -> bool:
    return not _is_spouse(one) and one.kind is not DependantKind.NONE


def _spouse(status: FilerStatus, row: OfficeDependant | None) -> tax.Spouse | None:
    """Of the ward's list of dependants; where it has none, of a slip that knew of one."""
    told = next((slip for slip in status.salary if slip.spouse_kind not in (None, SpouseKind.NONE)), None)
    income = told.spouse_total_income if told else None
    if row is not None:
        total = row.total_income if row.total_income is not None else income
        return tax.Spouse(
            row.birth_date, total, disability=row.disability or Disability.NONE, abroad=row.living is Living.ABROAD
        )
    return tax.Spouse(total_income=income) if told else None


def _dependant(one: OfficeDependant) -> tax.Dependant:
    return tax.Dependant(
        one.name,
        one.birth_date,
        one.relation,
        one.total_income,
        cohabiting_parent=one.kind is DependantKind.COHABITING_PARENT,
        disability=one.disability or Disability.NONE,
        abroad=one.living is Living.ABROAD,
    )


def _deductions(status: FilerStatus) -> tax.Deductions:
    """Premiums paid; of the slips' social insurance the 小規模企業共済等掛金 in it (内書き) has its own line."""

    def total(of: Callable[[SalarySlip], int | None]) -> int:
        return sum(of(slip) or 0 for slip in status.salary)

    mutual_aid = total(lambda slip: slip.small_enterprise_mutual_aid)
    by_payslip = max(0, total(lambda slip: slip.social_insurance) - mutual_aid)
    by_oneself = sum(max(0, (one.paid or 0) - (one.withheld or 0)) for one in status.premiums)
    return tax.Deductions(
        social_insurance=by_payslip + status.withheld_from_pension + by_oneself,
        small_enterprise_mutual_aid=mutual_aid,
        life_insurance=tax.LifeInsurance(
            new_general=total(lambda slip: slip.new_life),
            old_general=total(lambda slip: slip.old_life),
            care_medical=total(lambda slip: slip.care_medical),
            new_pension=total(lambda slip: slip.new_pension),
            old_pension=total(lambda slip: slip.old_pension),
        ),
        earthquake_insurance=_earthquake(status.salary),
        donations=_donations(status),
    )


def _earthquake(slips: tuple[SalarySlip, ...]) -> tax.EarthquakeInsurance:
    """Slips tell the deduction, not the premium: alike unless an old long-term contract is in it, then it is asked."""
    old = sum(slip.old_long_term or 0 for slip in slips)
    deducted = sum(slip.earthquake_insurance_deduction or 0 for slip in slips)
    return tax.EarthquakeInsurance(earthquake=0 if old else deducted, old_long_term=old)


def _donations(status: FilerStatus) -> tax.Donations:
    """What other municipalities told of one-stop donations (申告特例通知書) of this year."""
    given = status.filed.one_stop_donations if status.filed else None
    return tax.Donations(furusato=given or 0, one_stop=bool(given))


def _credits(slips: tuple[SalarySlip, ...]) -> tax.Credits:
    """住宅借入金等特別控除: what was possible where the slip tells it, for the resident tax takes over the rest."""
    possible = [slip.housing_loan_possible or slip.housing_loan_credit or 0 for slip in slips]
    moved_in: list[date] = [slip.housing_moved_in_on for slip in slips if slip.housing_moved_in_on]
    return tax.Credits(housing_loan=sum(possible), housing_moved_in_on=moved_in[0] if moved_in else None)
