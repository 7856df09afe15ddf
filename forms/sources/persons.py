"""Particulars of a person."""

from __future__ import annotations

from collections.abc import Mapping

from forms.era import era_text, western_text
from forms.groups import dead_head
from forms.sources.kinds import PersonSource, of
from forms.sources.roles import spouse_of
from models.case import Case, Member, NationalityClass


def _birth(member: Member) -> str:
    """Japanese by era; foreign residents by the western year (model form, ※1)."""
    if member.birth_date is None:
        return ""
    foreign = member.nationality_class is not NationalityClass.JAPANESE
    try:
        return western_text(member.birth_date) if foreign else era_text(member.birth_date)
    except ValueError:  # before the solar calendar
        return western_text(member.birth_date)


def _full_name(member: Member) -> str:
    """氏名, with 旧氏 or 通称 in brackets."""
    others = [f"旧氏 {member.former_family_name}"] if member.former_family_name else []
    others += [f"通称 {member.alias}"] if member.alias else []
    return f"{member.name}（{'、'.join(others)}）" if others else member.name


def _new_relation(member: Member, case: Case) -> str:
    """続柄 after the change; towards a head who follows a dead one it is not known yet."""
    return "" if dead_head(case) else member.relation


def _other_name(member: Member) -> str:
    return "、".join(filter(None, (member.former_family_name, member.alias)))


def _filer_standing(member: Member, case: Case) -> str:
    """Of who files, towards this person: of several sheets each says its own."""
    if case.filer is None or case.filer.member is None:
        return case.filer.relation if case.filer else ""
    one = case.members[case.filer.member]
    return "本人" if one is member else "世帯主" if one.relation == "世帯主" else "世帯員"


def _applicant(member: Member, case: Case) -> str:
    """印鑑登録証明書: the holder, or anybody else who brings the 印鑑登録証."""
    standing = _filer_standing(member, case)
    return "" if not standing else "self" if standing == "本人" else "proxy"


PARTICULARS: Mapping[str, PersonSource] = {
    "name": of(_full_name),
    "plain_name": of(lambda member: member.name),
    "kana": of(lambda member: member.name_kana),
    "former_name": of(lambda member: member.former_family_name),
    "other_name": of(_other_name),
    "alias": of(lambda member: member.alias),
    "birth": of(_birth),
    "sex": of(lambda member: member.sex),
    "new_relation": _new_relation,
    "relation": of(lambda member: member.relation),
    "individual_number": of(lambda member: member.individual_number),
    "juminhyo_code": of(lambda member: member.juminhyo_code),
    "has_card": of(lambda member: "yes" if member.my_number_card else "no"),
    "has_spouse": lambda member, case: "yes" if spouse_of(member, case) else "",
    "wants_signature": of(lambda member: "yes" if member.wants_signature_certificate else ""),
    "filer_standing": _filer_standing,
    "applicant": _applicant,
    "signature_request": of(lambda member: "sign_new" if member.wants_signature_certificate else ""),
}
