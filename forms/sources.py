"""Where a field's value comes from in a case: a small closed vocabulary. Each gives text, empty where there is none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from forms.era import era_text, western_text
from models.case import Case, Event, Filer, Member, NationalityClass, ResidenceCard
from models.partial_date import PartialDate

CaseSource = Callable[[Case], str]
MemberSource = Callable[[Member], str]

_KINDS = {Event.MOVE: "move", Event.OUT: "out", Event.OUT_SP: "out", Event.OUT_ABR: "out"}
_HOUSEHOLD = {Event.HH_HEAD: "head", Event.HH_SPLIT: "split", Event.HH_MERGE: "merge", Event.HH_CHANGE: "change"}
_ENTERS = {Event.IN_DOM, Event.IN_SP, Event.IN_ABR_J, Event.IN_ABR_F, Event.F_BECOME}

_INSURANCE_REASONS = {
    "in": "転入",
    "out": "転出",
    "address": "転居",
    "left_employer": "社保離脱",
    "birth": "出生",
    "death": "死亡",
    "head": "世帯主変更",
    "split": "世帯変更",
}


def era(day: date | None) -> str:
    return era_text(PartialDate.of(day)) if day else ""


def birth(member: Member) -> str:
    """Japanese by era; foreign residents by the western year (model form, ※1)."""
    if member.birth_date is None:
        return ""
    foreign = member.nationality_class is not NationalityClass.JAPANESE
    try:
        return western_text(member.birth_date) if foreign else era_text(member.birth_date)
    except ValueError:  # before the solar calendar
        return western_text(member.birth_date)


def full_name(member: Member) -> str:
    """氏名, with 旧氏 or 通称 in brackets."""
    others = [f"旧氏 {member.former_family_name}"] if member.former_family_name else []
    others += [f"通称 {member.alias}"] if member.alias else []
    return f"{member.name}（{'、'.join(others)}）" if others else member.name


def _person(case: Case) -> Member:
    return case.moving[0] if case.moving else case.members[0]


def _head(case: Case) -> Member | None:
    return next((member for member in case.members if member.relation == "世帯主"), None)


def _head_name(case: Case) -> str:
    head = _head(case)
    return case.new_household_head.name if case.new_household_head else head.name if head else ""


def _head_kana(case: Case) -> str:
    head = _head(case)
    return case.new_household_head.name_kana if case.new_household_head else head.name_kana if head else ""


def _head_number(case: Case) -> str:
    head = _head(case)
    return (head.individual_number or "") if head else ""


def _filing_member(case: Case) -> Member | None:
    index = case.filer.member if case.filer else None
    return case.members[index] if index is not None else None


def _filer_name(case: Case) -> str:
    member = _filing_member(case)
    return member.name if member else case.filer.name if case.filer else ""


def _filer_address(case: Case) -> str:
    if _filing_member(case) or not case.filer:
        return _place(case) if case.filer else ""
    return case.filer.address


def _filer_birth(case: Case) -> str:
    member = _filing_member(case)
    if member:
        return birth(member)
    return era_text(case.filer.birth_date) if case.filer and case.filer.birth_date else ""


def _proxy(read: Callable[[Filer], str]) -> CaseSource:
    """Of a 代理人: empty where a member of the household files."""
    return lambda case: read(case.filer) if case.filer and case.filer.member is None else ""


def _place(case: Case) -> str:
    if case.new_address is None:
        return ""
    return "　".join(filter(None, (case.new_address.address, case.new_address.building)))


def _kind(case: Case) -> str:
    return (
        "in" if case.event in _ENTERS else _KINDS.get(case.event, "household" if case.event in _HOUSEHOLD else "other")
    )


def _insurance_kind(case: Case) -> str:
    kinds = {"in": "in", "move": "address", "out": "out", "household": "split"}
    special = {Event.BIRTH: "birth", Event.DEATH: "death", Event.HH_HEAD: "head"}
    if case.event not in _ENTERS and _lost_insurance(case):
        return "left_employer"
    return special.get(case.event) or kinds.get(_kind(case), "other")


def _lost_insurance(case: Case) -> date | None:
    """The day on which the first of them left an employer's insurance."""
    return next((day for member in case.moving if (day := member.lost_employer_insurance_on)), None)


def _new(part: str) -> CaseSource:
    return lambda case: getattr(case.new_address, part, "")


def _old(part: str) -> CaseSource:
    return lambda case: getattr(case.old_address, part, "")


def _of_person(source: MemberSource) -> CaseSource:
    return lambda case: source(_person(case))


def _seal_kind(case: Case) -> str:
    return "register" if any(member.seal_registration == "wanted" for member in case.members) else ""


def _seal_person(case: Case) -> Member:
    return next((member for member in case.members if member.seal_registration == "wanted"), _person(case))


def _juminhyo_options(case: Case) -> str:
    wish = case.details.juminhyo
    chosen = {"honseki": wish.with_honseki, "relation": wish.with_relation, "number": wish.with_number}
    return ",".join(option for option, wanted in chosen.items() if wanted)


def _copies(case: Case) -> str:
    return str(case.answers.juminhyo_copies or "")


def _honseki(case: Case) -> str:
    """Japanese only (※4)."""
    return case.honseki if any(m.nationality_class is NationalityClass.JAPANESE for m in case.moving) else ""


SOURCES: Mapping[str, CaseSource] = {
    "kind": lambda case: _HOUSEHOLD.get(case.event) or _kind(case),
    "insurance_kind": _insurance_kind,
    "insurance_reason": lambda case: _INSURANCE_REASONS.get(_insurance_kind(case), ""),
    "insurance.lost_on": lambda case: era(_lost_insurance(case)),
    "filed_on": lambda case: era(case.filed_on),
    "moved_on": lambda case: era(case.moved_on),
    "new.postcode": _new("postcode"),
    "new.address": _new("address"),
    "new.building": _new("building"),
    "new.place": _place,
    "old.postcode": _old("postcode"),
    "old.address": _old("address"),
    "old.building": _old("building"),
    "head.name": _head_name,
    "head.kana": _head_kana,
    "head.individual_number": _head_number,
    "old_head.name": lambda case: case.old_household_head.name if case.old_household_head else "",
    "honseki": _honseki,
    "hittosha": lambda case: case.hittosha if _honseki(case) else "",
    "filer.name": _filer_name,
    "filer.address": _filer_address,
    "filer.birth": _filer_birth,
    "filer.phone": lambda case: case.filer.phone if case.filer else "",
    "filer.relation": lambda case: case.filer.relation if case.filer else "",
    "person.name": _of_person(full_name),
    "person.kana": _of_person(lambda member: member.name_kana),
    "person.birth": _of_person(birth),
    "person.sex": _of_person(lambda member: member.sex),
    "seal.kind": _seal_kind,
    "seal.name": lambda case: full_name(_seal_person(case)),
    "seal.kana": lambda case: _seal_person(case).name_kana,
    "seal.birth": lambda case: birth(_seal_person(case)),
    "seal.sex": lambda case: _seal_person(case).sex,
    "juminhyo.copies": _copies,
    "juminhyo.options": _juminhyo_options,
    "juminhyo.use": lambda case: case.details.juminhyo.use,
    "juminhyo.kind": lambda case: "all" if _copies(case) else "",
    "proxy.name": _proxy(lambda filer: filer.name),
    "proxy.address": _proxy(lambda filer: filer.address),
    "proxy.birth": _proxy(lambda filer: era_text(filer.birth_date) if filer.birth_date else ""),
    "bank.wish": lambda case: "transfer" if case.details.bank.number else "",
    "bank.name": lambda case: case.details.bank.bank,
    "bank.branch": lambda case: case.details.bank.branch,
    "bank.number": lambda case: case.details.bank.number,
    "bank.holder": lambda case: case.details.bank.holder_kana,
}


def _card(read: Callable[[ResidenceCard], str]) -> MemberSource:
    return lambda member: read(member.residence_card) if member.residence_card else ""


def _valid_until(card: ResidenceCard) -> str:
    return western_text(PartialDate.of(card.valid_until)) if card.valid_until else ""


MEMBER_SOURCES: Mapping[str, MemberSource] = {
    "member.name": full_name,
    "member.kana": lambda member: member.name_kana,
    "member.birth": birth,
    "member.sex": lambda member: member.sex,
    "member.relation": lambda member: member.relation,
    "member.juminhyo_code": lambda member: member.juminhyo_code or "",
    "member.individual_number": lambda member: member.individual_number or "",
    "member.has_card": lambda member: "yes" if member.my_number_card else "no",
    "member.pension_number": lambda member: member.basic_pension_number or "",
    "member.residence.nationality": _card(lambda card: card.nationality),
    "member.residence.category": _card(lambda card: card.category),
    "member.residence.status": _card(lambda card: card.status),
    "member.residence.period": _card(lambda card: card.period),
    "member.residence.valid_until": _card(_valid_until),
    "member.residence.number": _card(lambda card: card.number),
}
