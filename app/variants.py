"""異体字: the other forms of a name's character, from a table of pairs and from the selectors that the fonts know."""

from __future__ import annotations

import re
import tomllib
from functools import cache

from app.paths import RESOURCES

_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_CHARACTER = re.compile(r".[\uFE00-\uFE0F\U000E0100-\U000E01EF]?", re.DOTALL)
_SUBSTITUTES = frozenset("〓■□●？�")


def characters(name: str) -> tuple[str, ...]:
    """The characters of a name, each with its selector where it has one."""
    return tuple(_CHARACTER.findall(name))


def variants(character: str) -> tuple[str, ...]:
    """Every other form of a character that can be printed here, the usual ones first; its own form is among them."""
    from forms.glyphs import missing_glyphs, selected

    plain = character[0]
    family = (plain, *(one for one in _table().get(plain, "") if one != plain))
    found = dict.fromkeys(family) | dict.fromkeys(one for base in family for one in selected(base))
    return tuple(one for one in found if not missing_glyphs(one, "mincho"))


def usual_forms(text: str) -> str:
    """Every character in the usual form of its kind, without selectors: to search by, never to write."""
    plain = _SELECTORS.sub("", text)
    return "".join(_table().get(one, one)[0] for one in plain)


def is_substitute(character: str) -> bool:
    """Signs that stand for a character that a system could not show (代替文字)."""
    return character in _SUBSTITUTES


@cache
def _table() -> dict[str, str]:
    groups = tomllib.loads((RESOURCES / "variants.toml").read_text(encoding="utf-8"))["groups"]
    return {character: group for group in groups for character in group}
