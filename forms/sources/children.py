"""Children: school years."""

from __future__ import annotations

from collections.abc import Mapping

from forms.groups import day_of
from forms.sources.kinds import PersonSource, of
from models.ages import last_school_day
from models.case import Case, Member


def _school_year(member: Member, case: Case) -> str:
    """1 to 9 of compulsory school (学校教育法17条) on the day of the event; empty outside them."""
    if member.birth_date is None:
        return ""
    year = last_school_day(member.birth_date, 6)
    grade = sum(day_of(case) > year.replace(year=year.year + count) for count in range(10))
    return str(grade) if 1 <= grade <= 9 else ""


def _grade(member: Member, case: Case) -> str:
    """`小学校3年`, `中学校1年`."""
    year = int(_school_year(member, case) or 0)
    return f"中学校{year - 6}年" if year > 6 else f"小学校{year}年" if year else ""


def _child_allowance(member: Member, case: Case) -> str:
    """児童手当 is paid to the end of the school year of the 18th birthday (児童手当法3条)."""
    if member.birth_date is None:
        return ""
    return "yes" if day_of(case) <= last_school_day(member.birth_date, 18) else "no"


PARTICULARS: Mapping[str, PersonSource] = {
    "school": of(lambda member: member.school),
    "previous_school": of(lambda member: member.previous_school),
    "grade": _grade,
    "child_allowance": _child_allowance,
}
