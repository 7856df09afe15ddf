"""What a case still lacks, and what in it cannot be: each fault with its path (contract, "A case")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from datetime import date

from app.errors import Problem
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
        yield Problem("members", "[]", "1人以上", "one person or more")
        return
    if not case.moving:
        yield Problem(
            "members",
            "moving: true の人がいない",
            "届出の対象になる人を1人以上",
            "one person or more whom the case is about",
        )
    for index, member in enumerate(case.members):
        yield from _member(f"members[{index}]", member, case)


def _member(path: str, member: Member, case: Case) -> Iterator[Problem]:
    if not member.name.strip():
        yield Problem(f"{path}.name", _quoted(member.name), "氏名（1〜80文字）", "a name (1 to 80 characters)")
    yield from _too_long(f"{path}.name", member.name, NAME_LENGTH)
    yield from _too_long(f"{path}.name_kana", member.name_kana, _KANA_LENGTH)
    for key, length in _DIGITS.items():
        value = getattr(member, key)
        if value is not None and not re.fullmatch(rf"\d{{{length}}}", value, re.ASCII):
            yield Problem(f"{path}.{key}", "●●●", f"半角数字{length}桁", f"{length} half-width digits")
    yield from _birth(f"{path}.birth_date", member, case)


def _birth(path: str, member: Member, case: Case) -> Iterator[Problem]:
    if member.birth_date is None:
        return
    born = member.birth_date.earliest()
    last = min(filter(None, (case.filed_on, case.moved_on)))
    if born > last:
        yield Problem(path, str(member.birth_date), f"{last} まで", f"no later than {last}")
    elif case.filed_on.year - born.year > _OLDEST:
        yield Problem(
            path,
            str(member.birth_date),
            f"{case.filed_on.year - _OLDEST} 年以後",
            f"{case.filed_on.year - _OLDEST} or later",
        )


def _addresses(case: Case) -> Iterator[Problem]:
    needed = {"new_address": True, "old_address": case.event in _MOVES}
    for key, required in needed.items():
        address: Address | None = getattr(case, key)
        if address is None or not address.address.strip():
            if required:
                yield Problem(
                    f"{key}.address" if address else key,
                    "ない",
                    "この届出に必要な住所",
                    "the address that this case needs",
                )
            continue
        yield from _address(key, address)


def _address(path: str, address: Address) -> Iterator[Problem]:
    if address.postcode and not re.fullmatch(r"\d{3}-\d{4}", address.postcode, re.ASCII):
        yield Problem(
            f"{path}.postcode", _quoted(address.postcode), "130-0001 の形（または空）", "like 130-0001, or empty"
        )
    yield from _too_long(f"{path}.address", address.address, _ADDRESS_LENGTH)
    yield from _too_long(f"{path}.building", address.building, _BUILDING_LENGTH)


def _dates(case: Case) -> Iterator[Problem]:
    if case.moved_on and case.event in _NOT_BEFOREHAND and case.moved_on > case.filed_on:
        yield Problem(
            "moved_on",
            str(case.moved_on),
            f"届出日 {case.filed_on} まで（引っ越す前には届け出られません）",
            f"no later than the filing day {case.filed_on} (a move is filed after it)",
        )
    for key in ("moved_on", "planned_out_on"):
        day: date | None = getattr(case, key)
        if day and abs(day.year - case.filed_on.year) > _OLDEST:
            yield Problem(key, str(day), "届出日に近い日付", "a date near the filing day")


def _filer(case: Case) -> Iterator[Problem]:
    filer = case.filer
    if filer is None:
        return
    if filer.member is not None and not 0 <= filer.member < len(case.members):
        yield Problem("filer.member", str(filer.member), f"0〜{len(case.members) - 1}", f"0 to {len(case.members) - 1}")
    if filer.member is None and filer.relation == "代理人" and not filer.name.strip():
        yield Problem("filer.name", _quoted(filer.name), "代理人の氏名", "the name of the proxy")


def _counts(case: Case) -> Iterator[Problem]:
    for field in fields(case.answers):
        value = getattr(case.answers, field.name)
        if isinstance(value, int) and not isinstance(value, bool) and not 0 <= value <= 99:
            yield Problem(f"answers.{field.name}", str(value), "0〜99", "0 to 99")


def _too_long(path: str, text: str, most: int) -> Iterator[Problem]:
    if len(text) > most:
        yield Problem(path, f"{len(text)}文字", f"{most}文字まで", f"at most {most} characters")
    if any(ord(character) < 0x20 or ord(character) == 0x7F for character in text):
        yield Problem(path, "改行などの制御文字", "文字だけ", "characters alone")


def _quoted(text: str) -> str:
    return f"「{text}」"
