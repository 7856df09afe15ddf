"""What works on this counter for each language, from the models that are really installed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from app.translation.argos import ArgosEngine
from app.translation.languages import JAPANESE, Language, foreign_languages
from app.translation.office import Phrasebook
from app.translation.packages import LISTENING, installed

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


def abilities(models: Path | None, phrasebook: Phrasebook, speaking: frozenset[str] = frozenset()) -> list[Ability]:
    """Every language beside Japanese; `speaking` are the codes of those for which a voice is there."""
    engine = ArgosEngine(models) if models else None
    heard = {package.source for package in installed(models) if package.kind == LISTENING} if models else set()
    return [_ability(language, engine, heard, speaking, phrasebook) for language in foreign_languages()]


def _ability(
    language: Language, engine: ArgosEngine | None, heard: set[str], speaking: frozenset[str], phrasebook: Phrasebook
) -> Ability:
    book, code = phrasebook.book(language.code), language.text
    both = engine is not None and bool(code) and engine.can(JAPANESE, code) and engine.can(code, JAPANESE)
    return Ability(
        language,
        text=_state(both),
        listen=_state(bool(language.listen) and language.listen in heard),
        speak=_state(language.code in speaking),
        phrases=len(book.texts),
        reviewed=len(book.reviewed),
    )


def _state(ready: bool) -> State:
    return "ready" if ready else "model_missing"


def by_code(found: list[Ability]) -> Mapping[str, Ability]:
    """The same by our code."""
    return {one.language.code: one for one in found}
