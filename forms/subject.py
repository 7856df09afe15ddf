"""What sheets can be about: a household's case, a tax return. Each speaks its own closed vocabulary of keys."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

T = TypeVar("T")
"""What a field sees: the whole, and in a table the row's own."""


class Subject(Protocol[T]):
    """Of what a sheet is filled."""

    def sheets(self, each: str) -> Sequence[T]:
        """One for each sheet of the form; at least one."""

    def rows(self, group: str, scope: T) -> Sequence[T]:
        """One for each row of a table."""

    def text(self, key: str, scope: T) -> str:
        """The text of a known key; empty where there is none."""

    def is_private(self, key: str) -> bool:
        """Whether it may not stand in a 2D code."""


@dataclass(frozen=True)
class Vocabulary:
    """What the definitions of a kind may say: `groups` make tables, `keys` are those of a field in a table of a group
    (empty: outside a table).
    """

    groups: Collection[str]
    keys: Callable[[str], Collection[str]]
