"""Error → sentence in Japanese or English, from `resources/messages.toml`: what happened, and what to do next."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Literal

from app.errors import Bilingual, KnownError
from app.paths import RESOURCES

Language = Literal["ja", "en"]
LANGUAGES: tuple[Language, ...] = ("ja", "en")


@cache
def _texts(file: str) -> Mapping[str, Mapping[str, str]]:
    import tomllib  # only here: the window starts without it

    return tomllib.loads((RESOURCES / file).read_text(encoding="utf-8"))


def _messages() -> Mapping[str, Mapping[str, str]]:
    return _texts("messages.toml")


def sentence(error: KnownError, language: Language) -> str:
    """The most exact sentence there is: of the error with its reason, else of the error."""
    messages = _messages()
    exact = f"{error.code}:{error.facts.get('reason')}"
    said = {key: ", ".join(map(str, value)) if isinstance(value, list) else value for key, value in error.facts.items()}
    return messages.get(exact, messages[error.code])[language].format(**said)


def explained(key: str, language: Language) -> str:
    """What a result means, where its word alone would promise too much."""
    return _messages()[key][language]


def bilingual(key: str, **slots: object) -> Bilingual:
    """Words of `resources/problems.toml` with their slots filled; a slot that is bilingual itself in each language."""
    texts = _texts("problems.toml")[key]
    english = {name: one.en if isinstance(one, Bilingual) else one for name, one in slots.items()}
    return Bilingual(texts["ja"].format(**slots), texts["en"].format(**english))


def error_object(error: KnownError) -> dict[str, object]:
    """The contract's error object."""
    return {
        "error": error.code,
        **error.facts,
        "message_ja": sentence(error, "ja"),
        "message_en": sentence(error, "en"),
    }


def internal_error(incident: str) -> dict[str, object]:
    """The contract's object for our own bug: a number to quote and nothing else."""
    messages = _messages()["internal"]
    return {
        "error": "internal",
        "incident": incident,
        "message_ja": messages["ja"].format(incident=incident),
        "message_en": messages["en"].format(incident=incident),
    }
