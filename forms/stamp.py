"""A mark over every page of what is printed a second time (再発行): nobody takes the copy for the first."""

from __future__ import annotations

from forms.fit import MM
from forms.overlay.pages import page_formats
from forms.overlay.render import over_blank
from forms.paper import Box, Page
from forms.render import draw_pages
from forms.write import write

_WIDTH, _HEIGHT, _SIZE = 30.0, 9.0, 13.0  # mm, mm, points
_FROM_TOP, _FROM_RIGHT = 3.0, 12.0


def stamped(pdf: bytes, words: str) -> bytes:
    """The same pages, each with the words in a frame at its upper right; MissingFont where a font is absent."""
    marked = [Page(one) for one in page_formats(pdf)]
    for page in marked:
        right = page.format.width - _FROM_RIGHT
        box = Box(right - _WIDTH, _FROM_TOP, _WIDTH, _HEIGHT)
        page.frame(box, 1.2)
        write(page, box.inset(1, 1), words, min(_SIZE, (_HEIGHT - 2) * MM * 0.7), align="center")
    return over_blank(pdf, draw_pages(marked, words))
