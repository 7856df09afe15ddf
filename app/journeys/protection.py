"""支援措置: what shows a protected address is held back until a supervisor releases it (住民基本台帳事務処理要領).

What is held back is decided by what a form would print, not by which form it is: a field holds back where its text
shows the address, or a part of it that leads there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from app.errors import Refused
from forms.fill import fill_sheet
from forms.load import load_sheets
from models.case import Address, Case, Event
from models.procedure import HeldBack
from models.reception import Release

_LEAVES = frozenset({Event.OUT, Event.OUT_SP, Event.OUT_ABR})
_TELLING = 9
"""Characters of an address that lead to it: more than the prefecture, the ward and the shortest town's name."""


def held_back(case: Case, forms: Iterable[str]) -> tuple[HeldBack, ...]:
    """The forms that would show the protected address, with the fields that do; none where nothing is protected."""
    if not case.answers.protected_address:
        return ()
    definitions, secrets = load_sheets(), _protected(case)
    shown = (HeldBack(form, _fields(fill_sheet(definitions[form], case).values.items(), secrets)) for form in forms)
    return tuple(one for one in shown if one.fields)


def refuse_held_back(case: Case, forms: Sequence[str], release: Release | None) -> None:
    """Refused("protected_address") where one of the forms is held back and no supervisor has released it."""
    held = [one.form for one in held_back(case, forms)]
    if held and release is None:
        raise Refused("protected_address", forms=held)


def released(by: str, reason: str, at: datetime) -> Release:
    """A supervisor's deliberate release; Refused without a name or a reason."""
    if not by.strip() or not reason.strip():
        raise Refused("release_without_reason")
    return Release(by.strip(), reason.strip(), at)


def _protected(case: Case) -> tuple[Address, ...]:
    """Where the protected people live or will live; who leaves is protected at both places."""
    places = [case.new_address, case.old_address if case.event in _LEAVES else None]
    return tuple(place for place in places if place is not None)


def _fields(values: Iterable[tuple[str, str]], secrets: Sequence[Address]) -> tuple[str, ...]:
    return tuple(field for field, text in values if any(_shows(text, place) for place in secrets))


def _shows(text: str, place: Address) -> bool:
    whole = filter(None, (place.address, place.building, place.postcode, place.postcode.replace("-", "")))
    return any(one in text for one in whole) or (len(text) >= _TELLING and text in place.address)
