"""The roundings of the law, by name. Exact numbers in (int, Decimal, Fraction), integer yen out."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction

Exact = int | Decimal | Fraction


def drop_part_of_yen(amount: Exact) -> int:
    """1円未満切捨て: salary and pension income, half of temporary income, reconstruction tax."""
    return math.floor(amount)


def raise_part_of_yen(amount: Exact) -> int:
    """1円未満切上げ: insurance deductions, 所得金額調整控除, the pieces of the resident tax's donation credit."""
    return math.ceil(amount)


def drop_below_hundred(amount: Exact) -> int:
    """100円未満切捨て: tax to pay (国税通則法119条), the levy of each side (地方税法20条の4の2第3項)."""
    return math.floor(amount) // 100 * 100


def drop_below_thousand(amount: Exact) -> int:
    """1,000円未満切捨て: what is taxed (国税通則法118条, 地方税法20条の4の2第1項)."""
    return math.floor(amount) // 1000 * 1000
