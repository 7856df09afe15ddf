"""寄附金税額控除 of the resident tax, ふるさと納税 and its limit (地方税法37条の2, 314条の7, 附則5条の5・5条の6)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from app.tax.figure import Figure, figure
from app.tax.rounding import drop_part_of_yen, raise_part_of_yen
from app.tax.shapes import DonationCreditRule, SpecialRate
from app.tax.year import Year
from models.tax import Donations

WARD_PART = Fraction(3, 5)
METROPOLIS_PART = Fraction(2, 5)
"""How 区 and 都 share what the law writes as fractions (地方税法37条の2第11項, 314条の7第11項, 附則5条の4の2)."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side's levy after 調整控除 (the base of the cap), what is left of it, its rate, and its part."""

    levy: int
    left: int
    rate: Decimal
    part: Fraction


def split(amount: int) -> tuple[int, int]:
    """3/5 to the ward, the rest to the metropolis; a part of a yen goes to the ward."""
    of_ward = raise_part_of_yen(amount * WARD_PART)
    return of_ward, amount - of_ward


def special_rate(base: int, differences: int, income_tax_basic: int, law: DonationCreditRule) -> SpecialRate:
    """The special part's rate by 課税標準額 − 人的控除差調整額, which holds the income tax's raised 基礎控除."""
    below = base - differences - max(0, income_tax_basic - law.basic_deduction_before)
    if below < 0:
        return SpecialRate(law.below_zero, law.rates[0].one_stop, one_stop_of=law.rates[0].special)
    return next(row for row in law.rates if row.up_to is None or below <= row.up_to)


def donation_credit(
    given: Donations, one_stop: bool, total: int, side: Side, rate: SpecialRate, law: DonationCreditRule
) -> Figure:
    """寄附金税額控除 of one side: 基本 + 特例 (within 20% of the levy) + 申告特例, each raised to a yen."""
    everything = given.furusato + given.other
    if everything <= law.threshold:
        return figure(0, "donation_below" if everything else "not_entered", limit=law.threshold)
    counted = min(everything, drop_part_of_yen(total * law.income_rate))
    general = raise_part_of_yen(max(0, counted - law.threshold) * side.rate)
    special = special_part(given.furusato, side, rate, law)
    extra = raise_part_of_yen(special * _one_stop_ratio(rate)) if one_stop else 0
    amount = min(side.left, general + special + extra)
    key = "donation_credit" if amount == general + special + extra else "donation_credit_most"
    return figure(amount, key, general=general, special=special, extra=extra, left=side.left)


def special_part(furusato: int, side: Side, rate: SpecialRate, law: DonationCreditRule) -> int:
    """特例分 of one side (地方税法37条の2第11項, 314条の7第11項)."""
    wanted = max(0, furusato - law.threshold) * Fraction(rate.special) * side.part
    return raise_part_of_yen(min(wanted, side.levy * Fraction(law.cap_rate)))


def _one_stop_ratio(rate: SpecialRate) -> Fraction:
    """申告特例控除額: the income tax's part over the special part's (地方税法附則7条の2)."""
    return Fraction(rate.one_stop) / Fraction(rate.one_stop_of or rate.special)


def furusato_limit(levy: int, rate: SpecialRate, year: Year) -> Figure:
    """ふるさと納税の上限の目安: where the special part meets 20% of the levy after 調整控除."""
    law = year.donation_credit
    if not levy:
        return figure(0, "furusato_none")
    amount = drop_part_of_yen(levy * Fraction(law.cap_rate) / Fraction(rate.special)) + law.threshold
    facts = {"levy": levy, "share": law.cap_rate, "special": rate.special, "own": law.threshold}
    return figure(amount, "furusato_limit", **facts)
