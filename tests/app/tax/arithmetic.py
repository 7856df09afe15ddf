"""The arithmetic of a reckoning by hand, as it stands in a table's row: `⌊2,129,200 − 942,300⌋1,000`.

Integers and fractions only: + − × ÷ in their usual order, brackets, per cent, and the two roundings with their unit
(`⌊x⌋` down and `⌈x⌉` up, to one yen where none is named). Nothing here knows a rule of tax.
"""

import re
from collections.abc import Callable
from fractions import Fraction
from math import ceil, floor

_TOKEN = re.compile(r"\d[\d,]*(?:\.\d+)?|[-+−×÷%()⌊⌋⌈⌉]")
_BRACKETS: dict[str, tuple[str, Callable[[Fraction], int] | None]] = {
    "(": (")", None),
    "⌊": ("⌋", floor),
    "⌈": ("⌉", ceil),
}


def value(formula: str) -> Fraction:
    """What the formula comes to. ValueError where anything else stands in it, or something is left over."""
    if _TOKEN.sub("", formula).strip():
        raise ValueError(formula)
    tokens = _TOKEN.findall(formula)
    result = _sum(tokens)
    if tokens:
        raise ValueError(formula)
    return result


def _sum(tokens: list[str]) -> Fraction:
    result = _product(tokens)
    while tokens and tokens[0] in "+−":
        result = result + _product(tokens) if tokens.pop(0) == "+" else result - _product(tokens)
    return result


def _product(tokens: list[str]) -> Fraction:
    result = _factor(tokens)
    while tokens and tokens[0] in "×÷":
        result = result * _factor(tokens) if tokens.pop(0) == "×" else result / _factor(tokens)
    return result


def _factor(tokens: list[str]) -> Fraction:
    first = tokens.pop(0) if tokens else ""
    if first not in _BRACKETS:
        return _number(first, tokens)
    closing, rounding = _BRACKETS[first]
    inner = _sum(tokens)
    if not tokens or tokens.pop(0) != closing:
        raise ValueError(first)
    if rounding is None:
        return inner
    unit = _number(tokens.pop(0), tokens) if tokens and tokens[0][0].isdigit() else Fraction(1)
    return rounding(inner / unit) * unit


def _number(token: str, rest: list[str]) -> Fraction:
    number = Fraction(token.replace(",", ""))
    if rest and rest[0] == "%":
        rest.pop(0)
        return number / 100
    return number
