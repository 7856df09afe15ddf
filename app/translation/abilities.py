"""What works on this counter for each language, from the models that are really installed."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
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
    listening = bool(models) and find_spec("vosk") is not None
    heard = {one.source for one in installed(models) if one.kind == LISTENING} if models and listening else set()
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
