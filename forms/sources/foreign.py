"""Particulars of a foreign resident: 在留カード or 特別永住者証明書."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from forms.sources.kinds import CaseSource, PersonSource, of, western
from models.case import Case, Event, NationalityClass, ResidenceCard


def _card(read: Callable[[ResidenceCard], str]) -> PersonSource:
    return of(lambda member: read(member.residence_card) if member.residence_card else "")


def _status_and_term(card: ResidenceCard) -> str:
    return "　".join(filter(None, (card.status, western(card.valid_until))))


_CARDS = {NationalityClass.FOREIGN: "residence", NationalityClass.SPECIAL_PERMANENT: "special"}


def _filing(case: Case) -> str:
    """住居地届 after landing or a new status, 住居地変更届 after that (入管法19条の7–9)."""
    if case.event in (Event.IN_ABR_F, Event.F_BECOME):
        return "new"
    return "change" if case.event in (Event.IN_DOM, Event.IN_SP, Event.MOVE) else ""


SOURCES: Mapping[str, CaseSource] = {"residence.filing": _filing}

PARTICULARS: Mapping[str, PersonSource] = {
    "residence.kind": of(lambda member: _CARDS.get(member.nationality_class)),
    "residence.nationality": _card(lambda card: card.nationality),
    "residence.category": _card(lambda card: card.category),
    "residence.status": _card(lambda card: card.status),
    "residence.period": _card(lambda card: card.period),
    "residence.valid_until": _card(lambda card: western(card.valid_until)),
    "residence.status_and_term": _card(_status_and_term),
    "residence.number": _card(lambda card: card.number),
}
