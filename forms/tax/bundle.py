"""All sheets of a return, and the one PDF of them behind the filer's summary."""

from __future__ import annotations

from collections.abc import Iterator

from forms.bundle import join
from forms.fill import fill_of
from forms.render import draw_pages, draw_sheet
from forms.tax.edition import tax_sheets
from forms.tax.subject import ReturnSubject
from forms.tax.summary import FORM, lay_out_summary
from models.sheet import Bundle, PrintedSheet
from models.tax_paper import TaxPaper

_NAME = "申告のまとめ"
_ORDER = (
    "resident_return", "resident_return_back", "income_return", "income_return_2", "medical_statement",
    "business_worksheet", "family_and_premiums", "calculation",
)  # fmt: skip


def print_return(paper: TaxPaper) -> Bundle:
    """The sheets that the return calls for, the summary first; MissingFont where a font is absent."""
    definitions, subject = tax_sheets(paper.edition, final=paper.final), ReturnSubject(paper)
    drawn = (draw_sheet(definitions[form], fill_of(definitions[form], subject)) for form in sheets_of(paper))
    sheets = (_summary(paper), *drawn)
    return Bundle(sheets, *join([sheet.pdf for sheet in sheets]))


def sheets_of(paper: TaxPaper) -> tuple[str, ...]:
    """In hand-in order; those of expenses, a business or relatives only where the return has them."""
    unneeded = set(_unneeded(paper))
    return tuple(form for form in _ORDER if form not in unneeded)


def _unneeded(paper: TaxPaper) -> Iterator[str]:
    entry = paper.tax_return
    if not entry.deductions.medical.paid or "advise_self_medication" in {one.id for one in paper.result.advice}:
        yield "medical_statement"
    if not entry.income.business.income:
        yield "business_worksheet"


def _summary(paper: TaxPaper) -> PrintedSheet:
    pages = lay_out_summary(paper)
    problems = tuple(problem for page in pages for problem in page.problems)
    return PrintedSheet(FORM, _NAME, draw_pages(pages, _NAME), len(pages), {}, problems)
