"""Who pays no resident tax (非課税判定), and the relief just above the limit."""

from __future__ import annotations

from dataclasses import dataclass

from app.tax.figure import Figure, figure
from app.tax.household import Household
from app.tax.rounding import drop_below_hundred
from app.tax.year import Year
from models.tax import Disability, Filer, SingleParent, Status


@dataclass(frozen=True, slots=True)
class Exemption:
    """`reason` is the wording's key of why nothing is due; None where something is."""

    reason: str | None
    levy: bool
    per_capita_limit: Figure
    levy_limit: Figure

    @property
    def everything(self) -> bool:
        return self.reason is not None


def exemption(filer: Filer, people: Household, total: int, year: Year) -> Exemption:
    """均等割・所得割の非課税 (地方税法24条の5, 295条, 附則3条の3); no loss is carried over here."""
    per_capita = per_capita_exemption_limit(people, year)
    levy = levy_exemption_limit(people, year)
    reason = _reason(filer, people, total, year)
    if reason is None and total <= per_capita.yen:
        reason = "exempt_limit"
    return Exemption(reason, reason is not None or total <= levy.yen, per_capita, levy)


def _reason(filer: Filer, people: Household, total: int, year: Year) -> str | None:
    """地方税法295条1項: public assistance; a person with disability, minor, widow or single parent within the limit."""
    if filer.public_assistance:
        return "exempt_assistance"
    special = (
        filer.disability is not Disability.NONE
        or people.is_minor
        or filer.widow
        or filer.single_parent is not SingleParent.NONE
    )
    return "exempt_special" if special and total <= year.exemption.special_limit else None


def per_capita_exemption_limit(people: Household, year: Year) -> Figure:
    """均等割の非課税限度額 by heads (地方税法295条3項, 墨田区特別区税条例)."""
    return _limit(people.heads, year.exemption.per_capita_plus, year)


def levy_exemption_limit(people: Household, year: Year) -> Figure:
    """所得割の非課税限度額 by heads (地方税法附則3条の3)."""
    return _limit(people.heads, year.exemption.levy_plus, year)


def _limit(heads: int, more: int, year: Year) -> Figure:
    law = year.exemption
    if heads == 1:
        return figure(law.alone, "limit_alone")
    amount = law.each * heads + law.plus + more
    return figure(amount, "limit_heads", each=law.each, heads=heads, plus=law.plus, more=more)


def relief(total: int, levy: int, limit: int) -> int:
    """The levy of both sides after 減額措置 (地方税法附則3条の3第5項): it leaves no less than the limit."""
    return total - limit if total > limit and total - levy < limit else levy


def levy_of_side(side: int, both: int, relieved: int, flat: int) -> int:
    """所得割 of one side: its share of the relieved levy, less its part of the flat reduction, in hundreds."""
    share = side * relieved // both if both else 0
    return drop_below_hundred(max(0, share - flat))


def status(found: Exemption, levy: int, special_limit: int) -> Figure:
    """課税 / 均等割のみ課税 / 非課税, with the limit that decided."""
    if found.reason is not None:
        return figure(Status.EXEMPT, found.reason, limit=found.per_capita_limit.yen, special=special_limit)
    if found.levy:
        return figure(Status.PER_CAPITA_ONLY, "per_capita_limit", limit=found.levy_limit.yen)
    if levy == 0:
        return figure(Status.PER_CAPITA_ONLY, "per_capita_no_levy")
    return figure(Status.TAXED, "taxed", limit=found.levy_limit.yen)
