"""本人確認: whether the papers on the counter prove who files. One with a photo by a public office is enough, else two.

Nothing of a paper is kept: which kinds they were is all that the office notes.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from app.paths import RESOURCES


@dataclass(frozen=True)
class Paper:
    """A kind of paper. `kind` is its class: A proves alone, B with another, C only helps a B."""

    id: str
    kind: str
    name_ja: str
    name_en: str


@dataclass(frozen=True)
class Verdict:
    """What the papers are enough for: `one`, `two`, `helped`, `questions` or `none`, and the sentence about it."""

    id: str
    text_ja: str
    text_en: str


@cache
def papers() -> Mapping[str, Paper]:
    """Every kind of paper, the most telling first."""
    found: Mapping[str, Any] = _facts()["papers"]
    return MappingProxyType(
        {key: Paper(key, one["class"], one["name_ja"], one["name_en"]) for key, one in found.items()}
    )


def verdict(shown: Collection[str]) -> Verdict:
    """Of valid papers (ids of `papers`; an expired one is none)."""
    have = Counter(papers()[one].kind for one in shown)
    reached = next(one for one in _facts()["enough"] if Counter(one["papers"]) <= have)
    return Verdict(reached["id"], reached["text_ja"], reached["text_en"])


@cache
def _facts() -> Mapping[str, Any]:
    return tomllib.loads((RESOURCES / "identity.toml").read_text(encoding="utf-8"))
