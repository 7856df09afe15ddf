"""What one cell holds → the value that is stored; ValueError for anything that its kind does not allow."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from app.formula_cells import FORMULA_STARTS
from app.tax_import.layout import Kind
from models.office import OfficeValue
from models.partial_date import PartialDate

Check = Callable[[str], OfficeValue]
_EARLIEST = date(1868, 10, 23)  # the first day of 明治


def check_of(kind: Kind, years: range, today: date) -> Check:
    """The check of a kind of cell; the cell is not blank. `years` are the income years that are taken."""
    if kind.check == "pattern":
        return _pattern(re.compile(kind.pattern, re.ASCII))
    if kind.check == "integer":
        return _integer(kind.most)
    if kind.check == "year":
        return _year(years)
    if kind.check == "text":
        return _text(kind.most)
    if kind.check == "code":
        return _code(kind)
    return _date if kind.check == "date" else _partial_date(today)


def _pattern(pattern: re.Pattern[str]) -> Check:
    def check(cell: str) -> OfficeValue:
        if not pattern.fullmatch(cell):
            raise ValueError
        return cell

    return check


def _integer(most: int) -> Check:
    longest = len(str(most))

    def check(cell: str) -> OfficeValue:
        if not (cell.isascii() and cell.isdigit()) or len(cell) > longest or (value := int(cell)) > most:
            raise ValueError
        return value

    return check


def _year(years: range) -> Check:
    written = {str(year): year for year in years}

    def check(cell: str) -> OfficeValue:
        if cell not in written:
            raise ValueError
        return written[cell]

    return check


def _text(most: int) -> Check:
    def check(cell: str) -> OfficeValue:
        if len(cell) > most or cell.startswith(FORMULA_STARTS):
            raise ValueError
        return cell

    return check


def _code(kind: Kind) -> Check:
    values: dict[str, OfficeValue] = {
        written: int(value == "true") if value in {"true", "false"} else value for written, value in kind.codes.items()
    }

    def check(cell: str) -> OfficeValue:
        if cell not in values:
            raise ValueError
        return values[cell]

    return check


def _date(cell: str) -> OfficeValue:
    day = PartialDate.parse(cell).exact()
    if day is None or day < _EARLIEST:
        raise ValueError
    return cell


def _partial_date(today: date) -> Check:
    def check(cell: str) -> OfficeValue:
        if not _EARLIEST.year <= (day := PartialDate.parse(cell)).year or day.earliest() > today:
            raise ValueError
        return cell

    return check
