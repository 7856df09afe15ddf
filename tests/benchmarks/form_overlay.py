"""What a form on the ward's blank costs: one 住民異動届 ÷ the same marks drawn and laid over with the bare libraries.

`python -m tests.benchmarks.form_overlay` prints one JSON line; the ratio is the median over alternating rounds.
`library_ms` is what reading the version from its folder adds at the counter, for each form that has one.
"""

from __future__ import annotations

import json
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf

from forms.intake.examine import examine
from forms.overlay.library import Library
from forms.overlay.render import draw_on_blank, lay_office_sheet
from tests.benchmarks.form_pdf import bare, seconds
from tests.forms.overlay.blanks import idou_blank, idou_sheet, write_version
from tests.forms.people import filled, household

ROUNDS = 25


def bare_overlay(blank: bytes, marks: bytes) -> bytes:
    """Each page of marks on its page of the blank, by the library's own way."""
    with pikepdf.open(BytesIO(blank)) as paper, pikepdf.open(BytesIO(marks)) as ink:
        for page, drawn in zip(paper.pages, ink.pages, strict=True):
            page.add_overlay(drawn, pikepdf.Rectangle(*page.mediabox.as_list()))
        out = BytesIO()
        paper.save(out)
        return out.getvalue()


def median_ms(work: Callable[[], object]) -> float:
    return round(statistics.median(seconds(work) for _ in range(ROUNDS)) * 1000, 1)


def main() -> None:
    case, blank = household(3), examine(idou_blank()).pdf
    sheet = idou_sheet(blank)
    values = filled("idou", case)

    def ours() -> object:
        return draw_on_blank(sheet, blank, filled("idou", case), "2026-000123")

    start = time.perf_counter()
    ours()
    first = time.perf_counter() - start
    pages = lay_office_sheet(sheet, blank, values.values)

    def plain() -> object:
        return bare_overlay(blank, bare(pages))

    plain()
    rounds = [(seconds(ours), seconds(plain)) for _ in range(ROUNDS)]
    engine, libraries = (statistics.median(column) for column in zip(*rounds, strict=True))
    with tempfile.TemporaryDirectory() as folder:
        write_version(Path(folder), sheet, blank)
        library_ms = median_ms(lambda: Library(Path(folder)).valid_on("idou", date(2026, 11, 23)))
    print(
        json.dumps(
            {
                "benchmark": "form_overlay",
                "engine_ms": round(engine * 1000, 1),
                "bare_ms": round(libraries * 1000, 1),
                "ratio": round(statistics.median(one / other for one, other in rounds), 2),
                "first_ms": round(first * 1000, 1),
                "library_ms": library_ms,
                "examine_ms": median_ms(lambda: examine(blank)),
            }
        )
    )


if __name__ == "__main__":
    main()
