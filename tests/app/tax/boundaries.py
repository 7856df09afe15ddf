"""Thresholds that bear on each other, crossed: returns one yen (or one day) below, at and above several at once.

Each threshold by itself has its row in the rules' case files (`rule_groups`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from app.tax.shapes import PremiumScale
from app.tax.year import Year

Data = dict[str, Any]
Rule = Callable[[Year], Iterator[Data]]


def around(limits: Iterable[int], step: int = 1) -> list[int]:
    """Each limit with its neighbours, none below 0."""
    return sorted({max(0, limit + by) for limit in limits for by in (-step, 0, step)})


def a_return(year: Year, **parts: Any) -> Data:
    return {"income_year": year.income_year, "filer": {"birth_date": "1980-05-01"}, **parts}


def business(income: int) -> Data:
    return {"business": {"income": income}}


def paid(gross: int) -> Data:
    return {"salary": [{"gross": gross}]}


def born(year: Year, age: int) -> str:
    """Of this age on 31 December, well inside the year."""
    return f"{year.income_year - age}-06-15"


def salary_table(year: Year) -> Iterator[Data]:
    for gross in around(row.at_least for row in year.salary.rows):
        yield a_return(year, income=paid(gross))


def salary_steps(year: Year) -> Iterator[Data]:
    """Below 6.6 million the table goes by steps of 4,000 yen."""
    for gross in around((1_628_000, 1_800_000, 2_200_000, 3_599_999, 3_600_000, 6_599_999)):
        for step in around((0, 4_000, 8_000)):
            yield a_return(year, income=paid(gross + step))


def several_employers(year: Year) -> Iterator[Data]:
    for gross in around(row.at_least for row in year.salary.rows if row.at_least > 2):
        both = [{"gross": gross // 2, "withheld_tax": 7}, {"gross": gross - gross // 2, "withheld_tax": 11}]
        yield a_return(year, income={"salary": both})


def salary_of_relatives(year: Year) -> Iterator[Data]:
    limits = (year.limits.dependant, *(row.up_to for row in year.spouse.special))
    floor = -next(row.plus for row in year.salary.rows if row.rate == 1)
    for gross in around(floor + limit for limit in limits):
        yield a_return(year, income=paid(4_000_000), spouse={"birth_date": "1982-01-01", "salary_gross": gross})


def children_adjustment(year: Year) -> Iterator[Data]:
    law = year.income_adjustment
    for gross in around((law.over, law.over + 10, law.up_to)):
        for age in (law.child_below_age - 1, law.child_below_age):
            yield a_return(year, income=paid(gross), dependants=[{"birth_date": born(year, age)}])
        yield a_return(year, income=paid(gross), filer={"birth_date": "1980-05-01", "disability": "special"})
        yield a_return(year, income=paid(gross), spouse={"birth_date": "1980-05-01", "disability": "special"})


def salary_and_pension(year: Year) -> Iterator[Data]:
    each = year.income_adjustment.both_incomes_each
    floor = -next(row.plus for row in year.salary.rows if row.rate == 1)
    for of_salary in around((0, each // 2, each)):
        for of_pension in around((0, each // 2, each)):
            income = paid(floor + of_salary) | {"public_pension": [{"gross": 1_100_000 + of_pension}]}
            yield a_return(year, income=income, filer={"birth_date": born(year, 70)})


def pension_table(year: Year) -> Iterator[Data]:
    law = year.public_pension
    limits = [row.below for row in (*law.junior, *law.senior) if row.below] + [600_000, 1_100_000]
    for receipts in around(limits):
        for age in (law.senior_age - 1, law.senior_age):
            for other in (0, *around(row.over for row in law.lower)):
                income = {"public_pension": [{"gross": receipts}], **business(other)}
                yield a_return(year, income=income, filer={"birth_date": born(year, age)})


def ages_by_day(year: Year) -> Iterator[Data]:
    """A birthday on 31 December, 1 January and 2 January of each age that counts."""
    law = year.dependants
    ages = (law.child_below_age, law.young.from_age, law.young.below_age, law.elder_age, year.exemption.adult_age, 65)
    for age in ages:
        first = date(year.income_year - age + 1, 1, 1)
        for day in (first - timedelta(days=1), first, first + timedelta(days=1), first + timedelta(days=2)):
            one = {"birth_date": day.isoformat()}
            yield a_return(year, income=paid(6_000_000), dependants=[one])
            yield a_return(year, income=paid(6_000_000), spouse=one if age > 20 else None)
            yield a_return(year, income={"public_pension": [{"gross": 1_500_000}]}, filer=one)
            yield a_return(year, income=paid(1_300_000), filer=one)


def temporary(year: Year) -> Iterator[Data]:
    special = year.temporary.special_deduction
    for receipts in around((special, special + 1, special + 700_001)):
        yield a_return(year, income={"temporary": {"receipts": receipts + 3_000, "costs": 3_000}})
        yield a_return(year, income={"temporary": {"receipts": receipts + 90_000}, **business(-90_000)})


def losses(year: Year) -> Iterator[Data]:
    for loss in around((2_000_000, 3_000_000)):
        income = (
            paid(3_000_000) | business(-loss) | {"temporary": {"receipts": 1_400_000}, "miscellaneous_other": -50_000}
        )
        yield a_return(year, income=income)
        yield a_return(
            year, income=paid(3_000_000) | {"miscellaneous_other": -loss, "miscellaneous_business": loss - 7}
        )


def basic(year: Year) -> Iterator[Data]:
    for total in around(row.up_to for row in (*year.basic.rows, *year.basic_resident.rows)):
        yield a_return(year, income=business(total))


def spouse(year: Year) -> Iterator[Data]:
    of_spouse = (year.limits.dependant, 500_000, 550_000, *(row.up_to for row in year.spouse.special))
    for total in around(year.spouse.filer_limits):
        for age in (year.spouse.elder_age - 1, year.spouse.elder_age):
            for income in around(of_spouse):
                one = {"birth_date": born(year, age), "total_income": income, "disability": "general"}
                yield a_return(year, income=business(total), spouse=one)


def dependants(year: Year) -> Iterator[Data]:
    for age in range(14, 72):
        for income in around((year.limits.dependant,)):
            one = {"birth_date": born(year, age), "total_income": income}
            yield a_return(year, income=paid(6_000_000), dependants=[one])
            yield a_return(year, income=paid(6_000_000), dependants=[one | {"abroad": True}])
            if age >= year.dependants.elder_age:
                yield a_return(year, income=paid(6_000_000), dependants=[one | {"cohabiting_parent": True}])


def relatives(year: Year) -> Iterator[Data]:
    for income in around((year.limits.dependant, *range(850_000, 1_240_000, 50_000), 1_230_000)):
        for age in (18, 19, 22, 23):
            one = {"birth_date": born(year, age), "total_income": income, "disability": "special"}
            yield a_return(year, income=paid(9_000_000), dependants=[one, {"birth_date": born(year, 15)}])


def disability(year: Year) -> Iterator[Data]:
    for kind in ("general", "special", "special_cohabiting"):
        for income in around((year.limits.dependant,)):
            one = {"disability": kind, "total_income": income}
            people = [one | {"birth_date": born(year, age)} for age in (5, 40, 80)]
            yield a_return(year, income=paid(6_000_000), dependants=people, spouse=one)
            yield a_return(year, income=business(11_000_000), spouse=one)


def widow_and_parent(year: Year) -> Iterator[Data]:
    limit, child = year.widow_single_parent.income_limit, {"birth_date": born(year, 10)}
    for total in around((limit, year.exemption.special_limit)):
        for kind in ({"widow": True}, {"single_parent": "mother"}, {"single_parent": "father"}):
            filer = {"birth_date": "1980-05-01", **kind}
            yield a_return(year, income=business(total), filer=filer)
            for income in around((year.limits.dependant,)):
                yield a_return(year, income=business(total), filer=filer, dependants=[child | {"total_income": income}])


def working_student(year: Year) -> Iterator[Data]:
    filer = {"birth_date": born(year, 20), "working_student": True}
    for total in around((year.limits.working_student,)):
        for unearned in around((year.limits.working_student_other_income,)):
            yield a_return(year, filer=filer, income=business(total - unearned) | {"miscellaneous_other": unearned})


def _premiums(*scales: PremiumScale) -> list[int]:
    return around([row.up_to for scale in scales for row in scale.rows] + [0, 8_001])


def life_insurance(year: Year) -> Iterator[Data]:
    law, child = year.life_insurance, year.life_insurance_child
    scales = (law.new_income_tax, law.old_income_tax, law.new_resident_tax, law.old_resident_tax)
    premiums = _premiums(*scales, *([child.new_income_tax] if child else []))
    for premium in premiums:
        for key in ("new_general", "old_general", "care_medical", "new_pension", "old_pension"):
            for age in (22, 23):
                yield a_return(
                    year,
                    income=paid(6_000_000),
                    dependants=[{"birth_date": born(year, age)}],
                    deductions={"life_insurance": {key: premium}},
                )


def life_insurance_together(year: Year) -> Iterator[Data]:
    for new in around((20_000, 50_000, 80_000, 120_000)):
        for old in around((20_000, 60_000, 70_000, 100_000)):
            both = {"new_general": new, "old_general": old}
            full = both | {"care_medical": 80_000, "new_pension": old, "old_pension": new}
            for entry in (both, full):
                child = [{"birth_date": born(year, 3)}]
                yield a_return(year, income=paid(6_000_000), deductions={"life_insurance": entry}, dependants=child)


def earthquake(year: Year) -> Iterator[Data]:
    for new in around((0, 25_001, 50_000)):
        for old in around((0, 5_000, 10_000, 12_345, 15_000, 20_000)):
            entry = {"earthquake": new, "old_long_term": old}
            yield a_return(year, income=paid(6_000_000), deductions={"earthquake_insurance": entry})


def casualty(year: Year) -> Iterator[Data]:
    for loss in around((600_000, 650_000)):
        for cost in around((0, year.casualty.disaster_threshold, 100_000)):
            entry = {"loss": loss, "reimbursed": 100_000, "disaster_cost": cost}
            yield a_return(year, income=business(5_000_009), deductions={"casualty": entry})


def medical(year: Year) -> Iterator[Data]:
    law = year.medical
    for total in around((1_000_019, 2_000_000)):
        for cost in around((total // 20, law.threshold, law.threshold + law.cap)):
            for bought in around((0, law.self_medication_threshold, law.self_medication_cap + 12_000)):
                given = {"medical": {"paid": cost + 5, "reimbursed": 5}, "self_medication": {"paid": bought}}
                yield a_return(year, income=business(total), deductions=given)


def donations(year: Year) -> Iterator[Data]:
    total = 5_000_007
    for gift in around((year.donation.threshold, 45_000, total * 3 // 10, total * 4 // 10)):
        for entry in ({"furusato": gift}, {"other": gift}, {"furusato": gift, "one_stop": True}):
            yield a_return(year, income=business(total), deductions={"donations": entry})
            yield a_return(year, income=paid(7_000_000), deductions={"donations": entry})


def brackets(year: Year) -> Iterator[Data]:
    """Taxed income on either side of each bracket, and of each rate of furusato donations."""
    limits = [row.up_to for row in year.income_tax.brackets if row.up_to]
    extra = [0, 480_000, 580_000, 620_000, 670_000, 950_000, 1_040_000]
    for total in around((limit + more for limit in limits for more in extra), 1_000):
        for one in around((total,)):
            yield a_return(year, income=business(one), deductions={"donations": {"furusato": 60_000}})


def furusato_rates(year: Year) -> Iterator[Data]:
    """z = 課税標準額 − 人的控除差調整額 on either side of each row, and below 0."""
    limits = [0, *(row.up_to for row in year.donation_credit.rates if row.up_to)]
    raised = [max(0, row.amount - 480_000) for row in year.basic.rows] + [0]
    for limit in limits:
        for more in raised:
            for total in around((limit + more + 50_000 + 430_000,), 1_000):
                for one_stop in (False, True):
                    given = {"furusato": 300_000, "one_stop": one_stop}
                    income = {"public_pension": []} if one_stop else business(total)
                    if one_stop:
                        income = paid(total * 10 // 9 + 1_300_000)
                    yield a_return(year, income=income, deductions={"donations": given})


def furusato_cap(year: Year) -> Iterator[Data]:
    for gift in around((28_000, 37_573, 61_000, 100_000)):
        for one_stop in (False, True):
            given = {"furusato": gift, "one_stop": one_stop}
            yield a_return(year, income=paid(5_000_000), deductions={"social_insurance": 700_000, "donations": given})


def dividends(year: Year) -> Iterator[Data]:
    for total in around((10_480_000, 10_580_000, 10_620_000, 10_430_000), 1_000):
        for share in around((0, 1_000_000, 12_345)):
            income = business(total - share) | {"dividends": share}
            yield a_return(year, income=income)
    for small in around((1_000_000, 1_500_000)):
        yield a_return(year, income={"dividends": small})


def adjustment_credit(year: Year) -> Iterator[Data]:
    base = year.adjustment_credit.base_limit + 430_000
    people = {"spouse": {"total_income": 0}, "dependants": [{"birth_date": born(year, 20)}]}
    for total in around((base, base + 230_000, base + 280_000), 1_000):
        yield a_return(year, income=business(total))
        yield a_return(year, income=business(total), **people)
        yield a_return(year, income=business(total + 780_000), **people)
    for total in around((year.adjustment_credit.income_limit,)):
        yield a_return(year, income=business(total), **people)


def housing_loan(year: Year) -> Iterator[Data]:
    for gross in (3_000_000, 4_500_000, 5_500_000, 8_000_000):
        for loan in around((0, 100, 50_000, 97_500, 150_000, 350_000), 100):
            given = {"social_insurance": gross // 7}
            yield a_return(year, income=paid(gross), deductions=given, credits={"housing_loan": loan})
        for day in ("2014-03-31", "2014-04-01", "2021-12-31", "2022-01-01"):
            for raised in (False, True):
                kind = {"housing_moved_in_on": day, "housing_higher_consumption_tax": raised}
                yield a_return(year, income=paid(gross), deductions=given, credits={"housing_loan": 400_000, **kind})


def flat_reduction(year: Year) -> Iterator[Data]:
    people = {"spouse": {"total_income": 0}, "dependants": [{"birth_date": born(year, 3)}]}
    for total in around((10_000_000, 18_050_000, 1_400_000)):
        for abroad in (False, True):
            who = people | {"spouse": {"total_income": 0, "abroad": abroad}}
            yield a_return(year, income=business(total), **who)


def exemption(year: Year) -> Iterator[Data]:
    """Non-taxable limits by heads, and the relief just above the levy's."""
    law = year.exemption
    for heads in (1, 2, 3, 4, 6):
        plain = law.alone if heads == 1 else 0
        limits = [plain or law.each * heads + law.plus + more for more in (law.per_capita_plus, law.levy_plus)]
        people = [{"birth_date": born(year, age)} for age in range(3, 2 + heads)]
        for total in around([*limits, *(limit + more for limit in limits for more in (3_000, 10_000, 30_000))]):
            yield a_return(year, income=business(total), dependants=people)
    for kind in ({"disability": "general"}, {"widow": True}, {"minor": False}, {"public_assistance": True}):
        for total in around((law.special_limit,)):
            yield a_return(year, income=business(total), filer={"birth_date": "1980-05-01", **kind})
            yield a_return(year, income=business(total), filer={"birth_date": born(year, 16), **kind})


def one_stop_and_filing(year: Year) -> Iterator[Data]:
    law, given = year.filing, {"donations": {"furusato": 40_000, "one_stop": True}}
    for second in around((law.other_income,)):
        both = {"salary": [{"gross": 5_000_000}, {"gross": second}]}
        yield a_return(year, income=both, deductions=given)
    for gross in around((law.salary_receipts,)):
        yield a_return(year, income=paid(gross), deductions=given)
    for gross in around((law.pension_receipts,)):
        yield a_return(year, income={"public_pension": [{"gross": gross}]}, deductions=given)
    for cost in around((100_000,)):
        yield a_return(year, income=paid(5_000_000), deductions=given | {"medical": {"paid": cost}})
    for key in ("miscellaneous_other", "dividends", "other"):
        yield a_return(year, income=paid(5_000_000) | {key: 1}, deductions=given)


def settlement(year: Year) -> Iterator[Data]:
    """To pay in hundreds, a refund to the yen."""
    for withheld in around((0, 100, 98_000, 139_000, 250_033)):
        salary = [{"gross": 5_000_000, "withheld_tax": withheld}]
        yield a_return(year, income={"salary": salary}, deductions={"social_insurance": 700_001})


RULES: dict[str, Rule] = {
    rule.__name__: rule
    for rule in (
        salary_table, salary_steps, several_employers, salary_of_relatives, children_adjustment, salary_and_pension,
        pension_table, ages_by_day, temporary, losses, basic, spouse, dependants, relatives, disability,
        widow_and_parent, working_student, life_insurance, life_insurance_together, earthquake, casualty, medical,
        donations, brackets, furusato_rates, furusato_cap, dividends, adjustment_credit, housing_loan, flat_reduction,
        exemption, one_stop_and_filing, settlement,
    )
}  # fmt: skip
