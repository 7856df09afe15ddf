"""Particulars of a foreign resident: 在留カード or 特別永住者証明書."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from forms.sources.kinds import PersonSource, of, western
from models.case import NationalityClass, ResidenceCard


def _card(read: Callable[[ResidenceCard], str]) -> PersonSource:
    return of(lambda member: read(member.residence_card) if member.residence_card else "")


def _status_and_term(card: ResidenceCard) -> str:
    return "　".join(filter(None, (card.status, western(card.valid_until))))


_CARDS = {NationalityClass.FOREIGN: "residence", NationalityClass.SPECIAL_PERMANENT: "special"}

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
