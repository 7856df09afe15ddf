"""Where a field's value comes from in a case: a closed vocabulary, one module a subject.

A key is a fact of the case (`new.address`), or a role and a particular of the person in it (`spouse.birth`): every
particular can be had of every role. Each gives text, empty where there is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain
from types import MappingProxyType, ModuleType

from forms.groups import GROUPS, people_of
from forms.sources import (
    animals,
    children,
    filing,
    foreign,
    insurance,
    money,
    persons,
    places,
    registers,
    roles,
    vehicles,
)
from forms.sources.kinds import CaseSource, PersonSource, Scope
from forms.subject import Vocabulary
from models.case import Case

__all__ = ["CASE", "PARTICULARS", "SOURCES", "CaseSubject", "Scope", "is_private", "known_sources", "value_of"]

_SECRET = frozenset({"individual_number", "juminhyo_code"})
_ADDRESSES = places.SOURCES.keys() | {"filer.address", "proxy.address"}
_SUBJECTS = (animals, children, filing, foreign, insurance, money, persons, places, registers, vehicles)


def _registered(kind: str, subjects: Iterable[ModuleType]) -> Mapping[str, object]:
    """The vocabularies of all subjects in one; ValueError for a key that two of them have."""
    entries = [*chain.from_iterable(getattr(subject, kind, {}).items() for subject in subjects)]
    whole = dict(entries)
    if len(whole) < len(entries):
        raise ValueError(f"a key of {kind} twice")
    return MappingProxyType(whole)


SOURCES: Mapping[str, CaseSource] = _registered("SOURCES", _SUBJECTS)  # type: ignore[assignment]
PARTICULARS: Mapping[str, PersonSource] = _registered("PARTICULARS", _SUBJECTS)  # type: ignore[assignment]


@cache
def known_sources(*, in_row: bool) -> frozenset[str]:
    """Every key; those of the role `member` only in a table of people."""
    usable = roles.ROLES if in_row else roles.ROLES.keys() - {"member"}
    return frozenset(SOURCES) | {f"{role}.{particular}" for role in usable for particular in PARTICULARS}


def is_private(key: str, case: Case) -> bool:
    """Whether it may not stand in a 2D code: a secret number, and for a protected person (支援措置) every address."""
    if key.rpartition(".")[2] in _SECRET:
        return True
    return bool(case.answers.protected_address) and key in _ADDRESSES


def value_of(key: str, scope: Scope) -> str:
    """The text of a known key for this sheet and, in a table, this row."""
    if key in SOURCES:
        return SOURCES[key](scope.case)
    role, _, particular = key.partition(".")
    person = roles.ROLES[role](scope)
    return PARTICULARS[particular](person, scope.case) if person else ""


CASE = Vocabulary(GROUPS, lambda group: known_sources(in_row=bool(group)))


@dataclass(frozen=True)
class CaseSubject:
    """A household's case (`forms.subject`)."""

    case: Case

    def sheets(self, each: str) -> Sequence[Scope]:
        """Whom each sheet is about; one sheet to fill by hand where nobody is of that kind."""
        return [Scope(self.case, person) for person in people_of(each, self.case) or (None,)]

    def rows(self, group: str, scope: Scope) -> Sequence[Scope]:
        return [replace(scope, row=member) for member in people_of(group, self.case)]

    def text(self, key: str, scope: Scope) -> str:
        return value_of(key, scope)

    def is_private(self, key: str) -> bool:
        return is_private(key, self.case)
