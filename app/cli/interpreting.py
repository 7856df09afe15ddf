"""`languages`: what this counter can say, hear and translate."""

from __future__ import annotations

from argparse import Namespace

from app.cli.answer import Facts
from app.journeys.interpreting import TalkDesk
from app.journeys.speech import SpeechDesk
from app.paths import DataFolder
from app.speech.voices import Reason
from app.translation.abilities import Ability


def languages(arguments: Namespace) -> Facts:
    """Every language beside Japanese (contract: `madoguchi languages`)."""
    data = DataFolder.chosen(getattr(arguments, "data", None))
    desk = SpeechDesk(data)
    return {"languages": [_facts(one, desk.silence(one.language.code)) for one in TalkDesk(data).abilities()]}


def _facts(ability: Ability, silent: Reason | None) -> Facts:
    """`engines`: what a model can be installed for at all. `silent_because`: why no voice speaks it here."""
    language = ability.language
    facts: dict[str, object] = {
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
    return facts | ({"silent_because": silent} if silent else {})
