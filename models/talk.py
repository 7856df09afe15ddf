"""What is said across the counter: in memory alone, until the visitor leaves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Speaker = Literal["staff", "visitor"]


@dataclass(frozen=True)
class Turn:
    """One thing said, in Japanese and in the visitor's language.

    `phrase`: its id in the phrasebook, empty for a typed sentence. `back`: a machine's way back; `via`: the English in
    the middle. `reviewed`: whether a person checked the phrase; None for a machine's. `warnings`: sentences for staff.
    """

    speaker: Speaker
    language: str
    ja: str
    other: str
    phrase: str = ""
    back: str = ""
    via: str = ""
    reviewed: bool | None = None
    warnings: tuple[str, ...] = ()
    test_model: bool = False

    @property
    def by_machine(self) -> bool:
        """Whether no person wrote the translation."""
        return not self.phrase and self.reviewed is None
