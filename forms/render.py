"""Pages of marks → PDF bytes. The only file that draws with the PDF library."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from forms.definition import SheetDefinition
from forms.fit import MM
from forms.layout import lay_out
from forms.load import PAGE_HEIGHT, PAGE_WIDTH
from forms.paper import Code, Line, Page, Shade, Text, Tick
from models.sheet import FilledSheet, PrintedSheet


def draw_sheet(definition: SheetDefinition, filled: FilledSheet) -> PrintedSheet:
    """The form with its values as a PDF, and every problem of filling and fitting."""
    pages = lay_out(definition, filled.values)
    found = {problem: None for page in pages for problem in page.problems}
    problems = (*filled.problems, *found)
    pdf = draw_pages(pages, definition.name_ja)
    return PrintedSheet(definition.id, definition.name_ja, pdf, len(pages), filled.values, problems)


def draw_pages(pages: Sequence[Page], title: str) -> bytes:
    """The same marks always give the same bytes."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(PAGE_WIDTH * MM, PAGE_HEIGHT * MM), invariant=1, pageCompression=1)
    canvas.setTitle(title)
    for page in pages:
        for mark in sorted(page.marks, key=lambda mark: not isinstance(mark, Shade)):  # grey lies under all else
            _draw(canvas, mark)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _draw(canvas: Canvas, mark: object) -> None:
    if isinstance(mark, Text):
        _draw_text(canvas, mark)
    elif isinstance(mark, Line):
        canvas.setLineWidth(mark.weight)
        canvas.setDash([0.6, 1.6] if mark.dotted else [])
        canvas.setLineCap(1 if mark.dotted else 2)
        canvas.line(mark.x1 * MM, _up(mark.y1), mark.x2 * MM, _up(mark.y2))
    elif isinstance(mark, Shade):
        canvas.setFillGray(mark.grey)
        box = mark.box
        canvas.rect(box.x * MM, _up(box.bottom), box.width * MM, box.height * MM, stroke=0, fill=1)
        canvas.setFillGray(0)
    elif isinstance(mark, Tick):
        _draw_tick(canvas, mark)
    elif isinstance(mark, Code):
        _draw_code(canvas, mark)


def _draw_text(canvas: Canvas, mark: Text) -> None:
    text = canvas.beginText(mark.x * MM, _up(mark.baseline))
    for run in mark.runs():
        text.setFont(run.font, mark.size)
        text.textOut(run.codes)
    canvas.drawText(text)


def _draw_tick(canvas: Canvas, mark: Tick) -> None:
    canvas.setDash([])
    canvas.setLineWidth(0.5)
    left, bottom, size = mark.x * MM, _up(mark.y + mark.size), mark.size * MM
    canvas.rect(left, bottom, size, size)
    if mark.ticked:
        canvas.setLineWidth(1.2)
        path = canvas.beginPath()
        path.moveTo(left + size * 0.15, bottom + size * 0.55)
        path.lineTo(left + size * 0.42, bottom + size * 0.2)
        path.lineTo(left + size * 1.05, bottom + size * 1.0)
        canvas.drawPath(path)


def _draw_code(canvas: Canvas, mark: Code) -> None:
    import segno

    rows = list(segno.make(mark.text, micro=False).matrix_iter(border=4))
    module = mark.box.width * MM / len(rows)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            if dark:
                left, bottom = mark.box.x * MM + x * module, _up(mark.box.y) - (y + 1) * module
                canvas.rect(left, bottom, module, module, stroke=0, fill=1)


def _up(y: float) -> float:
    """Millimetres from the top → points from the bottom."""
    return (PAGE_HEIGHT - y) * MM
