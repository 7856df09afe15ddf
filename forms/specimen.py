"""Characters as the sheets print them, for a screen that cannot show 異体字セレクタ: one cell each on one page."""

from __future__ import annotations

from collections.abc import Sequence

from forms.paper import Box, Format, Page
from forms.render import draw_pages
from forms.write import Align, Field, write_value

_INSIDE = 0.9  # of the cell's width and height


def specimen(texts: Sequence[str], width: float, height: float, across: int, align: Align = "center") -> bytes:
    """A page of cells of `width` × `height` mm, `across` in a row; what no font can draw stays blank."""
    lines = -(-len(texts) // across)
    page = Page(Format(width * across, height * lines, 0, 0, 0, 0))
    for index, text in enumerate(texts):
        box = Box(index % across * width, index // across * height, width, height)
        inner = box.inset(width * (1 - _INSIDE) / 2, height * (1 - _INSIDE) / 2)
        write_value(page, inner, text, Field("specimen", str(index), size=height * 2.2, max_length=200), align)
    return draw_pages([page], "字形")
