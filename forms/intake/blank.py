"""A blank that was cleaned: what comes back from the child process."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from forms.paper import Box

Reason = Literal[
    "not_pdf",
    "encrypted",
    "xfa",
    "too_large",
    "too_many_pages",
    "no_pages",
    "page_size",
    "damaged",
    "too_heavy",
    "picture",
]
Removed = Literal["script", "action", "attachment", "link", "entry_field", "layer", "note"]


class UnsafeBlank(Exception):
    """The file is not taken; `reason` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Hint:
    """An entry field of the file: a place that its maker meant for writing. Its type, and digits where it is a comb."""

    name: str
    page: int
    box: Box
    kind: Literal["text", "check"]
    digits: int = 0


@dataclass(frozen=True)
class Ruling:
    """A line drawn on the blank, upright or level, in mm."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True)
class Blank:
    """Only the pages' content: upright, the corner at the origin. `rulings` a page; `removed` what was dangerous."""

    pdf: bytes
    pages: tuple[tuple[float, float], ...]
    hints: tuple[Hint, ...]
    rulings: tuple[tuple[Ruling, ...], ...]
    removed: tuple[Removed, ...]
