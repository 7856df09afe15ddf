"""An answer of the guide on a slip to take along: in the visitor's language large, beneath it in Japanese."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from forms.cover_words import is_japanese, words_of
from forms.fit import MM, wrap
from forms.glyphs import Style
from forms.paper import Box, Format, Line, Page, Shade
from forms.render import draw_pages
from forms.write import place

_A6 = Format(105, 148, left=9, right=9, top=9, bottom=9)  # of A4's shape: a printer of A4 makes it large
_ROOM = _A6.content
_GAP = 2.2  # mm


@dataclass(frozen=True)
class SlipText:
    """What is said in one language; `small` are the lines at its foot (source, what is not sure)."""

    language: str
    title: str
    category: str
    lines: Sequence[str]
    small: Sequence[str] = ()


def print_slip(visitor: SlipText, japanese: SlipText) -> bytes:
    """A PDF of one page A6, or of as many as the texts need. MissingFont where a font is absent."""
    pages, y = [Page(_A6)], _ROOM.y
    parts = [visitor] if is_japanese(visitor.language) else [visitor, japanese]
    for number, text in enumerate(parts):
        if number:
            pages[-1].marks.append(Line(_ROOM.x, y, _ROOM.right, y, 0.5, dotted=True))
            y += 2 * _GAP
        y = _write(pages, y, text, first=not number)
    return draw_pages(pages, japanese.title)


def _write(pages: list[Page], y: float, text: SlipText, *, first: bool) -> float:
    style = words_of(text.language).style
    scale = 1.0 if first else 0.72
    y = _lines(pages, y, text.title, style, 17 * scale)
    if text.category:
        y = _lines(pages, y, text.category, style, 13 * scale, shaded=True)
    for line in text.lines:
        y = _lines(pages, y, line, style, 10.5 * scale)
    for line in text.small:
        y = _lines(pages, y, line, style, 7.5)
    return y


def _lines(pages: list[Page], y: float, text: str, style: Style, size: float, *, shaded: bool = False) -> float:
    """Below `y`, on the next page where there is no room; returns where it ends."""
    side = 2.0 if shaded else 0.0
    fitted = wrap(text, _ROOM.width - 2 * side, style, size, even=True)
    height = fitted.height / MM + 2 * side
    if y + height > _ROOM.bottom:
        pages.append(Page(_A6))
        y = _ROOM.y
    box = Box(_ROOM.x, y, _ROOM.width, height)
    if shaded:
        pages[-1].marks.append(Shade(box, 0.9))
    place(pages[-1], box.inset(side, side), fitted, style, "left")
    return box.bottom + _GAP
