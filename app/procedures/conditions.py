"""The closed vocabulary of conditions: a word, or a word and its argument (`insurance:kokuho,none`, `age:15-`).

A condition on a member or on the case is true, false, or open where its question has not been asked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from models.ages import age_on, last_school_day
from models.case import Case, Member, NationalityClass

MemberTest = Callable[[Member, date, str], bool]
CaseTest = Callable[[Case, str], bool | None]


def _age(member: Member, day: date, span: str) -> bool:
    """`15-`, `20-59`: full years by law. A member without a birth date is never sorted out by age."""
    if member.birth_date is None:
        return False
    least, _, most = span.partition("-")
    age = age_on(member.birth_date, day)
    return int(least or 0) <= age <= int(most or 200)


def _until_school_year(member: Member, day: date, age: str) -> bool:
    """Up to the first 31 March after the given age."""
    return member.birth_date is not None and day <= last_school_day(member.birth_date, int(age))


def _has(value: object, allowed: str) -> bool:
    return value is not None and str(value) in allowed.split(",")


MEMBER_TESTS: Mapping[str, MemberTest] = {
    "everyone": lambda _member, _day, _argument: True,
    "age": _age,
    "until_school_year": _until_school_year,
    "card": lambda member, _day, _argument: member.my_number_card,
    "no_card": lambda member, _day, _argument: not member.my_number_card,
    "wants_signature": lambda member, _day, _argument: member.wants_signature_certificate,
    "licence": lambda member, _day, _argument: member.driver_licence,
    "nursery": lambda member, _day, _argument: member.nursery,
    "care": lambda member, _day, _argument: member.care_certified,
    "disability": lambda member, _day, _argument: bool(member.disability),
    "left_employer": lambda member, _day, _argument: member.lost_employer_insurance_on is not None,
    "head": lambda member, _day, _argument: member.relation == "世帯主",
    "japanese": lambda member, _day, _argument: member.nationality_class is NationalityClass.JAPANESE,
    "foreign": lambda member, _day, _argument: member.nationality_class is not NationalityClass.JAPANESE,
    "insurance": lambda member, _day, allowed: _has(member.health_insurance, allowed),
    "pension": lambda member, _day, allowed: _has(member.pension, allowed),
    "school": lambda member, _day, allowed: _has(member.school, allowed),
    "seal": lambda member, _day, allowed: _has(member.seal_registration, allowed),
}


def _answer(case: Case, key: str) -> bool | None:
    value = getattr(case.answers, key)
    return None if value is None else bool(value)


def _others_stay(case: Case, argument: str) -> bool:
    """At least so many people of 15 or older stay in the household."""
    day = case.moved_on or case.filed_on
    return sum(not member.moving and _age(member, day, "15-") for member in case.members) >= int(argument)


CASE_TESTS: Mapping[str, CaseTest] = {
    "answer": _answer,
    "origin": lambda case, allowed: _has(case.origin, allowed),
    "not_origin": lambda case, excluded: not _has(case.origin, excluded),
    "planned_out_known": lambda case, _argument: case.planned_out_on is not None,
    "others_stay": _others_stay,
    "joins": lambda case, _argument: case.joins_existing_household,
}


def split(condition: str) -> tuple[str, str]:
    word, _, argument = condition.partition(":")
    return word, argument


def member_meets(member: Member, day: date, conditions: tuple[str, ...]) -> bool:
    """All of the conditions hold for this member on this day."""
    return all(MEMBER_TESTS[word](member, day, argument) for word, argument in map(split, conditions))


def case_meets(case: Case, condition: str) -> bool | None:
    """`not:` turns a condition round; None where its question is open."""
    word, argument = split(condition)
    if word == "not":
        result = case_meets(case, argument)
        return None if result is None else not result
    return CASE_TESTS[word](case, argument)
