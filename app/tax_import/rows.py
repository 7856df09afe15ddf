"""One line of a file → its row, or its faults."""

from __future__ import annotations

from datetime import date

from app.errors import Refused
from app.individual_number import holds_number
from app.tax_import.cells import Check, check_of
from app.tax_import.faults import Faults
from app.tax_import.layout import FileLayout, Layout, Words
from app.tax_import.lines import WrongQuotes, cells_of, has_control
from models.office import Addressee, OfficeDependant, OfficeValue

_Row = tuple[OfficeValue, ...]
_TEXTS = frozenset({"text", "pattern"})


class _LineFault(Exception):
    """A line that cannot be taken apart into cells."""

    def __init__(self, found: str, allowed: Words) -> None:
        super().__init__()
        self.found = found
        self.allowed = allowed


class RowCheck:
    """Checks the lines of one file. `numbers` are the addressees: the first file fills them."""

    def __init__(self, file: FileLayout, whole: Layout, today: date, faults: Faults, numbers: set[str]) -> None:
        kinds = [whole.kinds[column.kind] for column in file.columns]
        years = range(today.year - whole.limits.years_back, today.year + 1)
        self._file = file
        self._whole = whole
        self._years = years
        self._faults = faults
        self._numbers = numbers
        self._checks = [check_of(kind, years, today) for kind in kinds]
        self._blanks: list[OfficeValue] = ["" if kind.check in _TEXTS else None for kind in kinds]
        self._required = [index for index, column in enumerate(file.columns) if column.required]
        self._named = [index for index, column in enumerate(file.columns) if column.kind == "number"]
        self._key = file.key
        self._fills = file.row is Addressee
        self._needs_someone = file.row is OfficeDependant
        self._keys: set[str] = set()

    def row(self, number: int, raw: bytes | None, encoding: str) -> _Row | None:
        """The values of line `number`; None where it is faulty. Refused where it holds an individual number."""
        try:
            line = self._text(raw, encoding)
            if holds_number(line):
                raise self._number_found(number, line)
            cells = self._cells(line)
        except _LineFault as fault:
            self._fault(number, "", fault.found, fault.allowed)
            return None
        values = self._values(cells)
        before = self._faults.count
        if values is None:
            self._cell_faults(number, cells)
        else:
            self._check_key(number, values)
        self._check_numbers(number, cells)
        return values if self._faults.count == before else None

    def _text(self, raw: bytes | None, encoding: str) -> str:
        words = self._whole.words
        if raw is None:
            raise _LineFault("…", words["line"].about(most=self._whole.limits.line))
        try:
            line = raw.decode(encoding)
        except UnicodeDecodeError:
            raise _LineFault("…", words["encoding"]) from None
        if has_control(line):
            raise _LineFault(line, words["control"])
        return line

    def _cells(self, line: str) -> list[str]:
        try:
            cells = cells_of(line)
        except WrongQuotes:
            raise _LineFault(line, self._whole.words["quotes"]) from None
        if len(cells) != len(self._checks):
            raise _LineFault(str(len(cells)), self._whole.words["columns"].about(count=len(self._checks)))
        return cells

    def _values(self, cells: list[str]) -> _Row | None:
        try:
            checked = zip(self._checks, cells, self._blanks, strict=True)
            values = tuple([check(cell) if cell else blank for check, cell, blank in checked])
        except ValueError:
            return None
        return values if all(cells[index] for index in self._required) else None

    def _cell_faults(self, number: int, cells: list[str]) -> None:
        for column, check, cell in zip(self._file.columns, self._checks, cells, strict=True):
            words = self._kind_words(column.kind)
            if cell and not _passes(check, cell):
                self._fault(number, column.name, cell, words)
            elif column.required and not cell:
                required = self._whole.words["required"]
                self._fault(
                    number, column.name, "", Words(required.ja.format(kind=words.ja), required.en.format(kind=words.en))
                )

    def _kind_words(self, kind: str) -> Words:
        return self._whole.kinds[kind].words.about(first=self._years[0], last=self._years[-1])

    def _check_key(self, number: int, values: _Row) -> None:
        key = "\t".join([str(values[place]) for place in self._key])
        if key in self._keys:
            names = self._file.named(self._key)
            self._fault(number, names, key.replace("\t", "・"), self._whole.words["duplicate"].about(names=names))
        self._keys.add(key)

    def _check_numbers(self, number: int, cells: list[str]) -> None:
        """A faulty row names people too, and a faulty addressee is somebody: one fault must not make others."""
        named = [(index, cells[index]) for index in self._named if cells[index]]
        if self._fills:
            self._numbers.update(one for _, one in named)
            return
        if not named and self._needs_someone:
            self._fault(number, self._file.named(tuple(self._named)), "", self._whole.words["no_one"])
        for index, one in named:
            if self._numbers and one not in self._numbers and _passes(self._checks[index], one):
                self._fault(number, self._file.columns[index].name, one, self._whole.words["unknown_number"])

    def _number_found(self, row: int, line: str) -> Refused:
        """Where it stands, never what it is."""
        named = zip(self._file.header, line.split(","), strict=False)
        column = next((name for name, cell in named if holds_number(cell)), "")
        return Refused("individual_number_in_extract", file=self._file.file_name, row=row, column=column)

    def _fault(self, row: int, column: str, found: str, allowed: Words) -> None:
        self._faults.add(self._file.file_name, row, column, found, allowed)


def _passes(check: Check, cell: str) -> bool:
    try:
        check(cell)
    except ValueError:
        return False
    return True
