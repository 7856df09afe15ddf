"""Groups of people that a form may be about (`each`: a sheet for each) or list (`people`: a row for each).

A closed set: a definition names one of `GROUPS`, or several that somebody must be in at once (`disabled & children`).
Where the law counts years, so does `models.ages`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from models.ages import age_on, last_school_day
from models.case import Case, Event, HealthInsurance, Member, NationalityClass, Pension, School, SealRegistration
from models.partial_date import PartialDate

_INSURED = frozenset({HealthInsurance.KOKUHO, HealthInsurance.NONE})
_PUBLIC_SCHOOL = frozenset({School.PRIMARY, School.JUNIOR_HIGH})

_ARRIVALS = frozenset({Event.IN_ABR_J, Event.IN_ABR_F, Event.F_BECOME})

_UNKNOWN = PartialDate(9999)

Test = Callable[[Member, Case], bool]


def day_of(case: Case) -> date:
    """The day of the event, or of filing where it is not known."""
    return case.moved_on or case.filed_on


def is_adult(member: Member, case: Case) -> bool:
    """18 or more (民法4条); true where the birth date is unknown."""
    return member.birth_date is None or age_on(member.birth_date, day_of(case)) >= 18


def _aged(member: Member, case: Case, years: int) -> bool:
    return member.birth_date is not None and age_on(member.birth_date, day_of(case)) >= years


def _to_school_year(years: int) -> Test:
    """Until the first 31 March on or after the birthday."""

    def test(member: Member, case: Case) -> bool:
        return member.birth_date is not None and day_of(case) <= last_school_day(member.birth_date, years)

    return test


def _is_senior(member: Member, case: Case) -> bool:
    """介護保険: 65 or more, or certified."""
    return member.care_certified or _aged(member, case, 65)


def _is_latter_stage(member: Member, case: Case) -> bool:
    return member.health_insurance is HealthInsurance.KOKI75 or _aged(member, case, 75)


def _is_of_student_age(member: Member, case: Case) -> bool:
    """Counted for 児童手当's 多子加算, without an allowance of their own (18 to 22, 児童手当法4条)."""
    return _to_school_year(22)(member, case) and not _to_school_year(18)(member, case)


def _lives_apart(member: Member, case: Case) -> bool:
    """A child of the household who does not move with it, where the clerk was told that one lives apart."""
    return bool(case.answers.child_lives_apart) and not member.moving and _to_school_year(18)(member, case)


def _is_of_working_age(member: Member, case: Case) -> bool:
    """20 to 59 (国民年金法7条); true where the birth date is unknown."""
    return member.birth_date is None or 20 <= age_on(member.birth_date, day_of(case)) <= 59


def _is_for_the_pension_desk(member: Member, case: Case) -> bool:
    """Whom a notice to 国民年金 is about: of category 1, or coming into it (arrival, company left, divorce)."""
    if member.moving and member.pension in (Pension.FIRST, Pension.VOLUNTARY):
        return True
    if not _is_of_working_age(member, case):
        return False
    arrives = case.event in _ARRIVALS and member.pension not in (Pension.SECOND, Pension.THIRD)
    freed = case.event is Event.DIV and member.pension is Pension.THIRD
    return member.lost_employer_insurance_on is not None or (member.moving and (arrives or freed))


def _is_for_the_insurance_desk(member: Member, case: Case) -> bool:
    """Whom a notice to 国保 is about: those in it or coming into it, and those who left or joined a company's."""
    if member.lost_employer_insurance_on or member.joined_employer_insurance_on:
        return True
    unknown = member.health_insurance is None and case.event in _ARRIVALS
    return member.moving and (unknown or member.health_insurance in _INSURED)


def _is_foreign(member: Member, _case: Case) -> bool:
    return member.nationality_class is not NationalityClass.JAPANESE


def _moving(test: Test) -> Callable[[Case], tuple[Member, ...]]:
    return lambda case: tuple(member for member in case.moving if test(member, case))


def _household(test: Test) -> Callable[[Case], tuple[Member, ...]]:
    return lambda case: tuple(member for member in case.members if test(member, case))


def _by_age(group: Callable[[Case], tuple[Member, ...]]) -> Callable[[Case], tuple[Member, ...]]:
    """The eldest first, as the sheets about children ask."""
    return lambda case: tuple(sorted(group(case), key=lambda member: member.birth_date or _UNKNOWN))


def dead_head(case: Case) -> Member | None:
    """The 世帯主 of whose death the case tells."""
    dead = case.moving if case.event is Event.DEATH else ()
    return next((member for member in dead if member.relation == "世帯主"), None)


def _recorded(case: Case) -> tuple[Member, ...]:
    """異動する人: whose residence record changes; where the head has died, those who get another head."""
    return tuple(member for member in case.members if not member.moving) if dead_head(case) else case.moving


def _one_who_asks(case: Case) -> tuple[Member, ...]:
    """The visitor, where of those whom the event is about; else the first of these."""
    index = case.filer.member if case.filer else None
    visitor = [case.members[index]] if index is not None and case.members[index].moving else []
    return tuple((*visitor, *case.moving, *case.members)[:1])


def _or_the_one_who_asks(test: Test) -> Callable[[Case], tuple[Member, ...]]:
    """For sheets that are also printed for somebody who asks only now."""
    return lambda case: _household(test)(case) or _one_who_asks(case)


GROUPS: Mapping[str, Callable[[Case], tuple[Member, ...]]] = {
    "moving": lambda case: case.moving,
    "recorded": _recorded,
    "household": lambda case: case.members,
    "first": lambda case: (case.moving or case.members)[:1],
    "others": lambda case: case.moving[1:],
    "foreign": _moving(_is_foreign),
    "kin": _moving(lambda member, _: member.relation != "世帯主"),
    "latter_stage": _moving(_is_latter_stage),
    "seniors": _moving(_is_senior),
    "care_certified": _moving(lambda member, _: member.care_certified),
    "insurance_desk": _household(_is_for_the_insurance_desk),
    "pension_desk": _household(_is_for_the_pension_desk),
    "pension_first": _moving(lambda member, _: member.pension in (Pension.FIRST, Pension.VOLUNTARY)),
    "card_holders": _moving(lambda member, _: member.my_number_card),
    "without_card": _moving(lambda member, _: not member.my_number_card),
    "children": _by_age(_household(_to_school_year(18))),
    "children_counted": _by_age(_household(_to_school_year(22))),
    "children_apart": _by_age(_household(_lives_apart)),
    "student_age": _by_age(_household(_is_of_student_age)),
    "newborn": lambda case: case.moving if case.event is Event.BIRTH else (),
    "infants": _moving(_to_school_year(6)),
    "pupils": _moving(lambda member, _: member.school in _PUBLIC_SCHOOL),
    "primary_pupils": _moving(lambda member, _: member.school is School.PRIMARY),
    "private_pupils": _moving(lambda member, _: member.school is School.PRIVATE),
    "nursery": _moving(lambda member, _: member.nursery),
    "disabled": _moving(lambda member, _: bool(member.disability)),
    "seal": _or_the_one_who_asks(lambda member, _: member.seal_registration is SealRegistration.WANTED),
    "seal_holder": _or_the_one_who_asks(lambda member, _: member.seal_registration is SealRegistration.REGISTERED),
    "former_name": _or_the_one_who_asks(lambda member, _: bool(member.former_family_name)),
    "signature": _or_the_one_who_asks(lambda member, _: member.wants_signature_certificate),
}


def people_of(group: str, case: Case) -> tuple[Member, ...]:
    """Those who are in every group named, in the order of the first."""
    first, *others = (GROUPS[one](case) for one in named(group))
    return tuple(member for member in first if all(any(member is one for one in other) for other in others))


def named(group: str) -> list[str]:
    return group.split(" & ")
