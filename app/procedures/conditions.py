"""The closed vocabulary of conditions: a word, or a word and its argument (`insurance:kokuho,none`, `age:15-`).

`not:` turns a condition round. `may:` holds as long as the condition is not known to fail: what must not be missed is
listed while its question is open. A condition that depends on what is not known yet says so (None).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from typing import NamedTuple

from app.procedures.household import event_day, is_head
from app.procedures.truth import Truth, any_of, negated
from models.ages import age_on, last_school_day
from models.case import Answers, Case, Event, Member, NationalityClass, School
from models.origin import origin_of

MemberTest = Callable[[Case, Member, date, str], Truth]
CaseTest = Callable[[Case, str], Truth]

_LAST_YEAR_OF_CHILDHOOD = "18"
_FIRST_SCHOOL_AGE, _LAST_SCHOOL_AGE = 6, 15  # 学校教育法17条


def _age(_case: Case, member: Member, day: date, span: str) -> Truth:
    """`15-`, `20-59`: full years by law."""
    if member.birth_date is None:
        return None
    least, _, most = span.partition("-")
    return int(least or 0) <= age_on(member.birth_date, day) <= int(most or 200)


def _until_school_year(_case: Case, member: Member, day: date, age: str) -> Truth:
    """Up to the first 31 March after the given age."""
    return None if member.birth_date is None else day <= last_school_day(member.birth_date, int(age))


def _school(_case: Case, member: Member, day: date, allowed: str) -> Truth:
    """Of a child of school age with no school written down it is not known."""
    if member.school is School.NONE and member.birth_date is not None:
        first = last_school_day(member.birth_date, _FIRST_SCHOOL_AGE)
        return None if first < day <= last_school_day(member.birth_date, _LAST_SCHOOL_AGE) else False
    return _among(member.school, allowed)


def _with_adult(case: Case, member: Member, day: date, _argument: str) -> Truth:
    """Someone who has left childhood lives with this member."""
    if case.joins_existing_household:
        return True
    others = (other for other in case.members if other is not member)
    return any_of(negated(_until_school_year(case, other, day, _LAST_YEAR_OF_CHILDHOOD)) for other in others)


def _foreign_head(case: Case, member: Member, _day: date, _argument: str) -> Truth:
    """The member's household has a foreign head who is someone else (住民基本台帳法30条の48)."""
    if is_head(case, member):
        return False
    heads = [other for other in case.members if is_head(case, other)]
    return any_of(_foreign(head) for head in heads) if heads else None


def _foreign(member: Member) -> bool:
    return member.nationality_class is not NationalityClass.JAPANESE


def _among(value: object, allowed: str) -> bool:
    return str(value) in allowed.split(",")


def _known(value: object, allowed: str) -> Truth:
    return None if value is None else _among(value, allowed)


def _disability(_case: Case, member: Member, _day: date, kinds: str) -> Truth:
    return any(not kinds or _among(one, kinds) for one in member.disability)


def _status(_case: Case, member: Member, _day: date, allowed: str) -> Truth:
    return member.residence_card is not None and _among(member.residence_card.status, allowed)


MEMBER_WORDS: Mapping[str, MemberTest] = {
    "everyone": lambda *_: True,
    "age": _age,
    "until_school_year": _until_school_year,
    "with_adult": _with_adult,
    "card": lambda _case, member, *_: member.my_number_card,
    "wants_signature": lambda _case, member, *_: member.wants_signature_certificate,
    "licence": lambda _case, member, *_: member.driver_licence,
    "nursery": lambda _case, member, *_: member.nursery,
    "care": lambda _case, member, *_: member.care_certified,
    "disability": _disability,
    "left_employer": lambda _case, member, *_: member.lost_employer_insurance_on is not None,
    "joined_employer": lambda _case, member, *_: member.joined_employer_insurance_on is not None,
    "head": lambda case, member, *_: is_head(case, member),
    "foreign_head": _foreign_head,
    "foreign": lambda _case, member, *_: _foreign(member),
    "nationality": lambda _case, member, _day, allowed: _among(member.nationality_class, allowed),
    "status": _status,
    "insurance": lambda _case, member, _day, allowed: _known(member.health_insurance, allowed),
    "pension": lambda _case, member, _day, allowed: _known(member.pension, allowed),
    "school": _school,
    "seal": lambda _case, member, _day, allowed: _among(member.seal_registration, allowed),
}


def _answer(case: Case, key: str) -> Truth:
    value = getattr(case.answers, key)
    return None if value is None else bool(value)


def _others_stay(case: Case, least: str) -> Truth:
    """At least so many people of 15 or older stay in the household."""
    day = event_day(case)
    found = [_age(case, member, day, "15-") for member in case.members if not member.moving]
    if found.count(True) >= int(least):
        return True
    return None if found.count(True) + found.count(None) >= int(least) else False


def _other_children(case: Case, _argument: str) -> Truth:
    """There are children besides those whom the event is about."""
    day = event_day(case)
    staying = (member for member in case.members if not member.moving)
    return any_of(_until_school_year(case, member, day, _LAST_YEAR_OF_CHILDHOOD) for member in staying)


CASE_WORDS: Mapping[str, CaseTest] = {
    "answer": _answer,
    "event": lambda case, allowed: _among(case.event, allowed),
    "origin": lambda case, allowed: _known(origin_of(case), allowed),
    "others_stay": _others_stay,
    "other_children": _other_children,
    "joins": lambda case, _argument: case.joins_existing_household,
    "proxy": lambda case, _argument: case.filer is not None and case.filer.member is None,
}

_ASKED_BY = {
    "age": "birth_date", "until_school_year": "birth_date", "with_adult": "birth_date", "others_stay": "birth_date",
    "other_children": "birth_date", "head": "relation", "foreign_head": "relation", "insurance": "health_insurance",
    "pension": "pension", "school": "school", "origin": "origin",
}  # fmt: skip


class Reading(NamedTuple):
    """A condition taken apart: what turns it, innermost first, its word and its argument."""

    turns: tuple[str, ...]
    word: str
    argument: str


@cache
def read(condition: str) -> Reading:
    """`may:not:age:65-` → turns `not`, `may`; word `age`; argument `65-`."""
    word, _, argument = condition.partition(":")
    if word in ("not", "may"):
        inner = read(argument)
        return Reading((*inner.turns, word), inner.word, inner.argument)
    return Reading((), word, argument)


@cache
def bare(condition: str) -> str:
    """The condition without what turns it round or takes it for granted."""
    _turns, word, argument = read(condition)
    return f"{word}:{argument}" if argument else word


def asked_by(condition: str) -> str:
    """The key of the fact or answer on which the condition depends; empty where it is always known."""
    _turns, word, argument = read(condition)
    return argument if word == "answer" else _ASKED_BY.get(word, "")


def member_meets(case: Case, member: Member, day: date, condition: str) -> Truth:
    """Whether the condition holds for this member on this day."""
    turns, word, argument = read(condition)
    return _turned(turns, MEMBER_WORDS[word](case, member, day, argument))


def case_meets(case: Case, condition: str) -> Truth:
    turns, word, argument = read(condition)
    return _turned(turns, CASE_WORDS[word](case, argument))


def _turned(turns: tuple[str, ...], value: Truth) -> Truth:
    for turn in turns:
        value = negated(value) if turn == "not" else value is not False
    return value


def fault_of(condition: str, words: Iterable[str]) -> str:
    """What is allowed instead of a condition that is none; empty where it is one."""
    _turns, word, argument = read(condition)
    if word not in words:
        return ", ".join(sorted(words))
    if word == "answer" and argument not in vars(Answers()):
        return ", ".join(vars(Answers()))
    if word == "event" and set(argument.split(",")) - set(Event):
        return ", ".join(Event)
    return ""
