"""The pointing board (`resources/board.toml`): groups of phrases, and our own drawing of each as SVG."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from app.data_file import DataError, built, read_toml
from app.paths import RESOURCES
from app.translation.phrasebook import base

_PART = re.compile(r"\{([a-z_]{2,})\}")
_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><circle cx="27" cy="27" r="19" fill="{soft}"/><g '
    'fill="none" stroke="{line}" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round">{inside}</g></svg>'
)


@dataclass(frozen=True)
class Group:
    """Phrases that are looked for together."""

    name_ja: str
    phrases: tuple[str, ...]


@dataclass(frozen=True)
class Board:
    """`drawings` are made of `parts`, each by its name in braces."""

    parts: Mapping[str, str]
    groups: Mapping[str, Group]
    drawings: Mapping[str, str]

    def svg(self, phrase_id: str, line: str, accent: str, soft: str) -> bytes:
        """The drawing in three colours (#rrggbb)."""
        inside = _PART.sub(lambda part: self.parts[part[1]], self.drawings[phrase_id])
        inside = inside.replace("{c}", f'stroke="{accent}"').replace("{f}", f'fill="{line}" stroke="none"')
        return _SVG.replace("{inside}", inside).replace("{line}", line).replace("{soft}", soft).encode()


@cache
def board() -> Board:
    """The shipped one: every phrase for the board once, each with its drawing."""
    return load(RESOURCES / "board.toml")


def load(file: Path) -> Board:
    """A board's file; DataError with file, key, what was found and what is allowed."""
    found = built(file.name, "", Board, read_toml(file))
    wanted = [id_ for id_, phrase in base().items() if phrase.board]
    grouped = [id_ for group in found.groups.values() for id_ in group.phrases]
    for key, ids in (("groups", grouped), ("drawings", list(found.drawings))):
        if sorted(ids) != sorted(wanted):
            odd = sorted(set(ids) ^ set(wanted)) or [id_ for id_ in ids if ids.count(id_) > 1]
            raise DataError(file.name, key, odd, "each phrase with board = true once")
    for id_, drawing in found.drawings.items():
        if unknown := set(_PART.findall(drawing)) - found.parts.keys():
            raise DataError(file.name, f"drawings.{id_}", min(unknown), ", ".join(found.parts))
    return found
