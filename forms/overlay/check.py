"""What a ward's version may not be: unknown fields, boxes outside the page or over each other, required fields lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from math import isfinite

from forms.errors import DefinitionError
from forms.load import load_sheets
from forms.overlay.catalogue import FormField, form_fields
from forms.overlay.definition import VERSION_ID, OfficeSheet, Placement, Spot
from forms.paper import Box, Format

_NEAR = 0.05  # mm
_LEAST = 1.5  # mm, the smallest box that still holds a mark
_SIZES = (6.0, 36.0)  # points
_LONGEST_TEXT = 200

_Area = tuple[str, Spot, int, Box]


def check_office_sheet(file: str, sheet: OfficeSheet, pages: Sequence[Format]) -> None:
    """DefinitionError for the first fault."""
    for fault in office_sheet_faults(file, sheet, pages):
        raise fault


def office_sheet_faults(file: str, sheet: OfficeSheet, pages: Sequence[Format]) -> Iterator[DefinitionError]:
    """Every fault, in the order of the file."""
    forms = load_sheets()
    if sheet.form not in forms:
        yield DefinitionError(file, "form", sheet.form, ", ".join(forms))
        return
    fields = form_fields(forms[sheet.form])
    yield from _head_faults(file, sheet, fields)
    for index, placed in enumerate(sheet.fields):
        yield from _placement_faults(file, f"fields[{index}]", sheet, placed, fields)
    areas = [area for area in _areas(sheet) if 1 <= area[2] <= len(pages)]
    yield from _page_faults(file, sheet, pages)
    yield from (fault for area in areas if (fault := _outside(file, area, pages)))
    yield from _overlaps(file, areas)
    yield from _lost(file, sheet, fields)


def _head_faults(file: str, sheet: OfficeSheet, fields: Mapping[str, FormField]) -> Iterator[DefinitionError]:
    if not VERSION_ID.fullmatch(sheet.version):
        yield DefinitionError(file, "version", sheet.version, VERSION_ID.pattern)
    for key in ("name", "made_by", "note"):
        text = getattr(sheet, key)
        if len(text) > _LONGEST_TEXT or not text.isprintable() or (not text.strip() and key != "note"):
            yield DefinitionError(file, key, text, f"1 to {_LONGEST_TEXT} printable characters on one line")
    if sheet.until and sheet.until < sheet.since:
        yield DefinitionError(file, "until", sheet.until, f"{sheet.since} or later")
    if sheet.rows and not (1 <= sheet.rows.count <= 50 and 1 <= sheet.rows.pitch <= 300):
        yield DefinitionError(file, "rows", sheet.rows, "count 1 to 50, pitch 1 to 300 mm")
    for field in sheet.left_out:
        if field not in fields:
            yield DefinitionError(file, "left_out", field, ", ".join(fields))


def _placement_faults(
    file: str, key: str, sheet: OfficeSheet, placed: Placement, fields: Mapping[str, FormField]
) -> Iterator[DefinitionError]:
    field = fields.get(placed.field)
    if field is None:
        yield DefinitionError(file, f"{key}.field", placed.field, ", ".join(fields))
        return
    if sheet.placement(placed.field) is not placed or placed.field in sheet.left_out:
        yield DefinitionError(file, f"{key}.field", placed.field, "each field once, and not left out")
    if placed.type not in field.suits:
        yield DefinitionError(file, f"{key}.type", placed.type, ", ".join(field.suits))
        return
    needed, allowed = field.areas(placed.type)
    found = frozenset(placed.areas)
    if not (needed <= found <= allowed and found):
        yield DefinitionError(file, f"{key}.areas", ", ".join(sorted(found)), ", ".join(sorted(allowed)))
    if not _SIZES[0] <= placed.size <= _SIZES[1]:
        yield DefinitionError(file, f"{key}.size", placed.size, f"{_SIZES[0]:g} to {_SIZES[1]:g} points")
    if placed.in_rows and sheet.rows is None:
        yield DefinitionError(file, "rows", "nothing", f"count and pitch, for {placed.field}")
    yield from _digit_faults(file, key, placed)


def _digit_faults(file: str, key: str, placed: Placement) -> Iterator[DefinitionError]:
    digits = placed.type == "digits"
    if digits != bool(placed.groups) or any(group < 1 for group in placed.groups):
        yield DefinitionError(file, f"{key}.groups", placed.groups, "digits a group, with the type digits alone")
        return
    if not digits:
        return
    gaps = placed.gap * (len(placed.groups) - 1)
    room = placed.areas["value"].width if "value" in placed.areas else 0
    if placed.pitch < 0 or placed.gap < 0 or placed.pitch * sum(placed.groups) + gaps > room + _NEAR:
        yield DefinitionError(file, f"{key}.pitch", placed.pitch, f"all digits inside the box of {room:g} mm")


def _areas(sheet: OfficeSheet) -> Iterator[_Area]:
    """Every box as often as it stands on the sheet, with its key in the file."""
    for index, placed in enumerate(sheet.fields):
        for area, box in placed.areas.items():
            for row in range(sheet.repeats(placed)):
                key = f"fields[{index}].areas.{area}"
                yield key, Spot(placed.field, area), placed.page, sheet.box_in_row(box, row)


def _page_faults(file: str, sheet: OfficeSheet, pages: Sequence[Format]) -> Iterator[DefinitionError]:
    for index, placed in enumerate(sheet.fields):
        if not 1 <= placed.page <= len(pages):
            yield DefinitionError(file, f"fields[{index}].page", placed.page, f"1 to {len(pages)}")


def _outside(file: str, area: _Area, pages: Sequence[Format]) -> DefinitionError | None:
    key, _, page, box = area
    paper = pages[page - 1]
    sides = (box.x, box.y, box.width, box.height)
    inside = (
        all(map(isfinite, sides))
        and min(box.width, box.height) >= _LEAST - _NEAR
        and min(box.x, box.y) >= -_NEAR
        and box.right <= paper.width + _NEAR
        and box.bottom <= paper.height + _NEAR
    )
    allowed = f"inside the page of {paper.width:.1f} × {paper.height:.1f} mm, {_LEAST} mm or more wide and high"
    return None if inside else DefinitionError(file, key, [round(side, 2) for side in sides], allowed)


def _overlaps(file: str, areas: Sequence[_Area]) -> Iterator[DefinitionError]:
    named = set()
    for one, other in combinations(areas, 2):
        if one[2] == other[2] and overlap(one[3], other[3]) and (one[1], other[1]) not in named:
            named.add((one[1], other[1]))
            (field, area), key = other[1], one[0]
            yield DefinitionError(file, key, f"over {field} ({area})", "boxes that do not overlap")


def overlap(one: Box, other: Box) -> bool:
    across = min(one.right, other.right) - max(one.x, other.x)
    down = min(one.bottom, other.bottom) - max(one.y, other.y)
    return across > _NEAR and down > _NEAR


def _lost(file: str, sheet: OfficeSheet, fields: Mapping[str, FormField]) -> Iterator[DefinitionError]:
    missing = [f.id for f in fields.values() if f.required and f.id not in sheet.placed() | set(sheet.left_out)]
    if missing:
        yield DefinitionError(file, "fields", "nothing", f"a place for {', '.join(missing)}, or left_out")
