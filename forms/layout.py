"""Definition and values → pages of marks: the sheet's head, its framed sections, its foot."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil

from forms.definition import Cell, Row, Section, SheetDefinition
from forms.load import BOTTOM, CONTENT_WIDTH, LEFT, PAGE_HEIGHT, SIDE, TOP
from forms.paper import Box, Line, Page, Shade
from forms.write import Align, choices, digit_boxes, spread, stack, write, write_value

_FRAMES = {"thick": 1.3, "thin": 0.6, "office": 0.4}
_GREY = 0.9
_INSET = 1.5
_KANA = 5.0
_ALIGN: Mapping[str, Align] = {"int": "right", "date": "center"}


def lay_out(definition: SheetDefinition, values: Mapping[str, str]) -> list[Page]:
    """The sheet's pages; rows of people beyond the first page's go on continuation sheets with the same head."""
    people = 1 + max((int(key[4 : key.index("]")]) for key in values if key.startswith("row[")), default=0)
    count = ceil(people / definition.rows_a_page) if definition.rows_a_page else 1
    return [_page(definition, values, number, count) for number in range(count)]


def _page(definition: SheetDefinition, values: Mapping[str, str], number: int, count: int) -> Page:
    page = Page()
    y = _head(page, definition, values, f"{number + 1}/{count}" if count > 1 else "")
    for section in definition.sections:
        box = Box(LEFT, y, CONTENT_WIDTH, section.height)
        _section(page, definition, section, box, values, number * definition.rows_a_page)
        y = box.bottom + section.gap
    _foot(page, definition)
    return page


def _head(page: Page, definition: SheetDefinition, values: Mapping[str, str], part: str) -> float:
    write(page, Box(LEFT, TOP, 80, 4), definition.code, 7)
    write(page, Box(LEFT + CONTENT_WIDTH - 20, TOP, 20, 4), part, 9, align="right")
    write(page, Box(LEFT, TOP + 2.5, CONTENT_WIDTH, 9), definition.title, 16, align="center")
    write(page, Box(LEFT, TOP + 12, 70, 6), definition.addressee, 10)
    date_box = Box(LEFT + CONTENT_WIDTH - 60, TOP + 12, 60, 6)
    filed = values.get("filed_on") or values.get("date") or values.get("req_on") or "令和　　年　　月　　日"
    write(page, date_box, filed, 10, align="right")
    write(page, Box(LEFT, TOP + 18.6, CONTENT_WIDTH, 4), definition.instruction, 8)
    return TOP + 23


def _foot(page: Page, definition: SheetDefinition) -> None:
    y = PAGE_HEIGHT - BOTTOM - 4 * (len(definition.foot) + 1)
    for line in definition.foot:
        write(page, Box(LEFT, y, CONTENT_WIDTH, 4), line, 7)
        y += 4
    write(page, Box(LEFT, y, CONTENT_WIDTH, 4), definition.desk, 8, align="right")


def _section(
    page: Page, definition: SheetDefinition, section: Section, box: Box, values: Mapping[str, str], first: int
) -> None:
    if section.frame == "office":
        page.marks.append(Shade(box, 0.96))
    left = box.x
    if section.side:
        side = Box(box.x, box.y, SIDE, box.height)
        page.marks.append(Shade(side, _GREY))
        stack(page, side.inset(0.5, 1), section.side, 8.5)
        page.marks.append(Line(side.right, box.y, side.right, box.bottom, 0.5))
        left = side.right
    y = box.y
    for copy in range(max(section.repeat, 1)):
        prefix = f"row[{first + copy}]." if section.repeat else ""
        for row in section.rows:
            _row(page, definition.id, row, Box(left, y, box.right - left, row.height), values, prefix)
            y += row.height
            last = row is section.rows[-1] and section.repeat
            page.marks.append(Line(left, y, box.right, y, 0.8 if last else 0.4))
    page.frame(box, _FRAMES[section.frame])


def _row(page: Page, form: str, row: Row, box: Box, values: Mapping[str, str], prefix: str) -> None:
    rest = box.width - sum(cell.width for cell in row.cells)
    x = box.x
    for cell in row.cells:
        area = Box(x, box.y, cell.width or rest, box.height)
        if x > box.x:
            page.marks.append(Line(x, area.y, x, area.bottom, 0.4))
        _cell(page, form, cell, area, values, prefix)
        x = area.right


def _cell(page: Page, form: str, cell: Cell, box: Box, values: Mapping[str, str], prefix: str) -> None:
    if cell.label:
        page.marks.append(Shade(box, _GREY))
        spread(page, box, cell.label, 8.5)
        return
    inner = box.inset(_INSET, 0.8)
    if cell.caption:
        write(page, Box(inner.x - 0.5, box.y + 0.5, inner.width + 1, 2.8), cell.caption, 6)
        inner = Box(inner.x, box.y + 3.2, inner.width, box.height - 3.8)
    if cell.note:
        write(page, Box(inner.x, box.bottom - 3.4, inner.width, 3), cell.note, 6, align="right")
    if cell.field:
        _field(page, form, cell, inner, values, prefix)


def _field(page: Page, form: str, cell: Cell, box: Box, values: Mapping[str, str], prefix: str) -> None:
    field = prefix + cell.field
    value = values.get(field, "")
    if cell.type in ("choice", "checks"):
        choices(page, box, list(cell.options.values()), value.split("、"))
    elif cell.type == "digits":
        digit_boxes(page, box, cell.groups, value, field)
    elif cell.type == "stamp":
        _stamp(page, box)
    else:
        if cell.unit:
            write(page, Box(box.right - 6, box.y, 6, box.height), cell.unit, 8.5, align="right")
            box = Box(box.x, box.y, box.width - 7, box.height)
        box = _companions(page, form, cell, box, values, prefix)
        if value:
            write_value(page, box, value, cell.size, (form, field), _ALIGN.get(cell.type, "left"))
        elif cell.type == "date":
            write(page, box, "　　　　年　　月　　日", 8.5, align="right")


def _companions(page: Page, form: str, cell: Cell, box: Box, values: Mapping[str, str], prefix: str) -> Box:
    """The furigana above a name (divided by a dotted line), the postcode above an address; returns what is left."""
    companion = cell.kana or cell.postcode
    if not companion:
        return box
    upper = Box(box.x, box.y - 0.4, box.width, _KANA)
    write(page, Box(upper.x, upper.y, 12, _KANA), "フリガナ" if cell.kana else "〒", 6 if cell.kana else 8)
    start = 13 if cell.kana else 5
    if value := values.get(prefix + companion):
        area = Box(upper.x + start, upper.y, upper.width - start, _KANA)
        write_value(page, area, value, 7.5 if cell.kana else 9, (form, prefix + companion))
    if cell.kana:
        page.marks.append(Line(box.x - _INSET, upper.bottom, box.right + _INSET, upper.bottom, 0.3, dotted=True))
    return Box(box.x, upper.bottom + 0.4, box.width, box.bottom - upper.bottom - 0.4)


def _stamp(page: Page, box: Box) -> None:
    """A square of 30 mm for the imprint of a seal, marked at its corners."""
    side = min(30.0, box.height - 1, box.width - 1)
    x, y, arm = box.x + (box.width - side) / 2, box.y + (box.height - side) / 2, 4.0
    for cx, dx in ((x, arm), (x + side, -arm)):
        for cy, dy in ((y, arm), (y + side, -arm)):
            page.marks += [Line(cx, cy, cx + dx, cy, 0.5), Line(cx, cy, cx, cy + dy, 0.5)]
