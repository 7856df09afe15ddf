"""Definition and values → pages of marks: the sheet's head, its framed sections, its foot."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as default
from functools import lru_cache, partial
from math import ceil

from forms import code, field_ids, glyphs
from forms.boxes import amount_boxes, choices, corners, digit_boxes, era_date, rings, thousands
from forms.definition import Cell, Section, SheetDefinition
from forms.fit import MM, fit
from forms.paper import LANDSCAPE, PORTRAIT, Box, Format, Line, Mark, Page, Shade
from forms.write import Align, Field, paragraphs, spread, stack, write, write_value

HEAD, FOOT_LINE, SIDE, GAP = 20.5, 3.6, 7.0, 2.5
_FRAMES = {"thick": 1.4, "thin": 0.6, "office": 0.4}
_GREY, _OFFICE_GREY = 0.92, 0.9
_INSET, _CLEAR, _ABOVE_FOOT = 1.5, 0.8, 1.0
_BESIDE = 1.5  # mm between a section and the quiet zone of the 2D code
_CAPTION = 2.8
_GROWTH = 0.3
_COMPANION = 4.2
_MARK = 20.0
_FURIGANA_LINE = 2.55
_NO_DATE: Mapping[str, str] = {"date": "令和　　年　　月　　日", "open_date": "　　　　年　　月　　日"}
_SHEET = re.compile(r"sheet\[(\d+)\]\.")
_ALIGN: Mapping[str, Align] = {"int": "right", "yen": "right", "date": "center", "open_date": "center"}


@dataclass(frozen=True)
class _Part:
    """A page being laid out: the values, and what stands before a field's name in a row of people."""

    page: Page
    form: str
    values: Mapping[str, str]
    prefix: str = ""

    def value(self, field: str) -> str:
        return self.values.get(self.prefix + field, "")

    def field(self, field: str, size: float, max_length: int = 120) -> Field:
        return Field(self.form, self.prefix + field, size, max_length)


@dataclass(frozen=True)
class _Slot:
    """A field's place on the empty sheet, behind so many of its marks; `marks` are the field's own without a value.

    `areas` are the places of its fields by their names, `row` the number of its row in the table on this page.
    """

    at: int
    write: Callable[[_Part], None]
    table: str
    row: int
    marks: Sequence[Mark]
    areas: Mapping[str, Box]

    def fill(self, whole: _Part) -> None:
        row = f"{self.table}[{whole.page.rows[self.table].start + self.row}]." if self.table else ""
        part = replace(whole, prefix=whole.prefix + row)
        if any(part.value(field) for field in self.areas):
            self.write(part)
            return
        part.page.marks += self.marks
        part.page.areas |= {part.prefix + field: area for field, area in self.areas.items()}


@dataclass(frozen=True)
class _Empty:
    """The empty sheet being laid out: what is printed for everybody, and the slots for the values."""

    page: Page
    form: str
    slots: list[_Slot] = default(default_factory=list)
    table: str = ""
    row: int = 0
    captions: bool = True

    def slot(self, write: Callable[[_Part], None]) -> None:
        alone = Page()
        write(_Part(alone, self.form, {}))
        self.slots.append(_Slot(len(self.page.marks), write, self.table, self.row, alone.marks, alone.areas))

    def fill(self, whole: _Part) -> None:
        """Onto a page, in the order of the sheet."""
        done = 0
        for slot in self.slots:
            whole.page.marks += self.page.marks[done : slot.at]
            slot.fill(whole)
            done = slot.at
        whole.page.marks += self.page.marks[done:]


def format_of(definition: SheetDefinition) -> Format:
    return LANDSCAPE if definition.paper == "landscape" else PORTRAIT


def gap_before(sections: Sequence[Section], index: int) -> float:
    """Neighbours with the same frame stand together in one; mm."""
    return GAP if index and sections[index - 1].frame != sections[index].frame else 0.0


def section_width(definition: SheetDefinition, section: Section) -> float:
    """What a section's cells share, in mm."""
    beside = code.SIZE - code.OVER + _BESIDE if section.beside_code else 0
    return format_of(definition).content.width - beside - (SIDE if section.side else 0)


def free_height(definition: SheetDefinition) -> float:
    """What the sections leave of a page, in mm; negative where they do not stand on it."""
    sections = definition.sections
    heights = [section.height + gap_before(sections, index) for index, section in enumerate(sections)]
    foot = FOOT_LINE * (len(definition.foot) + 1)
    if sections and sections[-1].beside_code:
        foot += heights.pop() + _ABOVE_FOOT
    return format_of(definition).content.height - HEAD - sum(heights) - max(foot, code.BAND)


def spread_over_page(definition: SheetDefinition) -> SheetDefinition:
    """What is free on the page is shared among the rows, so that they are as high as a pen likes them."""
    growing = [section for section in definition.sections if not section.beside_code]
    rows = sum(section.height - section.header * len(section.rows) for section in growing)
    factor = 1 + min(_GROWTH, free_height(definition) / rows)
    sections = (
        replace(section, rows=tuple(replace(row, height=row.height * factor) for row in section.rows))
        if section in growing
        else section
        for section in definition.sections
    )
    return replace(definition, sections=tuple(sections))


def lay_out(definition: SheetDefinition, values: Mapping[str, str]) -> list[Page]:
    """The sheets' pages; rows of people beyond the first page's go on continuation sheets with the same head."""
    sheets = 1 + max((int(found[1]) for key in values if (found := _SHEET.match(key))), default=0)
    return [
        page
        for number in range(sheets)
        for page in _sheet(_Part(Page(), definition.id, values), definition, _prefix(number))
    ]


def _prefix(number: int) -> str:
    """What stands before the ids of the sheets after the first."""
    return f"sheet[{number}]." if number else ""


def _sheet(whole: _Part, definition: SheetDefinition, prefix: str) -> list[Page]:
    count = _page_count(whole.values, definition, prefix)
    pages = []
    for number in range(count):
        rows_here = {table: range(number * held, (number + 1) * held) for table, held in definition.tables.items()}
        page = Page(format_of(definition), prefix, rows_here, f"{number + 1}/{count}")
        _empty(definition, page.part if count > 1 else "").fill(replace(whole, page=page, prefix=prefix))
        pages.append(page)
    return pages


def _page_count(values: Mapping[str, str], definition: SheetDefinition, prefix: str) -> int:
    """As many pages as the longest table needs."""
    ids = (one for key in values if (one := field_ids.parse(key)).sheet == prefix and one.table in definition.tables)
    return max((ceil((1 + (one.row or 0)) / definition.tables[one.table]) for one in ids), default=1)


@lru_cache(maxsize=256)
def _empty(definition: SheetDefinition, number: str) -> _Empty:
    """The same for every visitor, and laid out once; `number` is the page's where there are several."""
    empty = _Empty(Page(format_of(definition)), definition.id)
    _head(empty, definition, number)
    _body(empty, definition)
    _foot(empty.page, definition)
    return empty


def _body(part: _Empty, definition: SheetDefinition) -> None:
    """The sections from the top, neighbours in one frame."""
    page, sections = part.page, definition.sections
    room = page.format.content
    y = top = room.y + HEAD
    for index, section in enumerate(sections):
        gap = gap_before(sections, index)
        width = section_width(definition, section) + (SIDE if section.side else 0)
        if gap:
            page.frame(Box(room.x, top, room.width, y - top), _FRAMES[sections[index - 1].frame])
            top = y + gap
        elif index:
            page.marks.append(Line(room.x, y, room.right, y, 0.9))
        y += gap
        _section(part, section, Box(room.x, y, width, section.height))
        y += section.height
    page.frame(Box(room.x, top, width, y - top), _FRAMES[sections[-1].frame])


def _head(part: _Empty, definition: SheetDefinition, number: str) -> None:
    page = part.page
    room = page.format.content
    write(page, Box(room.x, room.y, 80, 4), definition.code, 7)
    write(page, Box(room.right - 20, room.y, 20, 4), number, 9, align="right")
    beside = max(glyphs.width(definition.code, "gothic", 7) / MM + 2, _MARK + 2 if definition.mark else 0)
    if definition.mark:
        framed = Box(room.x, room.y + 4.2, _MARK, 5.2)
        page.frame(framed, 0.9)
        write(page, framed.inset(0.5, 0.4), definition.mark, 9, align="center")
    write(page, Box(room.x, room.y + 1, room.width, 9).inset(beside, 0), definition.title, 16, align="center")
    write(page, Box(room.x, room.y + 10, room.width - 47, 5.5), definition.addressee, 10)
    if definition.filing_date:
        part.slot(partial(_filing_date, name=definition.filing_date, box=Box(room.right - 45, room.y + 10, 45, 5.5)))
    write(page, Box(room.x, room.y + 15.8, room.width, 4.2), definition.instruction, 8)


def _filing_date(part: _Part, name: str, box: Box) -> None:
    filed, field = part.value(name), part.field(name, 10)
    part.page.areas[field.id] = box
    if filed:
        write_value(part.page, box, filed, field, "right")
    else:
        write(part.page, box, _NO_DATE["date"], 10, align="right")


def _foot(page: Page, definition: SheetDefinition) -> None:
    """The notes and the desk beside the 2D code: the notes from the top of the band, the desk on its last line."""
    room = page.format.content
    beside = bool(definition.sections) and definition.sections[-1].beside_code
    band = max(FOOT_LINE * (len(definition.foot) + 1), 0 if beside else code.BAND - 2)
    width = room.width - code.SIZE + code.OVER - _BESIDE
    y = room.bottom - band
    for line in definition.foot:
        write(page, Box(room.x, y, width, FOOT_LINE), line, 7)
        y += FOOT_LINE
    write(page, Box(room.x, room.bottom - FOOT_LINE, width, FOOT_LINE), definition.desk, 8)


def _section(part: _Empty, section: Section, box: Box) -> None:
    page = part.page
    if section.frame == "office":
        page.marks.append(Shade(box, _OFFICE_GREY))
    left = box.x
    if section.side:
        side = Box(box.x, box.y, SIDE, box.height)
        page.marks += [Shade(side, _GREY), Line(side.right, box.y, side.right, box.bottom, 0.4)]
        stack(page, side.inset(0.5, 1), section.side, 8.5)
        left = side.right
    y = _header(page, section, Box(left, box.y, box.right - left, section.header))
    for copy in range(max(section.repeat, 1)):
        scope = replace(part, row=copy, captions=not section.header, table=section.table if section.repeat else "")
        _rows(scope, section, Box(left, y, box.right - left, sum(row.height for row in section.rows)))
        y += sum(row.height for row in section.rows)
        if y < box.bottom - 0.1:
            page.marks.append(Line(left, y, box.right, y, 0.8))


def _rows(part: _Empty, section: Section, box: Box) -> None:
    for cell, area in _areas(part.page, section, [row.height for row in section.rows], box):
        _cell(part, cell, area)


def _header(page: Page, section: Section, box: Box) -> float:
    """The captions of a table's rows, once over all its people; returns where the rows begin."""
    if not section.header:
        return box.y
    band = Box(box.x, box.y, box.width, section.header * len(section.rows))
    page.marks.append(Shade(band, _GREY))
    for cell, area in _areas(page, section, [section.header] * len(section.rows), band):
        write(page, area.inset(0.4, 0.2), cell.caption, 7, align="center")
    page.marks.append(Line(box.x, band.bottom, box.right, band.bottom, 0.8))
    return band.bottom


def _areas(page: Page, section: Section, heights: Sequence[float], box: Box) -> list[tuple[Cell, Box]]:
    """The cells of the rows with their places, the lines between them drawn."""
    places: list[tuple[Cell, Box]] = []
    y = box.y
    for index, (row, height) in enumerate(zip(section.rows, heights, strict=True)):
        left = x = box.x + section.indent(index)
        rest = box.right - x - sum(cell.width for cell in row.cells)
        if index:
            page.marks.append(Line(left, y, box.right, y, 0.4))
        for cell in row.cells:
            area = Box(x, y, cell.width or rest, sum(heights[index : index + cell.rows]))
            if x > box.x:
                page.marks.append(Line(x, area.y, x, area.bottom, 0.4))
            places.append((cell, area))
            x = area.right
        y += height
    return places


def _cell(part: _Empty, cell: Cell, box: Box) -> None:
    page = part.page
    if cell.label:
        page.marks.append(Shade(box, _GREY))
        spread(page, box, cell.label, 8.5)
        return
    if cell.office:
        page.marks.append(Shade(box, _OFFICE_GREY))
    if cell.prose:
        paragraphs(page, box.inset(_INSET, _CLEAR), cell.prose, cell.size)
        return
    inner = box.inset(_INSET, _CLEAR)
    if cell.caption and part.captions:
        write(page, Box(inner.x - 0.5, box.y + 0.5, inner.width + 1, _CAPTION), cell.caption, 6)
        inner = Box(inner.x, box.y + 0.4 + _CAPTION, inner.width, box.height - _CAPTION - 0.4 - _CLEAR)
    if cell.note:
        write(page, Box(inner.x, box.bottom - 3.4, inner.width, 3), cell.note, 6, align="right")
    if cell.field:
        part.slot(partial(_field, cell=cell, box=inner))


def _field(part: _Part, cell: Cell, box: Box) -> None:
    page, value = part.page, part.value(cell.field)
    field = part.field(cell.field, cell.size, cell.max_length)
    page.areas[field.id] = box
    words = list(cell.options.values())
    match cell.type:
        case "choice" | "checks":
            choices(page, box, words, value.split("、"))
        case "circle":
            rings(page, box, words, value.split("、"))
        case "digits":
            digit_boxes(page, box, cell.groups, value, field)
        case "amount":
            amount_boxes(page, box, cell.groups, value, field)
        case "era_date":
            era_date(page, box, value, field)
        case "stamp":
            corners(page, box, 30, 30)
        case "photo":
            corners(page, box, 35, 45)
        case _:
            _text(part, cell, box, value, field)


def _text(part: _Part, cell: Cell, box: Box, value: str, field: Field) -> None:
    page = part.page
    if cell.unit:
        write(page, Box(box.right - 6, box.y, 6, box.height), cell.unit, 8.5, align="right")
        box = Box(box.x, box.y, box.width - 7, box.height)
    box = _companions(part, cell, box)
    if value:
        value = thousands(value) if cell.type == "yen" else value
        write_value(page, box, value, field, _ALIGN.get(cell.type, "left"))
    elif cell.type in _NO_DATE:
        write(page, box, _NO_DATE[cell.type], 8.5, align="center")


def _companions(part: _Part, cell: Cell, box: Box) -> Box:
    """The furigana above a name (divided by a dotted line), the postcode above an address; returns what is left."""
    companion = cell.kana or cell.postcode
    if not companion:
        return box
    page, value = part.page, part.value(companion)
    start, size = (10.5, 7.5) if cell.kana else (4.5, 9)
    height = _room_for(value, part.value(cell.field), cell, box) if cell.kana else _COMPANION
    upper = Box(box.x, box.y - 0.6, box.width, height)
    if cell.kana:
        write(page, Box(upper.x, upper.y, 10, _COMPANION), "フリガナ", 6)
        page.marks.append(Line(box.x - _INSET, upper.bottom, box.right + _INSET, upper.bottom, 0.3, dotted=True))
    else:
        write(page, Box(upper.x, upper.y, 4, _COMPANION), "〒", 8)
    area, field = Box(upper.x + start, upper.y, upper.width - start, height), part.field(companion, size)
    page.areas[field.id] = area
    if value:
        write_value(page, area, value, field)
    return Box(box.x, upper.bottom + 0.4, box.width, box.bottom - upper.bottom - 0.4)


def _room_for(kana: str, name: str, cell: Cell, box: Box) -> float:
    """The height of the furigana line in mm: of more lines where the furigana is long and the name leaves the room."""
    for lines in (2, 3, 4):
        if fit(kana, box.width - 10.5, _COMPANION, "mincho", 7.5):
            return _COMPANION
        height = lines * _FURIGANA_LINE
        rest = box.height - height + 0.2
        if fit(kana, box.width - 10.5, height, "mincho", 7.5) and fit(name, box.width, rest, "mincho", cell.size):
            return height
    return _COMPANION
