"""What a line's function gives back, and the sheet on which the lines are written one after another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from models.tax import Amount


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount, and how it came about: a key of `resources/tax/wording.toml` with the numbers for its places."""

    amount: Amount
    key: str
    facts: Mapping[str, object]

    @property
    def yen(self) -> int:
        """The amount of a line of yen."""
        assert isinstance(self.amount, int)  # noqa: S101 a line of yen by its own function
        return self.amount


def figure(amount: Amount, key: str, /, **facts: object) -> Figure:
    return Figure(amount, key, facts)


def added(terms: Iterable[int], nothing: str) -> Figure:
    """A sum of the terms that are not 0; `nothing` is said where there are none."""
    found = tuple(term for term in terms if term)
    key = ("added" if len(found) > 1 else "one_amount") if found else nothing
    return figure(sum(found), key, terms=found)


class Sheet:
    """Line id → figure, in the order of writing; a line is written once."""

    def __init__(self) -> None:
        self._figures: dict[str, Figure] = {}

    def write(self, line: str, found: Figure) -> int:
        """Put a line down and hand on its yen; ValueError where it already stands there."""
        if line in self._figures:
            raise ValueError(line)
        self._figures[line] = found
        return int(found.amount) if isinstance(found.amount, int) else 0

    def __getitem__(self, line: str) -> int:
        return self._figures[line].yen

    def why(self, line: str) -> str:
        """The key of the line's formula or reason."""
        return self._figures[line].key

    def __iter__(self) -> Iterator[tuple[str, Figure]]:
        return iter(self._figures.items())
