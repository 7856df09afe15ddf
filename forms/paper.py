"""What is drawn on a page, before any PDF: lines, grey, ticks and texts in millimetres from the top left corner."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from forms import field_ids, glyphs
from forms.glyphs import Run, Style
from models.sheet import SheetProblem, Signature


@dataclass(frozen=True)
class Format:
    """A paper and its margins in millimetres: left for the holes of the file."""

    width: float
    height: float
    left: float = 15
    right: float = 10
    top: float = 8
    bottom: float = 8

    @property
    def content(self) -> Box:
        return Box(self.left, self.top, self.width - self.left - self.right, self.height - self.top - self.bottom)


PORTRAIT, LANDSCAPE = Format(210, 297), Format(297, 210)


@dataclass(frozen=True)
class Box:
    """Millimetres from the top left corner of the page."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    def inset(self, dx: float, dy: float) -> Box:
        return Box(self.x + dx, self.y + dy, self.width - 2 * dx, self.height - 2 * dy)


@dataclass(frozen=True)
class Line:
    """`weight` in points; a dotted line divides 振り仮名 from the name."""

    x1: float
    y1: float
    x2: float
    y2: float
    weight: float
    dotted: bool = False


@dataclass(frozen=True)
class Shade:
    box: Box
    grey: float


@dataclass(frozen=True)
class Text:
    """One line of text: `x` its left end and `baseline` in mm, `size` in points, inside `box`.

    `field` is the id of the field that it fills; empty for what is printed on every sheet. `means` is what an
    abbreviation of one character reads back as.
    """

    text: str
    x: float
    baseline: float
    size: float
    style: Style
    box: Box
    field: str = ""
    means: str = ""

    @cached_property
    def runs(self) -> Sequence[Run]:
        if self.means:
            return [glyphs.abbreviated(self.text, self.means, self.style)]
        return glyphs.runs(self.text, self.style)

    def meaning(self, text: str) -> Text:
        return replace(self, means=text)

    @property
    def right(self) -> float:
        return self.x + glyphs.width(self.text, self.style, self.size) * 25.4 / 72


@dataclass(frozen=True)
class Tick:
    """A check box of `size` mm, ticked or not, drawn by us: no font's box. Not `boxed` where the paper has the box."""

    x: float
    y: float
    size: float
    ticked: bool
    boxed: bool = True


@dataclass(frozen=True)
class Ring:
    """The ellipse around a chosen word."""

    box: Box


@dataclass(frozen=True)
class Code:
    """A 2D code of the text, in its box (with the quiet zone)."""

    text: str
    box: Box


@dataclass(frozen=True)
class Ink:
    """A signature in its box: the pen's lines, as large as the box allows in the pad's own proportions."""

    signature: Signature
    box: Box


Mark = Line | Shade | Text | Tick | Ring | Code | Ink


@dataclass
class Page:
    """The marks of one page in the order of drawing, and what could not be drawn.

    `prefix` stands before the ids of its fields (`sheet[1].`), `rows` are those of each table that stand on it, `part`
    is its number among the pages of its sheet (`1/2`). `areas` are the places of its fields by their ids, written or
    not.
    """

    format: Format = PORTRAIT
    prefix: str = ""
    rows: Mapping[str, range] = field(default_factory=dict)
    part: str = "1/1"
    marks: list[Mark] = field(default_factory=list)
    problems: list[SheetProblem] = field(default_factory=list)
    areas: dict[str, Box] = field(default_factory=dict)

    def frame(self, box: Box, weight: float) -> None:
        corners = [(box.x, box.y), (box.right, box.y), (box.right, box.bottom), (box.x, box.bottom)]
        for (x1, y1), (x2, y2) in zip(corners, corners[1:] + corners[:1], strict=True):
            self.marks.append(Line(x1, y1, x2, y2, weight))

    def holds(self, field: str) -> bool:
        """Whether a field is to be read on this page: of a table its own rows, all others on the first of its sheet."""
        one = field_ids.parse(field)
        if one.sheet != self.prefix:
            return False
        return self.part.startswith("1/") if one.row is None else one.row in self.rows.get(one.table, ())

    @property
    def texts(self) -> list[Text]:
        return [mark for mark in self.marks if isinstance(mark, Text)]
