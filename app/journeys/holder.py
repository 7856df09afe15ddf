"""From a reading to the case: the card's holder becomes its first member."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from models.card import CardKind, CardReading
from models.case import Address, Case, Member, NationalityClass, ResidenceCard
from models.partial_date import PartialDate
from models.person import Person, Sex

_CATEGORIES = {
    "residence_card": (NationalityClass.FOREIGN, "中長期在留者"),
    "special_permanent_certificate": (NationalityClass.SPECIAL_PERMANENT, "特別永住者"),
}


def with_holder(case: Case, reading: CardReading) -> Case:
    """What the card said in the case; its address is the old one until it is rewritten. What it left open stays."""
    holder, address = case.members[0], reading.details.get("address", "")
    if reading.person is not None:
        holder, address = _named(holder, reading.person, reading.card), reading.person.address
    if "licence_application" in reading.details:  # マイナ免許証
        holder = replace(holder, driver_licence=True)
    if reading.card is CardKind.RESIDENCE and "number" in reading.details:
        holder = _resident(holder, reading)
    old = replace(case.old_address or Address(), address=address) if address else case.old_address
    return replace(case, members=(holder, *case.members[1:]), old_address=old)


def _named(member: Member, person: Person, card: CardKind) -> Member:
    named = replace(member, name=person.name, birth_date=person.birth_date)
    if card is CardKind.DRIVER_LICENCE:  # it does not say the sex
        return replace(named, driver_licence=True)
    return replace(named, sex=person.sex, my_number_card=True)


def _resident(member: Member, reading: CardReading) -> Member:
    """在留カード・特別永住者証明書: everything but the name, which the chip holds as a picture."""
    said = reading.details
    nationality_class, category = _CATEGORIES[said["document"]]
    until = said.get("stay_until")
    card = ResidenceCard(
        number=said["number"],
        nationality=said.get("nationality", ""),
        status=said.get("status", ""),
        period=said.get("period", ""),
        valid_until=date.fromisoformat(until) if until else None,
        category=category,
    )
    born = said.get("birth_date")
    return replace(
        member,
        nationality_class=nationality_class,
        residence_card=card,
        birth_date=PartialDate.parse(born) if born else member.birth_date,
        sex=Sex(said["sex"]) if "sex" in said else member.sex,
    )
