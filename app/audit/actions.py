"""What the deeds of the trail and their facts are called (`resources/audit.toml`, `audit_facts.toml`)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass

from app.paths import RESOURCES


@dataclass(frozen=True)
class Action:
    """`red` deeds are what an auditor looks at first."""

    name_ja: str
    name_en: str
    red: bool


def actions() -> Mapping[str, Action]:
    """Code → its names; TypeError for a key that does not exist."""
    data = tomllib.loads((RESOURCES / "audit.toml").read_text(encoding="utf-8"))
    return {code: Action(names["ja"], names["en"], names.get("red", False)) for code, names in data.items()}


def fact_words() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """What facts are called, and what the short words among their values mean (`resources/audit_facts.toml`)."""
    data = tomllib.loads((RESOURCES / "audit_facts.toml").read_text(encoding="utf-8"))
    return data["names"], data["values"]
