"""A disclosure on paper: everything that is kept about one person, section by section (個人情報保護法76条)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from forms.fit import MM, wrap
from forms.paper import PORTRAIT, Box, Line, Page
from forms.render import draw_pages
from forms.write import place, write

_ROOM = PORTRAIT.content
_NAME = 62.0  # mm: what a fact is called
_GAP = 1.2
_FOOT = 8.0


@dataclass(frozen=True)
class Part:
    """One record, or a kind of entries: its heading and its facts, each with its name."""

    heading: str
    facts: Sequence[tuple[str, str]]


def print_disclosure(title: str, about: Sequence[tuple[str, str]], parts: Sequence[Part]) -> bytes:
    """As many pages A4 as it takes, numbered; MissingFont where a font is absent."""
    pages, y = [Page(PORTRAIT)], _ROOM.y
    y = _lines(pages, y, title, 18)
    pages[-1].marks.append(Line(_ROOM.x, y, _ROOM.right, y, 1.0))
    y = _facts(pages, y + 3, about)
    for part in parts:
        y = _lines(pages, y + 5, part.heading, 13)
        pages[-1].marks.append(Line(_ROOM.x, y, _ROOM.right, y, 0.4))
        y = _facts(pages, y + 1.5, part.facts)
    for number, page in enumerate(pages, 1):
        write(page, Box(_ROOM.x, _ROOM.bottom - 5, _ROOM.width, 5), f"{number} / {len(pages)}", 8, align="right")
    return draw_pages(pages, title)


def _facts(pages: list[Page], y: float, facts: Sequence[tuple[str, str]]) -> float:
    for name, value in facts:
        told = wrap(value or "―", _ROOM.width - _NAME, "mincho", 10)
        called = wrap(name, _NAME - 3, "gothic", 9)
        height = max(told.height, called.height) / MM
        y = _room(pages, y, height)
        place(pages[-1], Box(_ROOM.x, y, _NAME - 3, height), called, "gothic", "left")
        place(pages[-1], Box(_ROOM.x + _NAME, y, _ROOM.width - _NAME, height), told, "mincho", "left")
        y += height + _GAP
    return y


def _lines(pages: list[Page], y: float, text: str, size: float) -> float:
    fitted = wrap(text, _ROOM.width, "gothic", size)
    height = fitted.height / MM
    y = _room(pages, y, height + 2 * _FOOT)  # no heading alone at the foot of a page
    place(pages[-1], Box(_ROOM.x, y, _ROOM.width, height), fitted, "gothic", "left")
    return y + height + _GAP


def _room(pages: list[Page], y: float, height: float) -> float:
    if y + height <= _ROOM.bottom - _FOOT:
        return y
    pages.append(Page(PORTRAIT))
    return _ROOM.y
