"""All forms of a case, and the one PDF of them in hand-in order behind the visitor's cover sheet."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from forms.cover import lay_out_cover
from forms.fill import fill_sheet
from forms.load import load_sheets
from forms.render import draw_pages, draw_sheet
from models.case import Case
from models.procedure import Plan
from models.sheet import Bundle


def print_case(case: Case, plan: Plan, forms: Sequence[str], number: str | None) -> Bundle:
    """Fill and draw the forms (ids of `load_sheets`); `number` is the reception's. MissingFont where one is absent."""
    definitions = load_sheets()
    sheets = tuple(draw_sheet(definitions[form], fill_sheet(definitions[form], case), number or "") for form in forms)
    cover = draw_pages(
        lay_out_cover(case, plan, number, [(sheet.name_ja, sheet.pages) for sheet in sheets]), "手続きのご案内"
    )
    pdf, pages = _join([cover, *(sheet.pdf for sheet in sheets)])
    return Bundle(sheets, pdf, pages)


def _join(parts: Sequence[bytes]) -> tuple[bytes, int]:
    import pikepdf

    with pikepdf.new() as whole:
        for part in parts:
            with pikepdf.open(BytesIO(part)) as one:
                whole.pages.extend(one.pages)
        out = BytesIO()
        whole.save(out, deterministic_id=True)
        return out.getvalue(), len(whole.pages)
