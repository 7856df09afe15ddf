"""続柄: the words of the residence record, and what follows from each for the family's picture."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

from app.paths import RESOURCES
from models.case import Member
from models.person import Sex

HEAD = "世帯主"


def words() -> tuple[str, ...]:
    """Every relation that can be picked, the usual ones first."""
    return tuple(word for place in _data()["places"].values() for word in place)


def place_of(relation: str) -> str:
    """`above`, `beside`, `below` or `further`: the row of the family's picture."""
    return next((place for place, found in _data()["places"].items() if relation in found), "further")


def sex_of(relation: str) -> Sex:
    """The sex that the word itself says; unknown for 子, 同居人 and the like."""
    return next((Sex(sex) for sex, found in _data()["sexes"].items() if relation in found), Sex.UNKNOWN)


def spouse_of(head: Member) -> str:
    """妻 or 夫, as the head's sex suggests."""
    return "夫" if head.sex is Sex.FEMALE else "妻"


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((RESOURCES / "relations.toml").read_text(encoding="utf-8"))
