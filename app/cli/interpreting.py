"""`languages`: what this counter can say, hear and translate."""

from __future__ import annotations

from argparse import Namespace

from app.cli.answer import Facts
from app.translation.languages import Language, foreign_languages
from app.translation.phrasebook import book

_NO_MODEL = "model_missing"


def languages(_arguments: Namespace) -> Facts:
    """Every language beside Japanese (contract: `madoguchi languages`)."""
    return {"languages": [_facts(language) for language in foreign_languages()]}


def _facts(language: Language) -> Facts:
    """`engines`: what a model can be installed for at all; no model is installed yet."""
    phrases = book(language.code)
    return {
        "code": language.code,
        "name": language.name,
        "name_ja": language.name_ja,
        "text": _NO_MODEL,
        "listen": _NO_MODEL,
        "speak": _NO_MODEL,
        "phrases": len(phrases.texts),
        "phrases_reviewed": len(phrases.reviewed),
        "direction": language.direction,
        "engines": language.engines,
    }
