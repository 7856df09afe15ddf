"""The ward's blank with the values on it as a PDF; the blank is repeated for continuation and further sheets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from forms.code import SheetCode, encode, fields_on
from forms.load import load_sheets
from forms.overlay.catalogue import CODE, NUMBER, form_fields
from forms.overlay.definition import VALUE, OfficeSheet
from forms.overlay.pages import page_formats
from forms.overlay.place import lay_on_blank
from forms.paper import Box, Code, Page
from forms.places import places_of, sign
from forms.render import draw_pages
from models.sheet import FilledSheet, PrintedSheet

if TYPE_CHECKING:
    from pikepdf import Page as PdfPage
    from pikepdf import Pdf

_INK = "/MadoguchiInk"


def draw_on_blank(sheet: OfficeSheet, blank: bytes, filled: FilledSheet, number: str | None = None) -> PrintedSheet:
    """The form on the ward's own paper, and every problem of filling and fitting; `number` is the reception's."""
    values = {**filled.values, **({NUMBER: number} if number else {})}
    pages = lay_office_sheet(sheet, blank, values)
    sign(pages, filled.signatures)
    _add_codes(sheet, pages, filled, number or "")
    found = {problem: None for page in pages for problem in page.problems}
    pdf = over_blank(blank, draw_pages(pages, sheet.name))
    definition = load_sheets()[sheet.form]
    problems, places = (*filled.problems, *found), places_of(definition, pages)
    return PrintedSheet(sheet.form, definition.name_ja, pdf, len(pages), filled.values, problems, places)


def _add_codes(sheet: OfficeSheet, pages: Sequence[Page], filled: FilledSheet, number: str) -> None:
    """What stands on each sheet, for the next desk, where the blank has a place for it (docs/sheet-code.md)."""
    placed = sheet.placement(CODE)
    if placed is None:
        return
    box = placed.areas[VALUE]
    side = min(box.width, box.height)
    heads = [index for index, page in enumerate(pages) if page.part.startswith("1/") and not page.prefix]
    leaves = max(1, len(heads))  # pages of the blank
    for page in pages[placed.page - 1 :: leaves]:
        said = SheetCode(sheet.form, sheet.since, number, page.part, dict(fields_on(page, filled)))
        page.marks.append(Code(encode(said), Box(box.x, box.y, side, side)))


def lay_office_sheet(sheet: OfficeSheet, blank: bytes, values: Mapping[str, str]) -> list[Page]:
    """The marks of every page of the version with these values."""
    return lay_on_blank(sheet, form_fields(load_sheets()[sheet.form]), page_formats(blank), values)


def over_blank(blank: bytes, marks: bytes) -> bytes:
    """Each page of marks over its page of the blank, the blank's pages repeated as often as needed."""
    import pikepdf

    with pikepdf.open(BytesIO(blank)) as paper, pikepdf.open(BytesIO(marks)) as ink, pikepdf.new() as out:
        for index in range(len(ink.pages)):  # all of them first: a page repeated is a copy of what it is by then
            out.pages.append(paper.pages[index % len(paper.pages)])
        for page, drawn in zip(out.pages, ink.pages, strict=True):
            _lay_over(out, page, drawn)
        result = BytesIO()
        out.save(result, deterministic_id=True)
        return result.getvalue()


def _lay_over(out: Pdf, page: PdfPage, drawn: PdfPage) -> None:
    """By a fixed name, so that the same case gives the same bytes; what pages share is parted first."""
    import pikepdf

    own = pikepdf.Dictionary(dict(page.obj.get("/Resources", {}).items()))
    images = pikepdf.Dictionary(dict(own.get("/XObject", {}).items()))
    images[_INK] = out.copy_foreign(drawn.as_form_xobject())
    own["/XObject"] = images
    page.obj["/Resources"] = own
    contents = page.obj.get("/Contents", pikepdf.Array())
    under = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
    over = out.make_stream(f"Q q {_INK} Do Q".encode())
    page.obj["/Contents"] = pikepdf.Array([out.make_stream(b"q"), *under, over])
