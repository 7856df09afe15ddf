"""What works on this counter for each language, from the models that are really installed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from app.translation.argos import ArgosEngine
from app.translation.languages import JAPANESE, Language, foreign_languages
from app.translation.office import Phrasebook

State = Literal["ready", "model_missing"]


@dataclass(frozen=True)
class Ability:
    """`text`: translated both ways. `phrases` of the book, of which a person checked `reviewed`."""

    language: Language
    text: State
    listen: State
    speak: State
    phrases: int
    reviewed: int

    @property
    def possible(self) -> tuple[str, ...]:
        """For what a model exists at all."""
        return self.language.engines


def abilities(
    models: Path | None, phrasebook: Phrasebook, heard: frozenset[str], spoken: frozenset[str]
) -> list[Ability]:
    """Every language beside Japanese; `heard` and `spoken` are the codes of those for which speech works here."""
    engine = ArgosEngine(models) if models else None
    return [_ability(language, engine, heard, spoken, phrasebook) for language in foreign_languages()]


def _ability(
    language: Language, engine: ArgosEngine | None, heard: frozenset[str], spoken: frozenset[str], book_of: Phrasebook
) -> Ability:
    book, code = book_of.book(language.code), language.text
    both = engine is not None and bool(code) and engine.can(JAPANESE, code) and engine.can(code, JAPANESE)
    return Ability(
        language,
        text=_state(both),
        listen=_state(language.code in heard),
        speak=_state(language.code in spoken),
        phrases=len(book.texts),
        reviewed=len(book.reviewed),
    )


def _state(ready: bool) -> State:
    return "ready" if ready else "model_missing"
