"""Pages of marks → PDF bytes. The only file that draws with the PDF library."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from forms.code import add_codes
from forms.definition import SheetDefinition
from forms.fit import MM
from forms.layout import lay_out
from forms.matrix import matrix
from forms.paper import Code, Ink, Line, Mark, Page, Ring, Shade, Text, Tick
from forms.places import places_of, sign
from models.sheet import FilledSheet, PrintedSheet

_QUIET = 4  # modules around a code


def draw_sheet(definition: SheetDefinition, filled: FilledSheet, number: str = "") -> PrintedSheet:
    """The form with its values as a PDF, and every problem of filling and fitting; `number` is the reception's."""
    pages = lay_out(definition, filled.values)
    sign(pages, filled.signatures)
    add_codes(pages, definition, filled, number)
    found = {problem: None for page in pages for problem in page.problems}
    pdf = draw_pages(pages, definition.name_ja)
    problems = (*filled.problems, *found)
    places = places_of(definition, pages)
    return PrintedSheet(definition.id, definition.name_ja, pdf, len(pages), filled.values, problems, places)


def draw_pages(pages: Sequence[Page], title: str) -> bytes:
    """The same marks always give the same bytes."""
    buffer = BytesIO()
    canvas = Canvas(buffer, invariant=1, pageCompression=1, lang="ja-JP")
    canvas.setTitle(title)
    for page in pages:
        canvas.setPageSize((page.format.width * MM, page.format.height * MM))
        _Pen(canvas, page.format.height).draw(page)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


class _Pen:
    """Draws marks, whose millimetres count from the top, on a canvas whose points count from the bottom."""

    def __init__(self, canvas: Canvas, height: float) -> None:
        self._canvas = canvas
        self._height = height
        self._set: tuple[float, bool] | None = None
        self._font: tuple[str, float] | None = None

    def draw(self, page: Page) -> None:
        """Grey lies under all else; the texts come last, in one go."""
        for mark in sorted(page.marks, key=lambda mark: not isinstance(mark, Shade)):
            self._draw(mark)
        texts = self._canvas.beginText()
        for text in page.texts:
            self._text(texts, text)
        self._canvas.drawText(texts)

    def _draw(self, mark: Mark) -> None:
        match mark:
            case Text():
                pass
            case Line():
                self._line(mark)
            case Shade():
                self._shade(mark)
            case Tick():
                self._tick(mark)
            case Ring():
                self._ring(mark)
            case Code():
                self._code(mark)
            case Ink():
                self._ink(mark)

    def _up(self, y: float) -> float:
        return (self._height - y) * MM

    def _text(self, text: PDFTextObject, mark: Text) -> None:
        text.setTextOrigin(mark.x * MM, self._up(mark.baseline))
        x = 0.0
        for run in mark.runs():
            if self._font != (run.font, mark.size):
                self._font = (run.font, mark.size)
                text.setFont(run.font, mark.size)
            if run.places:
                for code, (right, up) in zip(run.codes, run.places, strict=True):
                    at = mark.x * MM + (x + right) * mark.size / 1000
                    text.setTextOrigin(at, self._up(mark.baseline) + up * mark.size / 1000)
                    text.textOut(code)
                text.setTextOrigin(mark.x * MM + (x + run.width) * mark.size / 1000, self._up(mark.baseline))
            else:
                text.textOut(run.codes)
            x += run.width

    def _stroke(self, weight: float, *, dotted: bool = False) -> None:
        """Set only what differs from the last line: a sheet has hundreds of them."""
        if self._set == (weight, dotted):
            return
        self._set = (weight, dotted)
        self._canvas.setLineWidth(weight)
        self._canvas.setDash([0.6, 1.6] if dotted else [])
        self._canvas.setLineCap(1 if dotted else 2)

    def _line(self, mark: Line) -> None:
        """The library would format each coordinate by its own slow way: a sheet has a thousand of them."""
        self._stroke(mark.weight, dotted=mark.dotted)
        ends = (mark.x1 * MM, self._up(mark.y1), mark.x2 * MM, self._up(mark.y2))
        self._canvas.addLiteral("{:.3f} {:.3f} m {:.3f} {:.3f} l S".format(*ends))

    def _shade(self, mark: Shade) -> None:
        box = mark.box
        self._canvas.setFillGray(mark.grey)
        self._canvas.rect(box.x * MM, self._up(box.bottom), box.width * MM, box.height * MM, stroke=0, fill=1)
        self._canvas.setFillGray(0)

    def _tick(self, mark: Tick) -> None:
        left, bottom, size = mark.x * MM, self._up(mark.y + mark.size), mark.size * MM
        if mark.boxed:
            self._stroke(0.5)
            self._canvas.rect(left, bottom, size, size)
        if mark.ticked:
            self._stroke(1.2)
            path = self._canvas.beginPath()
            path.moveTo(left + size * 0.15, bottom + size * 0.55)
            path.lineTo(left + size * 0.42, bottom + size * 0.2)
            path.lineTo(left + size * 1.05, bottom + size * 1.0)
            self._canvas.drawPath(path)

    def _ring(self, mark: Ring) -> None:
        box = mark.box
        self._stroke(0.8)
        self._canvas.ellipse(box.x * MM, self._up(box.bottom), box.right * MM, self._up(box.y))

    def _ink(self, mark: Ink) -> None:
        box, ratio = mark.box, mark.signature.ratio
        width = min(box.width, box.height * ratio)
        left, height = box.x + (box.width - width) / 2, width / ratio
        top = box.y + (box.height - height) / 2
        self._stroke(1.1)
        path = self._canvas.beginPath()
        for stroke in mark.signature.strokes:
            points = [((left + x * width) * MM, self._up(top + y * height)) for x, y in stroke]
            path.moveTo(*points[0])
            for point in points[1:] or points:
                path.lineTo(*point)
        self._canvas.drawPath(path)

    def _code(self, mark: Code) -> None:
        """A stencil of one bit a module (ISO 32000-1, 8.9.6.2): no seams between modules, and small."""
        rows = matrix(mark.text)
        module = mark.box.width * MM / (len(rows) + 2 * _QUIET)
        size = module * len(rows)
        left, bottom = mark.box.x * MM + _QUIET * module, self._up(mark.box.bottom) + _QUIET * module
        self._canvas.saveState()
        self._canvas.transform(size, 0, 0, size, left, bottom)
        stencil = b"".join(rows).hex()
        self._canvas.addLiteral(f"BI /W {len(rows)} /H {len(rows)} /IM true /D [1 0] /F /AHx ID {stencil}> EI")
        self._canvas.restoreState()
