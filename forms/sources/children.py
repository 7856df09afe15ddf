"""Children: school years, and what ends or changes an allowance for them (児童手当, 医療証)."""

from __future__ import annotations

from collections.abc import Mapping

from forms.groups import day_of, is_adult, people_of
from forms.sources.filing import kind_of
from forms.sources.kinds import CaseSource, PersonSource, of
from forms.sources.roles import parent_of
from models.ages import last_school_day
from models.case import Case, Event, Member


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


def _lives(_member: Member, case: Case) -> str:
    """Known only where no child lives apart; else it is asked child by child."""
    return "together" if case.answers.child_lives_apart is False else ""


def _medical_certificate(member: Member, case: Case) -> str:
    """マル乳 to the school year of the 6th birthday, マル子 of the 15th, マル青 of the 18th."""
    if member.birth_date is None:
        return ""
    for years, kind in ((6, "infant"), (15, "child"), (18, "youth")):
        if day_of(case) <= last_school_day(member.birth_date, years):
            return kind
    return ""


def _parent_of_all(case: Case) -> str:
    """What the 保護者 is to every child of the household; empty where not the same, or not known."""
    parents = {parent_of(child, case) for child in people_of("children", case) if not is_adult(child, case)}
    return parents.pop() if len(parents) == 1 else ""


_PARENTS = {"father": "父", "mother": "母"}
_CHANGES = {Event.BIRTH: "up", Event.DEATH: "down", Event.OUT_ABR: "down"}
_REASONS = {Event.BIRTH: "birth", Event.DEATH: "death", Event.OUT_ABR: "abroad", Event.MARR: "married"}


def _end(case: Case) -> str:
    return "abroad" if case.event is Event.OUT_ABR else "out" if kind_of(case) == "out" else ""


def _of_move(value: str) -> CaseSource:
    """What a move inside the ward decides; other changes are ticked by hand."""
    return lambda case: value if case.event is Event.MOVE else ""


SOURCES: Mapping[str, CaseSource] = {
    "allowance.change": lambda case: _CHANGES.get(case.event, ""),
    "allowance.with": lambda case: "claim" if kind_of(case) == "in" else "",
    "allowance.reason": lambda case: _REASONS.get(case.event, ""),
    "medical.reason": lambda case: "birth" if case.event is Event.BIRTH else "in" if kind_of(case) == "in" else "",
    "children.end": _end,
    "children.who": _of_move("self,child"),
    "children.parent": _parent_of_all,
    "children.parent_word": lambda case: _PARENTS.get(_parent_of_all(case), ""),
    "children.what": _of_move("address"),
    "children.why": _of_move("move"),
}

PARTICULARS: Mapping[str, PersonSource] = {
    "parent": parent_of,
    "parent_word": lambda child, case: _PARENTS.get(parent_of(child, case), ""),
    "previous_school": of(lambda member: member.previous_school),
    "grade": _grade,
    "lives": _lives,
    "medical_certificate": _medical_certificate,
    "child_allowance": _child_allowance,
}
