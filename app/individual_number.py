"""Whether a text holds an individual number (個人番号): twelve digits, the last of which checks the others.

Source: 平成26年総務省令第85号5条 (検査用数字). The number itself is never returned, logged or put in an error.
"""

from __future__ import annotations

import re

# no digit before the first one: said behind it, so that the search begins at digits alone, which every save waits for
_TWELVE = re.compile(r"\d(?<!\d\d)\d{3}(?:[ \u3000\-‐‑‒–—―−－]?\d{4}){2}(?!\d)")


def holds_number(text: str) -> bool:
    """Twelve digits of any width, together or in fours, with a right check digit."""
    return any(is_right(match[0]) for match in _TWELVE.finditer(text))


def masked(text: str) -> str:
    """The text with every run of twelve digits hidden, right or not: one digit off may be a slip of the pen."""
    return _TWELVE.sub("●●●●", text)


def without_numbers(text: str) -> str:
    """The text with every right number hidden, whatever stands around it: for what is stored."""
    return _TWELVE.sub(lambda match: "●●●●" if is_right(match[0]) else match[0], text)


def is_right(twelve: str) -> bool:
    """Whether the last digit checks the others."""
    digits = [int(one) for one in twelve if one.isdigit()]
    rest = sum(digit * _weight(place) for place, digit in enumerate(reversed(digits[:11]), 1)) % 11
    return digits[11] == (0 if rest <= 1 else 11 - rest)


def _weight(place: int) -> int:
    """Of the digit at `place`, counted from the one before the check digit."""
    return place + 1 if place <= 6 else place - 5
