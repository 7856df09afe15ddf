"""Definition and values → pages of marks → PDF bytes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from forms import glyphs
from forms.boxes import ERAS
from forms.code import add_codes
from forms.definition import SheetDefinition
from forms.fit import MM
from forms.layout import lay_out
from forms.letters import NONE, Lettering, Letters, print_letters
from forms.paper import Page
from forms.pdf import Pdf, pack, text_string
from forms.pen import Pen
from forms.places import places_of, sign
from models.sheet import FilledSheet, PrintedSheet

_NUMBERS = "0123456789-/"
_ALWAYS = "(D:20000101000000+00'00')"  # the day of no machine, so that the same sheet is the same file


def draw_sheet(definition: SheetDefinition, filled: FilledSheet, number: str = "") -> PrintedSheet:
    """The form with its values as a PDF, and every problem of filling and fitting; `number` is the reception's."""
    pages = lay_out(definition, filled.values)
    sign(pages, filled.signatures)
    add_codes(pages, definition, filled, number)
    found = {problem: None for page in pages for problem in page.problems}
    pdf = draw_pages(pages, definition.name_ja, printed_on(definition))
    problems = (*filled.problems, *found)
    places = places_of(definition, pages)
    return PrintedSheet(definition.id, definition.name_ja, pdf, len(pages), filled.values, problems, places)


@lru_cache(maxsize=128)
def printed_on(definition: SheetDefinition) -> Letters:
    """What the empty form prints, every filled one prints too, with the numbers and the eras of its own kinds."""
    texts = [run for page in lay_out(definition, {}) for text in page.texts for run in text.runs]
    eras = [glyphs.abbreviated(era[0], era, "gothic") for era in ERAS]
    return print_letters([*texts, *glyphs.runs(_NUMBERS, "gothic"), *eras])


def draw_pages(pages: Sequence[Page], title: str, printed: Letters = NONE) -> bytes:
    """The same marks always give the same bytes."""
    pdf, lettering = Pdf(), Lettering(printed)
    root, tree, fonts = pdf.reserve(), pdf.reserve(), pdf.reserve()
    numbers = [_write_page(pdf, page, lettering, f"/Parent {tree} 0 R /Resources {fonts} 0 R") for page in pages]
    pdf.put(root, f"<< /Type /Catalog /Pages {tree} 0 R /Lang (ja-JP) >>")
    pdf.put(tree, f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{number} 0 R' for number in numbers)}] >>")
    pdf.put(fonts, f"<< /Font << {lettering.write(pdf)} >> >>")
    return pdf.file(root, pdf.add(f"<< /Title {text_string(title)} /CreationDate {_ALWAYS} >>"))


def _write_page(pdf: Pdf, page: Page, lettering: Lettering, shared: str) -> int:
    content = pdf.stream(pack(Pen(lettering, page.format.height).draw(page).encode("ascii")))
    width, height = page.format.width * MM, page.format.height * MM
    return pdf.add(f"<< /Type /Page {shared} /MediaBox [0 0 {width:.4f} {height:.4f}] /Contents {content} 0 R >>")
