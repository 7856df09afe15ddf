"""Writing into boxes: placed lines of text, evenly spread labels, vertical labels."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from forms import glyphs
from forms.fit import MM, Fitted, Rule, fit, wrap
from forms.glyphs import Style
from forms.paper import Box, Line, Page, Text
from models.sheet import ProblemKind, SheetProblem

Align = Literal["left", "center", "right"]
_MARKER = re.compile(r"(?:[１-９]　|・)?")
_OPEN, _TIGHT = 1.55, 1.2  # distance of a paragraph's lines, of the size
_ASCENT = 0.88  # of the size, from the top of the line to the baseline of a Japanese glyph
_BELOW = 0.16  # of the size, from the baseline to the rule under a blank
_ASCENT_OF: Mapping[Style, float] = {"my": 0.76}  # letters that hang half a size below the baseline stand higher


@dataclass(frozen=True)
class Field:
    """Where a value goes: form and field id for reports, its largest size in points and length in characters."""

    form: str
    id: str
    size: float = 10.5
    max_length: int = 120
    style: Style = "mincho"
    rule: Rule = "wrap"


def write(page: Page, box: Box, text: str, size: float, *, style: Style = "gothic", align: Align = "left") -> None:
    """Text that is printed on every sheet; a definition that does not fit is a fault of ours."""
    fitted = fit(text, box.width, box.height, style, size)
    if fitted is None:
        raise ValueError(f"does not fit: {text}")
    place(page, box, fitted, style, align)


def write_value(page: Page, box: Box, text: str, field: Field, align: Align = "left") -> None:
    """A field's value. What cannot be drawn stays blank for handwriting, and is reported; nothing is ever cut."""
    report_missing(page, text, field)
    length = len(glyphs.units(text))
    fitted = fit(text, box.width, box.height, field.style, field.size, field.rule)
    if fitted is None or length > field.max_length:
        report_too_long(page, field, length)
        return
    place(page, box, fitted, field.style, align, field.id)


def report_missing(page: Page, text: str, field: Field) -> None:
    """Letters that no font of this counter has; each leaves a blank as wide as itself."""
    if missing := glyphs.missing_glyphs(text, field.style):
        detail = f"「{'」「'.join(missing)}」の字形がこの端末の書体にありません。空けてあるところに手で書いてください。"
        page.problems.append(SheetProblem(field.form, field.id, ProblemKind.MISSING_GLYPH, detail))


def report_too_long(page: Page, field: Field, length: int) -> None:
    detail = f"{length}文字が欄に入りません。短くするか、用紙に手で書いてください。"
    page.problems.append(SheetProblem(field.form, field.id, ProblemKind.DOES_NOT_FIT, detail))


def place(page: Page, box: Box, fitted: Fitted, style: Style, align: Align, field: str = "") -> None:
    """Lines in the middle of the box's height."""
    leading = fitted.height / len(fitted.lines) / MM
    top = box.y + (box.height - leading * len(fitted.lines)) / 2
    ascent = _ASCENT_OF.get(style, _ASCENT)
    for index, line in enumerate(fitted.lines):
        free = box.width - glyphs.width(line, style, fitted.size) / MM
        x = box.x + {"left": 0, "center": free / 2, "right": free}[align]
        baseline = top + index * leading + (leading - fitted.size / MM) / 2 + fitted.size * ascent / MM
        page.marks.append(Text(line, x, baseline, fitted.size, style, box, field))
        _blanks(page, line, x, baseline + fitted.size * _BELOW / MM, fitted.size, style)


def _blanks(page: Page, line: str, x: float, y: float, size: float, style: Style) -> None:
    """A rule under each letter that no font has: the gap is to be written in, not to be read over."""
    missing = glyphs.missing_glyphs(line, style)
    for unit in glyphs.units(line) if missing else ():
        width = glyphs.width(unit, style, size) / MM
        if unit in missing:
            page.marks.append(Line(x, y, x + width, y, 0.3))
        x += width


def paragraphs(page: Page, box: Box, text: str, size: float) -> None:
    """Printed sentences with open lines, one paragraph a line of `text`; too many of them are a fault of ours."""
    lines = [line for part in text.split("\n") for line in _hanging(part, box.width, size)]
    step = min(box.height / len(lines), size / MM * _OPEN)
    if step < size / MM * _TIGHT:
        raise ValueError(f"does not fit: {text}")
    top = box.y + (box.height - step * len(lines)) / 2
    for index, (indent, line) in enumerate(lines):
        write(page, Box(box.x + indent, top + index * step, box.width - indent, step), line, size)


def _hanging(paragraph: str, width: float, size: float) -> list[tuple[float, str]]:
    """Lines with their indents in mm: behind `１　` or `・` all begin where the first one's words do."""
    marker = _MARKER.findall(paragraph)[0]
    indent = glyphs.width(marker, "gothic", size) / MM
    first, *others = wrap(paragraph.removeprefix(marker), width - indent, "gothic", size).lines
    return [(0, marker + first), *((indent, line) for line in others)]


def spread(page: Page, box: Box, text: str, size: float) -> None:
    """A label with its letters evenly over the cell (均等割付) for two to six, else centred; Latin ones together."""
    inner = box.inset(1.5, 0.4)
    lines = text.split("\n")
    if (
        len(lines) > 1
        or text.isascii()
        or not 2 <= len(text) <= 6
        or "※" in text
        or len(text) * size / MM > inner.width
    ):
        height = min(inner.height / len(lines), size / MM * 1.6)
        top = inner.y + (inner.height - height * len(lines)) / 2
        for index, line in enumerate(lines):
            write(page, Box(inner.x, top + index * height, inner.width, height), line, size, align="center")
        return
    letter = size / MM
    room = min(inner.width, letter * (len(text) * 2 - 0.4))
    step = (room - letter) / (len(text) - 1)
    start = inner.x + (inner.width - room) / 2
    for index, character in enumerate(text):
        write(page, Box(start + index * step, inner.y, letter + 0.1, inner.height), character, size)


def stack(page: Page, box: Box, text: str, size: float) -> None:
    """A vertical label: one letter under the other; 「ー」 stands upright, which its glyph does not."""
    step = min(box.height / len(text), size / MM * 1.7)
    top = box.y + (box.height - step * len(text)) / 2
    for index, character in enumerate(text):
        cell = Box(box.x, top + index * step, box.width, step)
        if character == "ー":
            x, half = cell.x + cell.width / 2, size / MM * 0.36
            page.marks.append(Line(x, cell.y + step / 2 - half, x, cell.y + step / 2 + half, 0.7))
        else:
            write(page, cell, character, size, align="center")
