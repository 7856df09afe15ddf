"""A tax sheet as one year prints it: its box numbers, without the rows that its form does not have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from itertools import zip_longest
from pathlib import Path

from forms.check import check_sheet
from forms.definition import Cell, Row, Section, SheetDefinition
from forms.errors import DefinitionError
from forms.layout import spread_over_page
from forms.load import name_of, read_sheet
from forms.tax.subject import RETURN
from models.tax_paper import Edition

_SHEETS = Path(__file__).parent / "sheets"
_DRAFT, _FINAL = "下書き", "提出用"


@cache
def tax_sheets(edition: Edition, *, final: bool = False) -> dict[str, SheetDefinition]:
    """Every tax sheet of the year by its id, ready to be filled; DefinitionError for the first that is wrong."""
    files = sorted(_SHEETS.glob("*/sheet.toml"))
    return {file.parent.name: load_tax_sheet(file, edition, final=final) for file in files}


def load_tax_sheet(file: Path, edition: Edition, *, final: bool) -> SheetDefinition:
    """One sheet of the year; the mark says whether it may be handed in, which one with a mark of its own never is."""
    sheet = read_sheet(file)
    _check_boxes(name_of(file), sheet, edition)
    numbered = replace(sheet, sections=tuple(_side_by_side(_numbered(section, edition) for section in sheet.sections)))
    names = {"year": edition.name_ja, "fiscal": edition.fiscal_name_ja}
    whole = replace(
        numbered,
        title=sheet.title.format(**names),
        instruction=sheet.instruction.format(**names),
        foot=(*sheet.foot, *_doubts(sheet, edition)),
        mark=(sheet.mark or _FINAL) if final else _DRAFT,
    )
    check_sheet(name_of(file), whole, RETURN)
    return spread_over_page(whole)


def _numbered(section: Section, edition: Edition) -> Section:
    """With the year's numbers in place of their keys; a row whose box the year's form does not have is left out."""
    rows = (row for row in section.rows if all(_number(cell, edition) for cell in row.cells if cell.box))
    return replace(section, rows=tuple(replace(row, cells=_labels(row.cells, edition)) for row in rows))


def _labels(cells: Iterable[Cell], edition: Edition) -> tuple[Cell, ...]:
    return tuple(replace(cell, label=_number(cell, edition), box="") if cell.box else cell for cell in cells)


def _number(cell: Cell, edition: Edition) -> str:
    form, _, entry = cell.box.partition(":")
    return edition.boxes[form].get(entry, "")


def _side_by_side(sections: Iterable[Section]) -> Iterator[Section]:
    """A section `beside` the one before it becomes the right half of its rows."""
    left: Section | None = None
    for section in sections:
        if section.beside and left:
            left = replace(left, rows=tuple(_joined(left, section)))
            continue
        if left:
            yield left
        left = section
    if left:
        yield left


def _joined(left: Section, right: Section) -> Iterator[Row]:
    """The shorter half ends in blank space."""
    blanks = [Row(0, (Cell(width=_width(half)),)) for half in (left, right)]
    for one, other in zip_longest(left.rows, right.rows):
        first, second = one or blanks[0], other or blanks[1]
        yield Row(max(first.height, second.height), (*first.cells, *second.cells))


def _width(section: Section) -> float:
    return sum(cell.width for cell in section.rows[0].cells)


def _doubts(sheet: SheetDefinition, edition: Edition) -> Iterator[str]:
    """What nobody has compared with the year's print yet is said on the sheet itself."""
    used = {cell.box.partition(":")[0] for _, cell in sheet.cells() if cell.box}
    if used & edition.unsure:
        yield f"※ 欄の番号（①、ア など）は、{edition.name_ja}の様式と照合していません（要確認）。"


def _check_boxes(file: str, sheet: SheetDefinition, edition: Edition) -> None:
    forms = edition.boxes.keys()
    for _, cell in sheet.cells():
        if cell.box and cell.box.partition(":")[0] not in forms:
            raise DefinitionError(file, "box", cell.box, f"one of {', '.join(f'{form}:…' for form in forms)}")
