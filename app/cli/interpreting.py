"""`languages`: what this counter can say, hear and translate."""

from __future__ import annotations

from argparse import Namespace

from app.cli.answer import Facts
from app.paths import DataFolder
from app.translation import office
from app.translation.abilities import Ability, abilities


def languages(arguments: Namespace) -> Facts:
    """Every language beside Japanese (contract: `madoguchi languages`)."""
    data = DataFolder.chosen(getattr(arguments, "data", None))
    phrasebook, _torn = office.read(data.phrases)
    return {"languages": [_facts(one) for one in abilities(data.models, phrasebook)]}


def _facts(ability: Ability) -> Facts:
    """`engines`: what a model can be installed for at all."""
    language = ability.language
    return {
        "code": language.code,
        "name": language.name,
        "name_ja": language.name_ja,
        "text": ability.text,
        "listen": ability.listen,
        "speak": ability.speak,
        "phrases": ability.phrases,
        "phrases_reviewed": ability.reviewed,
        "direction": language.direction,
        "engines": language.engines,
    }
