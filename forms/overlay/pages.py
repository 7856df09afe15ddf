"""The pages of a PDF as papers."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from forms.fit import MM
from forms.paper import Format


def page_formats(pdf: bytes) -> Sequence[Format]:
    """Width and height of every page in mm, without margins."""
    import pikepdf

    with pikepdf.open(BytesIO(pdf)) as document:
        boxes = [[float(side) for side in page.mediabox.as_list()] for page in document.pages]
    return [Format((x2 - x1) / MM, (y2 - y1) / MM, 0, 0, 0, 0) for x1, y1, x2, y2 in boxes]
