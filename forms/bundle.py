"""All forms of a case, and the one PDF of them in hand-in order behind the visitor's cover sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from io import BytesIO

from forms.cover import lay_out_cover
from forms.cover_words import is_japanese
from forms.definition import SheetDefinition
from forms.errors import DefinitionError
from forms.fill import fill_blank, fill_sheet, with_hand
from forms.load import load_sheets
from forms.overlay.library import Library
from forms.overlay.render import draw_on_blank
from forms.render import draw_pages, draw_sheet
from models.case import Case
from models.procedure import Plan
from models.sheet import Bundle, FilledSheet, Hand, PrintedSheet, ProblemKind, SheetProblem


@dataclass(frozen=True)
class Making:
    """How a case's sheets are made: `number` is the reception's, `office` the ward's own blanks, `hands` what was

    changed or signed on a form at the counter, and `made` sheets that are already right and only bound again.
    """

    number: str = ""
    office: Library | None = None
    hands: Mapping[str, Hand] = field(default_factory=dict)
    made: Mapping[str, PrintedSheet] = field(default_factory=dict)


def print_case(case: Case, plan: Plan, forms: Sequence[str], making: Making = Making()) -> Bundle:
    """Fill and draw the forms (ids of `load_sheets`), on the ward's own blank where it has one for the filing day.

    MissingFont where a font is absent.
    """
    definitions, number = load_sheets(), making.number or None
    sheets = tuple(making.made.get(form) or _print_form(definitions[form], case, making) for form in forms)
    named = [(_name_on_cover(definitions[sheet.form], case.language), sheet.pages) for sheet in sheets]
    cover = lay_out_cover(case, plan, number, named)
    pdf, pages = join([draw_pages(cover, "手続きのご案内"), *(sheet.pdf for sheet in sheets)])
    return Bundle(sheets, pdf, pages, tuple(problem for page in cover for problem in page.problems))


def print_empty(forms: Sequence[str], day: date, office: Library | None = None) -> Bundle:
    """The forms without a value, on the ward's own blanks of that day: for the pen where there is no computer."""
    making = Making(office=office)
    sheets = tuple(_draw(load_sheets()[form], fill_blank(load_sheets()[form]), day, making) for form in forms)
    return Bundle(sheets, *join([sheet.pdf for sheet in sheets]))


def _print_form(definition: SheetDefinition, case: Case, making: Making) -> PrintedSheet:
    filled = fill_sheet(definition, case)
    if definition.id in making.hands:
        filled = with_hand(filled, making.hands[definition.id])
    return _draw(definition, filled, case.filed_on, making)


def _draw(definition: SheetDefinition, filled: FilledSheet, day: date, making: Making) -> PrintedSheet:
    """On the ward's blank, else as we draw it; a ward's version that cannot be used is not passed over in silence."""
    try:
        own = making.office.valid_on(definition.id, day) if making.office else None
    except DefinitionError as fault:
        sheet = draw_sheet(definition, filled, making.number)
        return replace(sheet, problems=(*sheet.problems, _unusable(definition, fault)))
    return draw_on_blank(*own, filled, making.number) if own else draw_sheet(definition, filled, making.number)


def _name_on_cover(definition: SheetDefinition, language: str) -> str:
    """As it is printed on the sheet; for a visitor who does not read Japanese with the English in front."""
    return definition.name_ja if is_japanese(language) else f"{definition.name_en} {definition.name_ja}"


def _unusable(definition: SheetDefinition, fault: DefinitionError) -> SheetProblem:
    detail = f"区の様式（{fault.file}）に誤りがあるため、まどぐちの様式で作りました。様式の担当者に連絡してください。"
    return SheetProblem(definition.id, "", ProblemKind.OFFICE_FORM, detail)


def join(parts: Sequence[bytes]) -> tuple[bytes, int]:
    """Several PDFs in one, and its pages."""
    import pikepdf

    with pikepdf.new() as whole:
        for part in parts:
            with pikepdf.open(BytesIO(part)) as one:
                whole.pages.extend(one.pages)
        out = BytesIO()
        whole.save(out, deterministic_id=True)
        return out.getvalue(), len(whole.pages)
