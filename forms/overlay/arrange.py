"""Changes of a version as a person makes them on the page: place, move, resize, align, distribute, snap. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from forms.intake.blank import Hint, Ruling
from forms.overlay.catalogue import FormField
from forms.overlay.definition import ERAS, KANA, VALUE, Kind, OfficeSheet, Placement, Rows, Spot
from forms.paper import Box, Format

Edge = Literal["left", "center", "right", "top", "middle", "bottom"]
Side = Literal["x", "y"]
GRIDS = (0.5, 1.0, 5.0)  # mm
LEAST = 1.5  # mm
_REACH = 1.2  # mm, from where a line or a neighbour attracts
_INSET = 0.8  # mm, between a ruled cell and the text in it
_EVEN = 0.4  # mm, within which the rows of a table are of one height
_DIGIT = 5.0
_MARK = 3.5
_DATE = {"era": 0.0, "year": 12.0, "month": 24.0, "day": 36.0}
_DEFAULT_SIZE = (60.0, 7.0)
_DEFAULT_ROWS = Rows(5, 10.0)


def new_placement(field: FormField, page: int, cell: Box, kind: Kind | None = None) -> Placement:
    """A field at a cell of a page, its parts set out side by side from the cell's corner."""
    kind = kind or field.suits[0]
    areas = {VALUE: cell}
    groups: tuple[int, ...] = ()
    if kind == "check":
        areas = {code: Box(cell.x + index * 12, cell.y, _MARK, _MARK) for index, code in enumerate(field.options)}
    elif kind == "era_date":
        areas = {part: Box(cell.x + step, cell.y, 10, min(cell.height, 7)) for part, step in _DATE.items()}
    elif kind == "digits":
        groups = field.groups or (7,)
        areas = {VALUE: replace(cell, width=sum(groups) * _DIGIT)}
    elif kind == "name" and cell.height >= 8:
        upper = round(cell.height * 0.38, 1)
        areas = {KANA: replace(cell, height=upper), VALUE: _below(cell, upper)}
    elif kind == "code":
        areas = {VALUE: replace(cell, width=20, height=20)}
    return Placement(field.id, kind, areas, page, size=field.size, groups=groups)


def _below(cell: Box, height: float) -> Box:
    return Box(cell.x, cell.y + height, cell.width, cell.height - height)


def placed_by_name(sheet: OfficeSheet, fields: Mapping[str, FormField], hints: Sequence[Hint]) -> OfficeSheet:
    """The blank's entry fields that are called like a field of the form, by its id or its label, take that field."""
    named = {name: field for field in fields.values() for name in (field.label, field.id)}
    for hint in hints:
        field = named.get(hint.name.strip())
        if field and field.id not in sheet.placed() and "text" in field.suits:
            combs = hint.digits and "digits" in field.suits
            placed = new_placement(field, hint.page, hint.box, "digits" if combs else "text")
            groups = (hint.digits,) if combs else ()
            sheet = with_placement(sheet, replace(placed, areas={VALUE: hint.box}, groups=groups))
    return sheet


def era_rings(sheet: OfficeSheet, field: str) -> OfficeSheet:
    """Rings for the five eras in place of the written era, or the other way round."""
    placed = sheet.placement(field)
    if placed is None or placed.type != "era_date":
        return sheet
    areas = {area: box for area, box in placed.areas.items() if area in ("year", "month", "day")}
    if "era" in placed.areas:
        start = placed.areas["era"]
        push = max(0.0, start.x + 4 * len(ERAS) - areas["year"].x)
        areas = {part: replace(box, x=box.x + push) for part, box in areas.items()}
        areas |= {code: Box(start.x + index * 4, start.y + 1, 3.6, 4.4) for index, code in enumerate(ERAS)}
    else:
        first = min(placed.areas.values(), key=lambda box: box.x)
        areas["era"] = Box(first.x, areas["year"].y, 10, areas["year"].height)
    return with_placement(sheet, replace(placed, areas=areas))


def with_placement(sheet: OfficeSheet, placed: Placement) -> OfficeSheet:
    """The field there, wherever it was before; a table of people gets its rows with its first field."""
    others = tuple(one for one in sheet.fields if one.field != placed.field)
    where = next((index for index, one in enumerate(sheet.fields) if one.field == placed.field), len(others))
    rows = sheet.rows or (_DEFAULT_ROWS if placed.in_rows else None)
    left_out = tuple(field for field in sheet.left_out if field != placed.field)
    return replace(sheet, fields=(*others[:where], placed, *others[where:]), rows=rows, left_out=left_out)


def without(sheet: OfficeSheet, fields: Iterable[str]) -> OfficeSheet:
    """The fields no longer on the page."""
    gone = set(fields)
    kept = tuple(one for one in sheet.fields if one.field not in gone)
    return replace(sheet, fields=kept, rows=sheet.rows if any(one.in_rows for one in kept) else None)


def leave_out(sheet: OfficeSheet, field: str, *, out: bool) -> OfficeSheet:
    """Say that the blank does not have a field, or take that back."""
    others = tuple(one for one in sheet.left_out if one != field)
    return replace(without(sheet, [field]) if out else sheet, left_out=(*others, field) if out else others)


def with_boxes(sheet: OfficeSheet, boxes: Mapping[Spot, Box]) -> OfficeSheet:
    """Some boxes elsewhere."""

    def moved(placed: Placement) -> Placement:
        areas = {area: boxes.get(Spot(placed.field, area), box) for area, box in placed.areas.items()}
        return replace(placed, areas=areas)

    return replace(sheet, fields=tuple(map(moved, sheet.fields)))


def moved_by(boxes: Mapping[Spot, Box], dx: float, dy: float, paper: Format) -> Mapping[Spot, Box]:
    """All by the same way, as far as the page reaches."""
    dx = _within(dx, min(box.x for box in boxes.values()), paper.width - max(box.right for box in boxes.values()))
    dy = _within(dy, min(box.y for box in boxes.values()), paper.height - max(box.bottom for box in boxes.values()))
    return {spot: tidy(replace(box, x=box.x + dx, y=box.y + dy)) for spot, box in boxes.items()}


def _within(way: float, back: float, forth: float) -> float:
    return max(-back, min(way, forth))


def resized(box: Box, dx: float, dy: float, handle: str, paper: Format) -> Box:
    """A box pulled at a handle: `n`, `s`, `w`, `e` and their pairs; never smaller than a mark, never off the page."""
    left, top, right, bottom = box.x, box.y, box.right, box.bottom
    if "w" in handle:
        left = max(0, min(left + dx, right - LEAST))
    if "e" in handle:
        right = min(paper.width, max(right + dx, left + LEAST))
    if "n" in handle:
        top = max(0, min(top + dy, bottom - LEAST))
    if "s" in handle:
        bottom = min(paper.height, max(bottom + dy, top + LEAST))
    return tidy(Box(left, top, right - left, bottom - top))


def aligned(boxes: Mapping[Spot, Box], edge: Edge) -> Mapping[Spot, Box]:
    """All to one edge or middle line of what they take together."""
    left, right = min(box.x for box in boxes.values()), max(box.right for box in boxes.values())
    top, bottom = min(box.y for box in boxes.values()), max(box.bottom for box in boxes.values())

    def place(box: Box) -> Box:
        return {
            "left": replace(box, x=left),
            "center": replace(box, x=(left + right - box.width) / 2),
            "right": replace(box, x=right - box.width),
            "top": replace(box, y=top),
            "middle": replace(box, y=(top + bottom - box.height) / 2),
            "bottom": replace(box, y=bottom - box.height),
        }[edge]

    return {spot: tidy(place(box)) for spot, box in boxes.items()}


def distributed(boxes: Mapping[Spot, Box], side: Side) -> Mapping[Spot, Box]:
    """The same space between one and the next, from the first to the last."""
    length = "width" if side == "x" else "height"
    order = sorted(boxes, key=lambda spot: float(getattr(boxes[spot], side)))
    sizes = [getattr(boxes[spot], length) for spot in order]
    start = getattr(boxes[order[0]], side)
    end = max(getattr(boxes[spot], side) + size for spot, size in zip(order, sizes, strict=True))
    gap = (end - start - sum(sizes)) / max(len(order) - 1, 1)
    places = {}
    for spot, size in zip(order, sizes, strict=True):
        places[spot] = tidy(replace(boxes[spot], **{side: start}))
        start += size + gap
    return places


def tidy(box: Box) -> Box:
    """Hundredths of a millimetre."""
    return Box(*(round(side, 2) for side in (box.x, box.y, box.width, box.height)))


@dataclass(frozen=True)
class Guides:
    """What attracts a box on a page: the grid (mm, 0: none), and the edges of neighbours and ruled lines."""

    grid: float
    xs: tuple[float, ...]
    ys: tuple[float, ...]

    def snap(self, box: Box) -> tuple[float, float, tuple[float, ...], tuple[float, ...]]:
        """How far to shift the box, and the upright and level lines that it then touches."""
        dx, x = _pull((box.x, box.right), self.xs, self.grid)
        dy, y = _pull((box.y, box.bottom), self.ys, self.grid)
        return dx, dy, x, y


def guides(sheet: OfficeSheet, page: int, moving: Iterable[Spot], rulings: Sequence[Ruling], grid: float) -> Guides:
    """Those of a page, without what is being moved itself."""
    own = set(moving)
    boxes = [box for spot, on, box in sheet.spots() if on == page and spot not in own]
    xs = {x for box in boxes for x in (box.x, box.right)} | {line.x1 for line in rulings if line.x1 == line.x2}
    ys = {y for box in boxes for y in (box.y, box.bottom)} | {line.y1 for line in rulings if line.y1 == line.y2}
    return Guides(grid, tuple(sorted(xs)), tuple(sorted(ys)))


def _pull(edges: tuple[float, float], lines: Sequence[float], grid: float) -> tuple[float, tuple[float, ...]]:
    """To the nearest line within reach, else the first edge to the grid."""
    near = min(((line - edge, line) for line in lines for edge in edges), key=lambda one: abs(one[0]), default=None)
    if near and abs(near[0]) <= _REACH:
        return near[0], (near[1],)
    return (round(edges[0] / grid) * grid - edges[0] if grid else 0.0), ()


def cell_at(x: float, y: float, rulings: Sequence[Ruling], hints: Sequence[Hint], paper: Format) -> Box:
    """Where a field that is dropped at a point goes: the entry field there, the ruled cell, or a box of its own."""
    for hint in hints:
        if hint.box.x <= x <= hint.box.right and hint.box.y <= y <= hint.box.bottom:
            return tidy(hint.box)
    upright = [line.x1 for line in rulings if line.x1 == line.x2 and line.y1 <= y <= line.y2]
    level = [line.y1 for line in rulings if line.y1 == line.y2 and line.x1 <= x <= line.x2]
    left, right = _between(x, upright)
    top, bottom = _between(y, level)
    if left is not None and right is not None and top is not None and bottom is not None:
        cell = Box(left, top, right - left, bottom - top).inset(_INSET, _INSET)
        if cell.width >= 4 and 3 <= cell.height <= 40:
            return tidy(cell)
    width, height = _DEFAULT_SIZE
    return tidy(Box(min(x, paper.width - width), min(max(y - height / 2, 0), paper.height - height), width, height))


def rows_at(x: float, y: float, rulings: Sequence[Ruling]) -> Rows | None:
    """The ruled table that begins with the row at a point: how many rows of its height follow one another."""
    level = sorted({line.y1 for line in rulings if line.y1 == line.y2 and line.x1 <= x <= line.x2})
    top, bottom = _between(y, level)
    if top is None or bottom is None:
        return None
    pitch, count = bottom - top, 1
    while any(abs(line - (bottom + count * pitch)) < _EVEN for line in level):
        count += 1
    return Rows(count, round(pitch, 2)) if count > 1 else None


def _between(here: float, lines: Sequence[float]) -> tuple[float | None, float | None]:
    return max((line for line in lines if line <= here), default=None), min(
        (line for line in lines if line > here), default=None
    )
