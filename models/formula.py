"""How an amount came about: a sentence or sum with places, and the numbers that go into them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


class Signed(int):
    """A term that a formula shows with its sign before it."""


@dataclass(frozen=True, slots=True)
class Formula:
    """Words in both languages over the same numbers, put together only where they are read."""

    words_ja: str
    words_en: str
    numbers: Mapping[str, object]

    @property
    def ja(self) -> str:
        dates = {key: f"{day.year}年{day.month}月{day.day}日" for key, day in self._dates()}
        return self.words_ja.format_map({**self._shown(), **dates})

    @property
    def en(self) -> str:
        return self.words_en.format_map(self._shown())

    def _dates(self) -> list[tuple[str, date]]:
        return [(key, value) for key, value in self.numbers.items() if isinstance(value, date)]

    def _shown(self) -> dict[str, str]:
        return {key: shown(value) for key, value in self.numbers.items()}


def shown(value: object) -> str:
    """A number as people read it: yen with thousands, a rate as per cent, several terms as a sum; a day in ISO."""
    if isinstance(value, tuple):
        return " + ".join(f"{term:,}" for term in value)
    if isinstance(value, Decimal):
        return f"{(value * 100).normalize():f}%"
    if isinstance(value, Signed):
        return f"− {-value:,}" if value < 0 else f"+ {value:,}"
    return f"{value:,}" if isinstance(value, int) else str(value)
