"""Amounts of yen as people write them: with separators, full-width, in 万 and 千, in kanji. Never a float."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

_DIGITS = str.maketrans("〇零一壱二弐三参四五六七八九拾", "00112233456789十")
_LARGE = {"兆": 10**12, "億": 10**8, "万": 10**4}
_SMALL = {"千": 1000, "百": 100, "十": 10}
_MINUS = "-−ー‐▲△"
_PLAIN = re.compile(r"\d+|\d{1,3}(,\d{3})+")
_ODD_COMMA = re.compile(r"(?<!\d),|,(?!\d{3}(?!\d))")
_PART = re.compile(r"(\d+(?:\.\d+)?)?([千百十])?")
_MOST_DIGITS = 15


def read_amount(text: str) -> int | None:
    """The yen that were meant; None where it is no whole amount of yen."""
    plain = re.sub(r"[\s円¥\\]", "", unicodedata.normalize("NFKC", text)).translate(_DIGITS)
    sign = -1 if plain[:1] and plain[0] in _MINUS else 1
    plain = plain[1:] if sign < 0 else plain
    if _PLAIN.fullmatch(plain):
        digits = plain.replace(",", "")
        return sign * int(digits) if len(digits) <= _MOST_DIGITS else None
    amount = None if _ODD_COMMA.search(plain) else _in_units(plain.replace(",", ""))
    return None if amount is None or amount != int(amount) else sign * int(amount)


def written(amount: int) -> str:
    """`1,234,567`."""
    return f"{amount:,}"


def in_words(amount: int) -> str:
    """`123万4,567円`: the size of an amount at a glance."""
    rest, parts = abs(amount), []
    for unit, size in _LARGE.items():
        if rest >= size:
            parts.append(f"{rest // size:,}{unit}")
            rest %= size
    return ("−" if amount < 0 else "") + "".join(parts) + (f"{rest:,}" if rest or not parts else "") + "円"


def _in_units(plain: str) -> Decimal | None:
    """`123万4千`, `12.5万`: each unit once, the largest first."""
    total = Decimal(0)
    for unit, size in _LARGE.items():
        before, found, rest = plain.partition(unit)
        if found:
            count = _below_ten_thousand(before)
            if count is None:
                return None
            total, plain = total + count * size, rest
    last = _below_ten_thousand(plain) if plain else Decimal(0)
    return None if last is None or not (total or plain) else total + last


def _below_ten_thousand(text: str) -> Decimal | None:
    """`2千3百`, `千`, `1.5`, `250`: in front of 万, or what comes last."""
    total, least, place = Decimal(0), 10**4, 0
    while place < len(text):
        match = _PART.match(text, place)
        if match is None or match.end() == place:
            return None
        size = _SMALL.get(match[2], 1)
        if size >= least:
            return None
        total, least, place = total + Decimal(match[1] or 1) * size, size, match.end()
    return total if text else None
