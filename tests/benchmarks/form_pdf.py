"""What the form engine costs: one 住民異動届 as PDF ÷ the same strings and lines drawn bare with the PDF library.

`python -m tests.benchmarks.form_pdf` prints one JSON line; the ratio is the median over alternating rounds of one run.
"""

from __future__ import annotations

import gc
import json
import statistics
import time
from collections.abc import Callable, Sequence
from io import BytesIO

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from forms.fit import MM
from forms.glyphs import font_file
from forms.layout import lay_out
from forms.load import load_sheets
from forms.paper import Line, Page, Text
from forms.render import draw_sheet
from tests.forms.people import filled, household

ROUNDS = 15


def bare(pages: Sequence[Page]) -> bytes:
    """Strings at their places and lines, without deciding anything."""
    for style in ("mincho", "gothic"):
        if style not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(style, str(font_file(style)), asciiReadable=False))
    buffer = BytesIO()
    canvas = Canvas(buffer, invariant=1, pageCompression=1)
    for page in pages:
        height = page.format.height
        canvas.setPageSize((page.format.width * MM, height * MM))
        for mark in page.marks:
            if isinstance(mark, Line):
                canvas.setLineWidth(mark.weight)
                canvas.line(mark.x1 * MM, (height - mark.y1) * MM, mark.x2 * MM, (height - mark.y2) * MM)
            elif isinstance(mark, Text):
                canvas.setFont(mark.style, mark.size)
                canvas.drawString(mark.x * MM, (height - mark.baseline) * MM, mark.text)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def seconds(work: Callable[[], object]) -> float:
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    definition, case = load_sheets()["idou"], household(4)
    start = time.perf_counter()
    draw_sheet(definition, filled("idou", case))
    first = time.perf_counter() - start
    pages = lay_out(definition, filled("idou", case).values)
    bare(pages)
    rounds = [
        (seconds(lambda: draw_sheet(definition, filled("idou", case))), seconds(lambda: bare(pages)))
        for _ in range(ROUNDS)
    ]
    engine, plain = (statistics.median(column) for column in zip(*rounds, strict=True))
    ratio = statistics.median(one / other for one, other in rounds)
    print(
        json.dumps(
            {
                "benchmark": "form_pdf",
                "engine_ms": round(engine * 1000, 1),
                "bare_ms": round(plain * 1000, 1),
                "ratio": round(ratio, 2),
                "aim": 2,
                "first_ms": round(first * 1000, 1),
            }
        )
    )


if __name__ == "__main__":
    main()
