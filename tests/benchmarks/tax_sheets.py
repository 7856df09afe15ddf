"""What the paper of a return costs: all its sheets ÷ the same strings and lines drawn bare with the PDF library.

`python -m tests.benchmarks.tax_sheets` prints one JSON line; the ratio is the median over alternating rounds.
"""

from __future__ import annotations

import json
import statistics

from forms.fill import fill_of
from forms.layout import lay_out
from forms.render import draw_sheet
from forms.tax.bundle import print_return, sheets_of
from forms.tax.edition import tax_sheets
from forms.tax.subject import ReturnSubject
from forms.tax.summary import lay_out_summary
from tests.benchmarks.form_pdf import bare, seconds
from tests.forms.tax.returns import paper

ROUNDS = 9


def main() -> None:
    one = paper("refund")
    definitions, subject = tax_sheets(one.edition), ReturnSubject(one)
    laid = [
        lay_out_summary(one),
        *(lay_out(definitions[form], fill_of(definitions[form], subject).values) for form in sheets_of(one)),
    ]

    def engine() -> None:
        lay_out_summary(one)
        for form in sheets_of(one):
            draw_sheet(definitions[form], fill_of(definitions[form], subject))

    def plain() -> None:
        for pages in laid:
            bare(pages)

    engine()
    plain()
    rounds = [(seconds(engine), seconds(plain), seconds(lambda: print_return(one))) for _ in range(ROUNDS)]
    drawn, alone, bound = (statistics.median(column) for column in zip(*rounds, strict=True))
    print(
        json.dumps(
            {
                "benchmark": "tax_sheets",
                "pages": sum(map(len, laid)),
                "engine_ms": round(drawn * 1000, 1),
                "bare_ms": round(alone * 1000, 1),
                "bundle_ms": round(bound * 1000, 1),
                "ratio": round(statistics.median(first / other for first, other, _ in rounds), 2),
            }
        )
    )


if __name__ == "__main__":
    main()
