"""What a definition may not be: boxes outside the paper, cells too small for what they hold, an id twice."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import pairwise

from forms.definition import Cell, Row, Section, SheetDefinition
from forms.errors import DefinitionError
from forms.groups import named
from forms.layout import free_height, section_width
from forms.subject import Vocabulary

_NEAR = 0.01  # mm
_DIGIT = 3.9  # mm, the narrowest box that still holds a digit
_LOWEST = {"name": 10.0, "address": 10.0, "stamp": 33.0, "photo": 47.0}  # mm, with furigana or postcode above


def check_sheet(file: str, sheet: SheetDefinition, vocabulary: Vocabulary) -> None:
    """DefinitionError for the first fault; `vocabulary` is that of what the sheet is about."""
    _check_height(file, sheet)
    _check_group(file, "each", sheet.each, vocabulary)
    for number, section in enumerate(sheet.sections):
        if section.repeat or section.people != Section.people:
            _check_group(file, f"sections[{number}].people", section.people, vocabulary)
        _check_side(file, f"sections[{number}]", section.side)
        for index, row in enumerate(section.rows):
            key = f"sections[{number}].rows[{index}]"
            _check_spans(file, key, section, index)
            _check_widths(file, key, section_width(sheet, section) - section.indent(index), row)
            for cell in row.cells:
                name = f"{key}.{cell.field or cell.label}"
                _check_cell(file, name, section, _height(section, index, cell), cell)
                _check_sources(file, name, vocabulary.keys(section.people if section.repeat else ""), cell)
    _check_ids(file, sheet)
    _check_number(file, sheet)
    _check_repeats(file, sheet)


def _check_height(file: str, sheet: SheetDefinition) -> None:
    free = free_height(sheet)
    if free < -_NEAR:
        raise DefinitionError(file, "sections", f"{-free:.1f} mm too much", "rows that stand on the page together")
    beside = [section.beside_code for section in sheet.sections]
    if any(beside[:-1]):
        raise DefinitionError(file, "sections.beside_code", beside, "at the last section")


def _check_group(file: str, key: str, group: str, vocabulary: Vocabulary) -> None:
    if not set(named(group)) <= set(vocabulary.groups):
        raise DefinitionError(file, key, group, ", ".join(vocabulary.groups))


def _check_side(file: str, key: str, side: str) -> None:
    """Letters stand one under the other, and these would have to lie."""
    if lying := set(side) & set("（）()「」、。"):
        raise DefinitionError(file, f"{key}.side", side, f"a label without {''.join(sorted(lying))}")


def _check_widths(file: str, key: str, room: float, row: Row) -> None:
    widths = [cell.width for cell in row.cells]
    left = room - sum(widths)
    open_cells = widths.count(0)
    wrong = min(widths, default=-1) < 0 or open_cells > 1 or (left < 2 if open_cells else abs(left) > _NEAR)
    if wrong:
        raise DefinitionError(file, f"{key}.width", widths, f"{room:g} mm together, one cell may be without a width")


def _check_spans(file: str, key: str, section: Section, index: int) -> None:
    """Cells over several rows stand first in their row, the longest first, each with a width."""
    cells = section.rows[index].cells
    spans = [cell.rows for cell in cells]
    tall = [cell for cell in cells if cell.rows > 1]
    wrong = min(spans) < 1 or max(spans) > len(section.rows) - index or spans != sorted(spans, reverse=True)
    if wrong or not all(cell.width for cell in tall):
        raise DefinitionError(file, f"{key}.rows", spans, "cells over several rows first, each with a width")


def _height(section: Section, index: int, cell: Cell) -> float:
    return sum(row.height for row in section.rows[index : index + cell.rows])


def _check_cell(file: str, key: str, section: Section, height: float, cell: Cell) -> None:
    caption = 2.6 if cell.caption and not section.header else 0
    lowest = (
        _LOWEST.get(cell.type if cell.kana or cell.postcode or cell.type in ("stamp", "photo") else "", 5.0) + caption
    )
    if height < lowest:
        raise DefinitionError(file, f"{key}.height", height, f"{lowest} mm or more for this cell")
    if (cell.type in ("choice", "checks", "circle")) != bool(cell.options):
        raise DefinitionError(file, f"{key}.options", dict(cell.options), "with the types choice, checks and circle")
    if (cell.type in ("digits", "amount")) != bool(cell.groups):
        raise DefinitionError(file, f"{key}.groups", cell.groups, "with the types digits and amount")
    if cell.type == "digits" and cell.width and cell.width - 3 < sum(cell.groups) * _DIGIT:
        raise DefinitionError(file, f"{key}.width", cell.width, f"{sum(cell.groups) * _DIGIT + 3:.1f} mm or more")
    if cell.size < 6:
        raise DefinitionError(file, f"{key}.size", cell.size, "6 points or more")


def _check_sources(file: str, key: str, known: Collection[str], cell: Cell) -> None:
    for source in filter(None, (cell.value, cell.kana_value, cell.postcode_value)):
        if source not in known:
            raise DefinitionError(file, f"{key}.value", source, ", ".join(sorted(known)))
    if cell.required and not cell.value:
        raise DefinitionError(file, f"{key}.required", True, "only with a value")


def _ids(sheet: SheetDefinition) -> Iterator[str]:
    for section, cell in sheet.cells():
        for field in filter(None, (cell.field, cell.kana, cell.postcode)):
            yield f"{section.table}.{field}" if section.repeat else field


def _check_ids(file: str, sheet: SheetDefinition) -> None:
    for one, other in pairwise(sorted(_ids(sheet))):
        if one == other:
            raise DefinitionError(file, "field", one, "each id once")


def _check_number(file: str, sheet: SheetDefinition) -> None:
    """An individual number is asked for by law or not at all (番号法19条)."""
    if sheet.asks_number != bool(sheet.number_law):
        raise DefinitionError(file, "number_law", sheet.number_law, "the law, where a field holds an individual number")


def _check_repeats(file: str, sheet: SheetDefinition) -> None:
    tables = [section.table for section in sheet.sections if section.repeat]
    if len(tables) > len(set(tables)):
        raise DefinitionError(file, "sections.table", tables, "each table of a form with a name of its own")
