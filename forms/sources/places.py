"""Addresses: the new, the former, and the one that the ward's record has or will have (`home`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from forms.sources.kinds import CaseSource
from models.case import Address, Case, Event, NationalityClass

_LEAVES = frozenset({Event.OUT, Event.OUT_SP, Event.OUT_ABR})

Where = Callable[[Case], Address | None]


def _new(case: Case) -> Address | None:
    return case.new_address


def _old(case: Case) -> Address | None:
    return case.old_address


def home(case: Case) -> Address | None:
    """In the ward: where those who leave have lived, and all others will live."""
    return case.old_address if case.event in _LEAVES else case.new_address or case.old_address


def _gone_to(case: Case) -> Address | None:
    """転出先; nothing where nobody leaves."""
    return case.new_address if case.event in _LEAVES else None


def _on_new_year(case: Case) -> Address | None:
    """1月1日時点の住所, of the year whose tax decides (claims from January to May look at the year before)."""
    day = date(case.filed_on.year - (case.filed_on.month < 6), 1, 1)
    return case.old_address if case.moved_on and case.moved_on > day else case.new_address


def in_one_line(address: Address | None) -> str:
    return "　".join(filter(None, (address.address, address.building))) if address else ""


def _parts(name: str, where: Where) -> Mapping[str, CaseSource]:
    """The keys of one address."""
    return {
        f"{name}.postcode": lambda case: address.postcode if (address := where(case)) else "",
        f"{name}.address": lambda case: address.address if (address := where(case)) else "",
        f"{name}.building": lambda case: address.building if (address := where(case)) else "",
        f"{name}.place": lambda case: in_one_line(where(case)),
    }


def _honseki(case: Case) -> str:
    """Japanese only (model form, ※4)."""
    return case.honseki if any(m.nationality_class is NationalityClass.JAPANESE for m in case.moving) else ""


SOURCES: Mapping[str, CaseSource] = {
    **_parts("new", _new),
    **_parts("old", _old),
    **_parts("home", home),
    **_parts("gone_to", _gone_to),
    **_parts("new_year", _on_new_year),
    "abroad.place": lambda case: in_one_line(case.new_address) if case.event is Event.OUT_ABR else "",
    "honseki": _honseki,
    "hittosha": lambda case: case.hittosha if _honseki(case) else "",
}
