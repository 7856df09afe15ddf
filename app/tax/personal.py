"""The personal deductions (人的控除): one function a line; the column says which tax, or the difference of the two."""

from __future__ import annotations

from app.tax.figure import Figure, added, figure
from app.tax.household import Household, Kind, Relative, SpouseFacts
from app.tax.shapes import Amounts, Column
from app.tax.year import Year
from models.tax import Disability, Filer, SingleParent


def widow_single_parent(filer: Filer, people: Household, total: int, column: Column, year: Year) -> Figure:
    """寡婦控除・ひとり親控除 (所得税法80条, 81条, 地方税法314条の2第1項8号・8号の2)."""
    law = year.widow_single_parent
    parent = filer.single_parent is not SingleParent.NONE
    if not parent and not filer.widow:
        return figure(0, "not_entered")
    if total > law.income_limit:
        return figure(0, "over_own_limit", total=total, limit=law.income_limit)
    if parent and not has_child_within(people, year):
        return figure(0, "no_child_within", limit=year.limits.dependant)
    amounts = getattr(law, filer.single_parent) if parent else law.widow
    amount = amounts.of(column)
    return figure(amount, "single_parent" if parent else "widow")


def has_child_within(people: Household, year: Year) -> bool:
    """A child within the limit of income; where no one younger is entered the filer's word stands."""
    children = [one for one in people.relatives if one.is_child_of_filer]
    return not children or any(one.income <= year.limits.dependant for one in children)


def has_adjustment_person(filer: Filer, people: Household, year: Year) -> bool:
    """For 所得金額調整控除: the filer or a dependant is a 特別障害者, or one is below 23 (措法41条の3の11第1項)."""
    special = (Disability.SPECIAL, Disability.SPECIAL_COHABITING)
    disabled = filer.disability in special or any(one in special for one in people.dependent_disabilities)
    return disabled or people.has_dependant_below(year.income_adjustment.child_below_age)


def working_student(filer: Filer, total: int, unearned: int, column: Column, year: Year) -> Figure:
    """勤労学生控除 (所得税法82条, 2条1項32号, 地方税法314条の2第1項9号); `unearned`: income other than of own work."""
    limits = year.limits
    if not filer.working_student:
        return figure(0, "not_entered")
    if total > limits.working_student:
        return figure(0, "over_own_limit", total=total, limit=limits.working_student)
    if unearned > limits.working_student_other_income:
        return figure(0, "student_unearned", unearned=unearned, limit=limits.working_student_other_income)
    amount = year.working_student.amounts.of(column)
    return figure(amount, "one_amount")


def disability(filer: Filer, people: Household, column: Column, year: Year) -> Figure:
    """障害者控除 of the filer, the 同一生計配偶者 and the 扶養親族, children included (所得税法79条)."""
    own = [] if filer.disability is Disability.NONE else [filer.disability]
    amounts = [getattr(year.disability, one).of(column) for one in (*own, *people.dependent_disabilities)]
    return added(amounts, "not_entered")


def spouse(found: SpouseFacts | None, total: int, column: Column, year: Year) -> Figure:
    """配偶者控除・配偶者特別控除 by both incomes (所得税法83条, 83条の2, 地方税法314条の2第1項10号・10号の2)."""
    law = year.spouse
    if found is None:
        return figure(0, "no_spouse")
    place = next((place for place, limit in enumerate(law.filer_limits) if total <= limit), None)
    if place is None:
        return figure(0, "over_own_limit", total=total, limit=law.filer_limits[-1])
    if found.is_dependant:
        amount = (law.elder if found.is_elder else law.general).of(column)[place]
        key = "spouse_elder" if found.is_elder else "spouse"
        return figure(amount, key, income=found.income, limit=year.limits.dependant, total=total)
    return _special_spouse(found.income, place, total, column, year)


def _special_spouse(income: int, place: int, total: int, column: Column, year: Year) -> Figure:
    """配偶者特別控除; its 人的控除差 has rows of its own (地方税法314条の6)."""
    if column is Column.DIFFERENCE:
        gaps = (row.difference[place] for row in year.spouse_difference.rows if income < row.below)
        gap = next(gaps, 0)
        return figure(gap, "one_amount")
    row = next((row for row in year.spouse.special if income <= row.up_to), None)
    if row is None:
        return figure(0, "spouse_over", income=income, limit=year.spouse.special[-1].up_to)
    amount = (row.income_tax if column is Column.INCOME_TAX else row.resident_tax)[place]
    return figure(amount, "spouse_special", income=income, total=total)


def dependants(people: Household, column: Column, year: Year) -> Figure:
    """扶養控除 of each 控除対象扶養親族 (所得税法84条, 地方税法314条の2第1項11号)."""
    if not people.relatives:
        return figure(0, "no_dependant")
    amounts = [found.of(column) for one in people.relatives if (found := _of_dependant(one, year))]
    return added(amounts, "no_dependant") if amounts else _no_dependant(people, year)


def _of_dependant(one: Relative, year: Year) -> Amounts | None:
    law = year.dependants
    return {
        Kind.GENERAL: law.general,
        Kind.YOUNG: law.young_amounts,
        Kind.ELDER: law.elder,
        Kind.ELDER_COHABITING: law.elder_cohabiting,
    }.get(one.kind)


def _no_dependant(people: Household, year: Year) -> Figure:
    """Why none of those entered gives a deduction: the first one's reason."""
    first = people.relatives[0]
    law = year.dependants
    reasons = {
        Kind.CHILD: figure(0, "dependant_child", age=law.child_below_age),
        Kind.ABROAD: figure(0, "dependant_abroad"),
    }
    over = figure(0, "dependant_over", income=first.income, limit=year.limits.dependant)
    return reasons.get(first.kind, over)


def specific_relatives(people: Household, column: Column, year: Year) -> Figure:
    """特定親族特別控除 of each relative of 19–22 over the limit (所得税法84条の2); its 人的控除差 is 0."""
    rows = year.specific_relatives.rows
    if not rows:
        return figure(0, "specific_not_yet")
    amounts = [
        0 if column is Column.DIFFERENCE else getattr(next(row for row in rows if one.income <= row.up_to), column)
        for one in people.relatives
        if one.kind is Kind.SPECIFIC
    ]
    if amounts:
        return added(amounts, "nothing")
    return figure(0, "specific_none", limit=year.limits.dependant, most=rows[-1].up_to)


def basic(total: int, column: Column, year: Year) -> Figure:
    """基礎控除 by the total income (所得税法86条, 租税特別措置法41条の16の2, 地方税法314条の2第2項)."""
    rows = (year.basic if column is Column.INCOME_TAX else year.basic_resident).rows
    row = next((row for row in rows if total <= row.up_to), None)
    if row is None:
        return figure(0, "over_own_limit", total=total, limit=rows[-1].up_to)
    amount = year.basic_resident.difference if column is Column.DIFFERENCE else row.amount
    return figure(amount, "basic", total=total, limit=row.up_to)
