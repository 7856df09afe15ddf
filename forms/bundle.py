"""All forms of a case, and the one PDF of them in hand-in order behind the visitor's cover sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO

from forms.cover import lay_out_cover
from forms.definition import SheetDefinition
from forms.errors import DefinitionError
from forms.fill import fill_sheet
from forms.load import load_sheets
from forms.overlay.library import Library
from forms.overlay.render import draw_on_blank
from forms.render import draw_pages, draw_sheet
from models.case import Case
from models.procedure import Plan
from models.sheet import Bundle, PrintedSheet, ProblemKind, SheetProblem


def print_case(
    case: Case, plan: Plan, forms: Sequence[str], number: str | None, office: Library | None = None
) -> Bundle:
    """Fill and draw the forms (ids of `load_sheets`), on the ward's own blank where it has one for the filing day.

    `number` is the reception's. MissingFont where a font is absent.
    """
    definitions = load_sheets()
    sheets = tuple(_print_form(definitions[form], case, number or "", office) for form in forms)
    cover = draw_pages(
        lay_out_cover(case, plan, number, [(sheet.name_ja, sheet.pages) for sheet in sheets]), "手続きのご案内"
    )
    pdf, pages = _join([cover, *(sheet.pdf for sheet in sheets)])
    return Bundle(sheets, pdf, pages)


def _print_form(definition: SheetDefinition, case: Case, number: str, office: Library | None) -> PrintedSheet:
    """On the ward's blank, else as we draw it; a ward's version that cannot be used is not passed over in silence."""
    filled = fill_sheet(definition, case)
    try:
        own = office.valid_on(definition.id, case.filed_on) if office else None
    except DefinitionError as fault:
        sheet = draw_sheet(definition, filled, number)
        return replace(sheet, problems=(*sheet.problems, _unusable(definition, fault)))
    return draw_on_blank(*own, filled, number) if own else draw_sheet(definition, filled, number)


def _unusable(definition: SheetDefinition, fault: DefinitionError) -> SheetProblem:
    detail = f"区の様式（{fault.file}）に誤りがあるため、まどぐちの様式で作りました。様式の担当者に連絡してください。"
    return SheetProblem(definition.id, "", ProblemKind.OFFICE_FORM, detail)


def _join(parts: Sequence[bytes]) -> tuple[bytes, int]:
    import pikepdf

    with pikepdf.new() as whole:
        for part in parts:
            with pikepdf.open(BytesIO(part)) as one:
                whole.pages.extend(one.pages)
        out = BytesIO()
        whole.save(out, deterministic_id=True)
        return out.getvalue(), len(whole.pages)
