"""What a case still lacks, and what in it cannot be: each fault with its path (contract, "A case")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from datetime import date

from app.errors import Problem
from app.sentences import bilingual
from models.case import Address, Case, Event, Member

NAME_LENGTH = 80
"""Characters; proposal of the facts (moving-procedures §4), official lengths are not public."""
_KANA_LENGTH = 120
_ADDRESS_LENGTH = 120
_BUILDING_LENGTH = 60
_OLDEST = 130  # years

MOVES_IN = frozenset({Event.IN_DOM, Event.IN_SP, Event.IN_ABR_J, Event.IN_ABR_F})
_MOVES = MOVES_IN | {Event.MOVE, Event.OUT, Event.OUT_SP, Event.OUT_ABR}
_NOT_BEFOREHAND = MOVES_IN | {Event.MOVE, Event.BIRTH, Event.DEATH, Event.F_BECOME}
_DIGITS = {"individual_number": 12, "juminhyo_code": 11, "basic_pension_number": 10}


def case_problems(case: Case) -> list[Problem]:
    """Every fault of a case whose structure is right; an empty list means that it can be worked with."""
    found = [*_people(case), *_addresses(case), *_dates(case), *_filer(case), *_counts(case)]
    return list(dict.fromkeys(found))


def _people(case: Case) -> Iterator[Problem]:
    if not case.members:
        yield Problem("members", "[]", bilingual("one_person"))
        return
    if not case.moving:
        yield Problem(
            "members",
            bilingual("nobody_moves"),
            bilingual("somebody_moves"),
        )
    for index, member in enumerate(case.members):
        yield from _member(f"members[{index}]", member, case)


def _member(path: str, member: Member, case: Case) -> Iterator[Problem]:
    if not member.name.strip():
        yield Problem(f"{path}.name", _quoted(member.name), bilingual("name", most=NAME_LENGTH))
    yield from _too_long(f"{path}.name", member.name, NAME_LENGTH)
    yield from _too_long(f"{path}.name_kana", member.name_kana, _KANA_LENGTH)
    for key, length in _DIGITS.items():
        value = getattr(member, key)
        if value is not None and not re.fullmatch(rf"\d{{{length}}}", value, re.ASCII):
            yield Problem(f"{path}.{key}", "●●●", bilingual("half_width_digits", length=length))
    yield from _birth(f"{path}.birth_date", member, case)


def _birth(path: str, member: Member, case: Case) -> Iterator[Problem]:
    if member.birth_date is None:
        return
    born = member.birth_date.earliest()
    last = min(filter(None, (case.filed_on, case.moved_on)))
    if born > last:
        yield Problem(path, str(member.birth_date), bilingual("no_later", last=last))
    elif case.filed_on.year - born.year > _OLDEST:
        yield Problem(
            path,
            str(member.birth_date),
            bilingual("no_earlier_year", year=case.filed_on.year - _OLDEST),
        )


def _addresses(case: Case) -> Iterator[Problem]:
    needed = {"new_address": True, "old_address": case.event in _MOVES}
    for key, required in needed.items():
        address: Address | None = getattr(case, key)
        if address is None or not address.address.strip():
            if required:
                yield Problem(
                    f"{key}.address" if address else key,
                    bilingual("missing_found"),
                    bilingual("needed_address"),
                )
            continue
        yield from _address(key, address)


def _address(path: str, address: Address) -> Iterator[Problem]:
    if address.postcode and not re.fullmatch(r"\d{3}-\d{4}", address.postcode, re.ASCII):
        yield Problem(f"{path}.postcode", _quoted(address.postcode), bilingual("postcode"))
    yield from _too_long(f"{path}.address", address.address, _ADDRESS_LENGTH)
    yield from _too_long(f"{path}.building", address.building, _BUILDING_LENGTH)


def _dates(case: Case) -> Iterator[Problem]:
    if case.moved_on and case.event in _NOT_BEFOREHAND and case.moved_on > case.filed_on:
        yield Problem(
            "moved_on",
            str(case.moved_on),
            bilingual("filed_after", day=case.filed_on),
        )
    for key in ("moved_on", "planned_out_on"):
        day: date | None = getattr(case, key)
        if day and abs(day.year - case.filed_on.year) > _OLDEST:
            yield Problem(key, str(day), bilingual("near_filing"))


def _filer(case: Case) -> Iterator[Problem]:
    filer = case.filer
    if filer is None:
        return
    if filer.member is not None and not 0 <= filer.member < len(case.members):
        yield Problem("filer.member", str(filer.member), bilingual("between", least=0, most=len(case.members) - 1))
    if filer.member is None and filer.relation == "代理人" and not filer.name.strip():
        yield Problem("filer.name", _quoted(filer.name), bilingual("proxy"))


def _counts(case: Case) -> Iterator[Problem]:
    for field in fields(case.answers):
        value = getattr(case.answers, field.name)
        if isinstance(value, int) and not isinstance(value, bool) and not 0 <= value <= 99:
            yield Problem(f"answers.{field.name}", str(value), bilingual("between", least=0, most=99))


def _too_long(path: str, text: str, most: int) -> Iterator[Problem]:
    if len(text) > most:
        yield Problem(path, bilingual("characters", count=len(text)), bilingual("most_characters", most=most))
    if any(ord(character) < 0x20 or ord(character) == 0x7F for character in text):
        yield Problem(path, bilingual("control_character"), bilingual("letters_alone"))


def _quoted(text: str) -> str:
    return f"「{text}」"
