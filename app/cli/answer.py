"""How an answer reaches people and programs: one JSON object, or the same facts as indented text."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache

from app.paths import RESOURCES
from app.sentences import Language

Facts = Mapping[str, object]


def as_json(facts: Facts) -> str:
    return json.dumps(facts, ensure_ascii=False, default=str)


def as_text(facts: Facts, language: Language) -> str:
    """The facts as lines `label: value`, lists as indented blocks, labels in `language`."""
    return "\n".join(_lines(facts, language, 0))


@cache
def _labels() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((RESOURCES / "labels.toml").read_text(encoding="utf-8"))


def _label(key: str, language: Language) -> str:
    return _labels().get(key, {}).get(language, key)


def _lines(facts: Facts, language: Language, depth: int) -> Iterator[str]:
    indent = "  " * depth
    for key, value in _in(language, facts).items():
        label = _label(key, language)
        if isinstance(value, Mapping):
            yield f"{indent}{label}:"
            yield from _lines(value, language, depth + 1)
        elif isinstance(value, list | tuple):
            yield f"{indent}{label}:{_inline(value, language)}"
            yield from _blocks(value, language, depth + 1)
        else:
            yield f"{indent}{label}: {_word(value, language)}"


def _in(language: Language, facts: Facts) -> Facts:
    """Of what stands in both languages (`desk` and `desk_en`, `name_ja` and `name_en`) the one that is read."""
    spoken = {}
    for key, value in facts.items():
        english = f"{key.removesuffix('_ja')}_en"
        if language == "en" and facts.get(english):
            spoken[english] = facts[english]
        elif not key.endswith("_en"):
            spoken[key] = value
    return spoken


def _inline(values: list[object] | tuple[object, ...], language: Language) -> str:
    if any(isinstance(value, Mapping) for value in values):
        return ""
    return " " + (", ".join(_word(value, language) for value in values) or "-")


def _blocks(values: list[object] | tuple[object, ...], language: Language, depth: int) -> Iterator[str]:
    for value in values:
        if isinstance(value, Mapping):
            lines = list(_lines(value, language, depth))
            yield "  " * (depth - 1) + "- " + lines[0].lstrip() if lines else "-"
            yield from lines[1:]


def _word(value: object, language: Language) -> str:
    if value is None:
        return "-"
    if isinstance(value, bool):
        return {"ja": ("いいえ", "はい"), "en": ("no", "yes")}[language][value]
    return str(value)
