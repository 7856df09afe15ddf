"""Writing into boxes: placed lines of text, evenly spread labels, vertical labels, digit boxes, choices."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from forms import glyphs
from forms.fit import MM, Fitted, fit
from forms.glyphs import Style
from forms.paper import Box, Line, Page, Text, Tick
from models.sheet import ProblemKind, SheetProblem

Align = Literal["left", "center", "right"]
_ASCENT = 0.88  # of the size, from the top of the line to the baseline of a Japanese glyph
_TICK = 3.0


def write(page: Page, box: Box, text: str, size: float, *, style: Style = "gothic", align: Align = "left") -> None:
    """Text that is printed on every sheet; a definition that does not fit is a fault of ours."""
    fitted = fit(text, box.width, box.height, style, size)
    if fitted is None:
        raise ValueError(f"does not fit: {text}")
    place(page, box, fitted, style, align)


def write_value(page: Page, box: Box, text: str, size: float, where: tuple[str, str], align: Align = "left") -> None:
    """A field's value. What cannot be drawn stays blank for handwriting, and is reported."""
    form, field = where
    if missing := glyphs.missing_glyphs(text, "mincho"):
        detail = f"「{'」「'.join(missing)}」の字形がこの端末の書体にありません。空けてあるところに手で書いてください。"
        page.problems.append(SheetProblem(form, field, ProblemKind.MISSING_GLYPH, detail))
    fitted = fit(text, box.width, box.height, "mincho", size)
    if fitted is None:
        detail = f"{len(text)}文字が欄に入りません。短くするか、用紙に手で書いてください。"
        page.problems.append(SheetProblem(form, field, ProblemKind.DOES_NOT_FIT, detail))
        return
    place(page, box, fitted, "mincho", align, field)


def place(page: Page, box: Box, fitted: Fitted, style: Style, align: Align, field: str = "") -> None:
    """Lines in the middle of the box's height."""
    leading = fitted.height / len(fitted.lines) / MM
    top = box.y + (box.height - leading * len(fitted.lines)) / 2
    for index, line in enumerate(fitted.lines):
        free = box.width - glyphs.width(line, style, fitted.size) / MM
        x = box.x + {"left": 0, "center": free / 2, "right": free}[align]
        baseline = top + index * leading + (leading - fitted.size / MM) / 2 + fitted.size * _ASCENT / MM
        page.marks.append(Text(line, x, baseline, fitted.size, style, box, field))


def spread(page: Page, box: Box, text: str, size: float) -> None:
    """A label with its letters evenly over the cell (均等割付) where it has two to six, else centred."""
    inner = box.inset(1.5, 0.4)
    lines = text.split("\n")
    if len(lines) > 1 or not 2 <= len(text) <= 6 or len(text) * size / MM > inner.width:
        height = inner.height / len(lines)
        for index, line in enumerate(lines):
            write(page, Box(inner.x, inner.y + index * height, inner.width, height), line, size, align="center")
        return
    letter = size / MM
    room = min(inner.width, letter * (len(text) * 2 - 0.4))
    step = (room - letter) / (len(text) - 1)
    start = inner.x + (inner.width - room) / 2
    for index, character in enumerate(text):
        write(page, Box(start + index * step, inner.y, letter + 0.1, inner.height), character, size)


def stack(page: Page, box: Box, text: str, size: float) -> None:
    """A vertical label: one letter under the other."""
    step = min(box.height / len(text), size / MM * 1.7)
    top = box.y + (box.height - step * len(text)) / 2
    for index, character in enumerate(text):
        write(page, Box(box.x, top + index * step, box.width, step), character, size, align="center")


def choices(page: Page, box: Box, words: Sequence[str], chosen: Sequence[str]) -> None:
    """□ before each choice, ticked where chosen; on as many lines as needed, a choice never broken."""
    size, gap = 8.5, 3.0
    lines: list[list[tuple[str, float]]] = [[]]
    used = 0.0
    for word in words:
        width = _TICK + 1 + glyphs.width(word, "gothic", size) / MM
        if lines[-1] and used + width > box.width:
            lines.append([])
            used = 0.0
        lines[-1].append((word, width))
        used += width + gap
    height = box.height / len(lines)
    for index, line in enumerate(lines):
        x, y = box.x, box.y + index * height
        for word, width in line:
            page.marks.append(Tick(x, y + (height - _TICK) / 2, _TICK, word in chosen))
            text_box = Box(x + _TICK + 1, y, width - _TICK - 1 + 0.05, height)
            write(page, text_box, word, size)
            x += width + gap


def digit_boxes(page: Page, box: Box, groups: Sequence[int], value: str, field: str) -> None:
    """Boxes of 5.5 mm with a heavier line between groups; digits centred."""
    count = sum(groups)
    width = min(5.5, box.width / count)
    height = min(box.height - 0.6, 7.0)
    top = box.y + (box.height - height) / 2
    edges = {sum(groups[: index + 1]) for index in range(len(groups))} | {0}
    for index in range(count + 1):
        x = box.x + index * width
        page.marks.append(Line(x, top, x, top + height, 0.8 if index in edges else 0.3))
    for y in (top, top + height):
        page.marks.append(Line(box.x, y, box.x + count * width, y, 0.8))
    for index, digit in enumerate(value[:count]):
        cell = Box(box.x + index * width, top, width, height)
        fitted = fit(digit, width, height, "gothic", 11)
        if fitted:
            place(page, cell, fitted, "gothic", "center", field)
