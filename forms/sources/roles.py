"""Who a field is about. A closed set: each finds one person of the case, or nobody."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from forms.groups import dead_head, is_adult
from forms.sources.kinds import Scope
from models.case import Case, HouseholdHead, Member
from models.person import Sex

_SPOUSES = frozenset({"夫", "妻", "夫(未届)", "妻(未届)", "夫（未届）", "妻（未届）"})

_CHILDREN: Mapping[str, tuple[str, ...]] = {"世帯主": ("子",), "妻": ("妻の子",), "夫": ("夫の子",)}
_PARENTS: Mapping[Sex, str] = {Sex.MALE: "father", Sex.FEMALE: "mother"}


def head(case: Case) -> Member | None:
    """世帯主: of the household where they will live; not always one of the members, and never who has died."""
    member = next((member for member in case.members if member.relation == "世帯主"), None)
    if member is dead_head(case):
        member = None
    named = case.new_household_head
    if named and (member is None or member.name != named.name):
        return _outsider(named)
    return member


def old_head(case: Case) -> Member | None:
    """いままでの世帯主; where nothing is written, the head who has died."""
    return _outsider(case.old_household_head) or dead_head(case)


def filer(case: Case) -> Member | None:
    """届出人: a member, or a 代理人 of whom little is known."""
    if case.filer is None:
        return None
    if case.filer.member is not None:
        return case.members[case.filer.member]
    return Member(name=case.filer.name, birth_date=case.filer.birth_date)


def proxy(case: Case) -> Member | None:
    """代理人: nobody where a member of the household files."""
    return filer(case) if case.filer and case.filer.member is None else None


def guardian(case: Case) -> Member | None:
    """保護者, and 児童手当の請求者 as proposed to the clerk: the head where an adult member, else the filer, else the
    first adult.
    """
    chosen = (head(case), filer(case), *case.members)
    return next((one for one in chosen if one and one in case.members and is_adult(one, case)), None)


def spouse_of(person: Member | None, case: Case) -> Member | None:
    """配偶者 of the head, or the head of his or her 配偶者."""
    wanted = _SPOUSES if person and person.relation == "世帯主" else {"世帯主"}
    if person is None or not (person.relation == "世帯主" or person.relation in _SPOUSES):
        return None
    return next((one for one in case.members if one is not person and one.relation in wanted), None)


def parent_of(child: Member, case: Case) -> str:
    """Of a minor, `father` or `mother` where the record says that the 保護者 is one: a head's 子 need not be the
    spouse's.
    """
    one = guardian(case)
    if one is None or is_adult(child, case) or child.relation not in _CHILDREN.get(one.relation, ()):
        return ""
    return _PARENTS.get(one.sex, "")


def _minors_guardian(scope: Scope) -> Member | None:
    """保護者 of a sheet that names one only for a minor."""
    return None if scope.person is None or is_adult(scope.person, scope.case) else guardian(scope.case)


def mother(case: Case) -> Member | None:
    """Who expects or has borne a child: the only woman of age in the household; where there are more, nobody knows."""
    women = [one for one in case.members if one.sex is Sex.FEMALE and is_adult(one, case)]
    return women[0] if len(women) == 1 else None


def _outsider(head: HouseholdHead | None) -> Member | None:
    return Member(name=head.name, name_kana=head.name_kana) if head else None


ROLES: Mapping[str, Callable[[Scope], Member | None]] = {
    "person": lambda scope: scope.person,
    "member": lambda scope: scope.row,
    "partner": lambda scope: spouse_of(scope.person, scope.case),
    "head": lambda scope: head(scope.case),
    "old_head": lambda scope: old_head(scope.case),
    "filer": lambda scope: filer(scope.case),
    "proxy": lambda scope: proxy(scope.case),
    "guardian": lambda scope: guardian(scope.case),
    "minors_guardian": _minors_guardian,
    "mother": lambda scope: mother(scope.case),
    "spouse": lambda scope: spouse_of(guardian(scope.case), scope.case),
}
