"""Values → marks on the pages of a ward's blank, through the same fitting and glyphs as our own sheets."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from forms import field_ids
from forms.overlay.catalogue import NUMBER, OWN, PAGE, FormField
from forms.overlay.definition import ERAS, KANA, VALUE, OfficeSheet, Placement
from forms.paper import Box, Code, Format, Page, Ring, Tick
from forms.write import Field, report_too_long, write_value
from models.sheet import ProblemKind, SheetProblem

_SHEET = re.compile(r"sheet\[(\d+)\]\.")
_DATE = re.compile(rf"({'|'.join(ERAS.values())})?(元|\d+)年(?:(\d+)月(?:(\d+)日)?)?(.*)")
_ERA_CODES = {name: code for code, name in ERAS.items()}


@dataclass(frozen=True)
class _Place:
    """One field at one place of one page: its placement, its id in the values, how far its row lies below the first."""

    page: Page
    sheet: OfficeSheet
    placed: Placement
    field: FormField
    id: str
    row: int = 0

    def box(self, area: str = VALUE) -> Box | None:
        box = self.placed.areas.get(area)
        return self.sheet.box_in_row(box, self.row) if box else None

    def text(self, area: str, value: str, identity: str = "") -> None:
        """The value in one of its boxes; where the blank has none, that is said and nothing is lost in silence."""
        box, placed = self.box(area), self.placed
        if box is None:
            self.report(f"「{value}」を書くところが、この様式の欄の配置にありません。用紙に手で書いてください。")
            return
        size, identity = placed.size, identity or self.id
        field = Field(self.sheet.form, identity, size, self.field.max_length, placed.font, placed.fit)
        write_value(self.page, box, value, field, placed.align)

    def report(self, detail: str) -> None:
        self.page.problems.append(SheetProblem(self.sheet.form, self.id, ProblemKind.DOES_NOT_FIT, detail))


def lay_on_blank(
    sheet: OfficeSheet, fields: Mapping[str, FormField], pages: Sequence[Format], values: Mapping[str, str]
) -> list[Page]:
    """The marks of every page: the blank's pages once, and again for each continuation and each further sheet."""
    sheets = 1 + max((int(found[1]) for key in values if (found := _SHEET.match(key))), default=0)
    prefixes = ["", *(f"sheet[{number}]." for number in range(1, sheets))]
    return [page for prefix in prefixes for page in _one_sheet(sheet, fields, pages, _under(prefix, values))]


def _under(prefix: str, values: Mapping[str, str]) -> tuple[str, Mapping[str, str]]:
    """A sheet's values without what stands before their ids."""
    if not prefix:
        return prefix, {key: value for key, value in values.items() if not _SHEET.match(key)}
    own = {key.removeprefix(prefix): value for key, value in values.items() if key.startswith(prefix)}
    return prefix, {NUMBER: values.get(NUMBER, ""), **own}


def _one_sheet(
    sheet: OfficeSheet,
    fields: Mapping[str, FormField],
    pages: Sequence[Format],
    one: tuple[str, Mapping[str, str]],
) -> list[Page]:
    prefix, values = one
    people = 1 + max((row for key in values if (row := field_ids.parse(key).row) is not None), default=-1)
    a_page = sheet.rows.count if sheet.rows else max(people, 1)
    count = max(1, ceil(people / a_page))
    laid = []
    for number in range(count):
        rows = range(number * a_page, min((number + 1) * a_page, people))
        tables = dict.fromkeys(field_ids.TABLES, rows)
        papers = [Page(paper, prefix, tables, f"{number + 1}/{count}") for paper in pages]
        own = {**values, PAGE: f"{number + 1}/{count}" if count > 1 else ""}
        for placed in sheet.fields:
            for row in range(sheet.repeats(placed)):
                identity = field_ids.of_row(placed.field, number * a_page + row)
                page, field = papers[placed.page - 1], fields[placed.field]
                _draw(_Place(page, sheet, placed, field, prefix + identity, row), own, identity)
        laid += papers
    return laid


def _draw(place: _Place, values: Mapping[str, str], identity: str) -> None:
    value = values.get(identity, "")
    if identity not in OWN:
        boxes = (place.box(area) for area in place.placed.areas if area != KANA)
        place.page.areas[place.id] = _around([box for box in boxes if box])
    if (over := place.box(KANA)) and place.field.companion:
        companion = _companion(identity, place.field)
        above = place.id.removesuffix(identity) + companion
        place.page.areas[above] = over
        if kana := values.get(companion):
            place.text(KANA, kana, above)
    if not value:
        return
    match place.placed.type:
        case "check":
            _check(place, value)
        case "era_date":
            _era_date(place, value)
        case "digits":
            _digits(place, value)
        case "code":
            _code(place, value)
        case _:
            place.text(VALUE, value)


def _around(boxes: Sequence[Box]) -> Box:
    """What the boxes of a field take together."""
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    right, low = max(box.right for box in boxes), max(box.bottom for box in boxes)
    return Box(left, top, right - left, low - top)


def _companion(identity: str, field: FormField) -> str:
    row = field_ids.parse(identity).row
    return field.companion if row is None else field_ids.of_row(field.companion, row)


def _check(place: _Place, value: str) -> None:
    """A tick or a ring for each chosen word."""
    codes = {word: code for code, word in place.field.options.items()}
    for word in value.split("、"):
        box = place.box(codes.get(word, ""))
        if box is None:
            place.report(f"「{word}」に印を付けるところが、この様式の欄の配置にありません。手で印を付けてください。")
        elif place.placed.mark == "ring":
            place.page.marks.append(Ring(box))
        else:
            side = min(box.width, box.height)
            x, y = box.x + (box.width - side) / 2, box.y + (box.height - side) / 2
            place.page.marks.append(Tick(x, y, side, ticked=True, boxed=False))


def _era_date(place: _Place, value: str) -> None:
    """The era ringed or written, then year, month and day; what is unknown stands after the last part that is known."""
    match = _DATE.fullmatch(value)
    if match is None:
        place.text("year", value)
        return
    era, year, month, day, rest = match.groups()
    ring = place.box(_ERA_CODES.get(era or "", ""))
    if ring:
        place.page.marks.append(Ring(ring))
    elif era:
        place.text("era", era)
    place.text("year", year)
    for area, text in (("month", month), ("day", day)):
        if text or rest:
            place.text(area, text or rest)
        rest = "" if not text else rest


def _digits(place: _Place, value: str) -> None:
    """One a box, hyphens left out; ranged left, or right where the placement says so."""
    placed, box = place.placed, place.box()
    digits, count = value.replace("-", ""), sum(placed.groups)
    form, size = place.sheet.form, placed.size
    field = Field(form, place.id, size, style=placed.font)
    if box is None or len(digits) > count:
        report_too_long(place.page, field, len(digits))
        return
    pitch = placed.pitch or (box.width - placed.gap * (len(placed.groups) - 1)) / count
    first = count - len(digits) if placed.align == "right" else 0
    edges = [sum(placed.groups[:index]) for index in range(1, len(placed.groups))]
    for index, digit in enumerate(digits, first):
        x = box.x + index * pitch + placed.gap * sum(index >= edge for edge in edges)
        write_value(place.page, Box(x, box.y, pitch, box.height), digit, field, "center")


def _code(place: _Place, value: str) -> None:
    box = place.box()
    if box:
        side = min(box.width, box.height)
        place.page.marks.append(Code(value, Box(box.x, box.y, side, side)))
