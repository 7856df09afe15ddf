"""What a sheet's definition holds: sections of rows of cells, in millimetres."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as default
from datetime import date
from typing import Literal

_NOTE = re.compile(r"\s|※\d?")

Frame = Literal["thick", "thin", "office"]
Paper = Literal["portrait", "landscape"]
FieldType = Literal[
    "text",
    "name",
    "address",
    "date",
    "open_date",
    "era_date",
    "choice",
    "checks",
    "circle",
    "digits",
    "int",
    "yen",
    "amount",
    "sign",
    "stamp",
    "photo",
]


@dataclass(frozen=True)
class Cell:
    """One cell: a label, or a field with its `value` (a key of `forms.sources`), or printed `prose`, or blank space.

    `width` 0 takes what is left of the row; the first cells of a row may span several `rows`.

    `caption` stands small at the top of a field's cell; `kana` (name cells) and `postcode` (addresses) are companion
    fields of their own; `options` are codes of the value and the words printed, with a box before each (`choice` one,
    `checks` many) or with a ring around the chosen one (`circle`); `groups` are digits a group. `office` is grey: the
    office's own. An `open_date` may lie in any era, or be written by the western year: no era stands
    printed. `max_length` counts characters. `box` is a label: the number that the year's printed form gives to
    what stands beside it (`forms.tax.edition`).
    """

    width: float = 0
    rows: int = 1
    label: str = ""
    prose: str = ""
    caption: str = ""
    field: str = ""
    value: str = ""
    type: FieldType = "text"
    required: bool = False
    size: float = 10.5
    max_length: int = 120
    kana: str = ""
    kana_value: str = ""
    postcode: str = ""
    postcode_value: str = ""
    options: Mapping[str, str] = default(default_factory=dict)
    groups: tuple[int, ...] = ()
    unit: str = ""
    note: str = ""
    office: bool = False
    box: str = ""


@dataclass(frozen=True)
class Row:
    height: float
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Section:
    """A framed grid; neighbours with the same frame stand in one. With `repeat` its rows stand once for each of so many
    people, with continuation sheets beyond: `people` names their group (`forms.groups`). `header` is the height of the
    head that carries the captions of a row. `beside_code` is the last section of a full sheet: it stands beside the 2D
    code, so much narrower. `table` is the name of its rows in the ids of fields (`row[0].name`). A section
    `beside` the one before it shares its rows: it stands on their right (`forms.tax.edition`).
    """

    rows: tuple[Row, ...]
    frame: Frame = "thin"
    side: str = ""
    repeat: int = 0
    header: float = 0
    beside_code: bool = False
    people: str = "moving"
    table: Literal["row", "child", "relative"] = "row"
    beside: bool = False

    def indent(self, index: int) -> float:
        """What cells of the rows above take at the left of a row; mm."""
        above = enumerate(self.rows[:index])
        return sum(cell.width for number, row in above for cell in row.cells if number + cell.rows > index)

    @property
    def height(self) -> float:
        rows = sum(row.height for row in self.rows) * max(self.repeat, 1)
        return rows + self.header * len(self.rows)


@dataclass(frozen=True, eq=False)
class SheetDefinition:
    """A form as we draw it until the office gives its own sheet; field ids never change. Each is only equal to itself.

    `each`: one sheet for each person of a group (`forms.groups`), who is the `person` of its fields' sources; from the
    second on the ids stand behind `sheet[1].`, `sheet[2].` …. `filing_date` is the field whose date stands at the right
    of the head, where no cell has it. `name_en` is what a visitor who reads no Japanese sees on the cover sheet. `mark`
    stands framed at the top left (下書き). `number_law` is the law by which a sheet asks for the individual number.
    """

    id: str
    name_ja: str
    title: str
    sections: tuple[Section, ...]
    source: str
    confidence: str
    since: date
    paper: Paper = "portrait"
    each: str = "first"
    name_en: str = ""
    filing_date: str = ""
    code: str = ""
    addressee: str = "（宛先）墨田区長"
    instruction: str = ""
    foot: tuple[str, ...] = ()
    desk: str = ""
    number_law: str = ""
    mark: str = ""

    @property
    def date_cell(self) -> Cell:
        return Cell(caption="提出年月日", field=self.filing_date, value="filed_on", type="date", required=True, size=10)

    @property
    def tables(self) -> Mapping[str, int]:
        """The rows that a page holds of each table; empty for a form about one person or none."""
        return {section.table: section.repeat for section in self.sections if section.repeat}

    @property
    def asks_number(self) -> bool:
        """Whether an individual number stands in one of its fields."""
        return any(cell.value.endswith(".individual_number") for _, cell in self.cells())

    def cells(self) -> Iterator[tuple[Section, Cell]]:
        """Every cell with its section, the date of the head first."""
        if self.filing_date:
            yield Section(()), self.date_cell
        for section in self.sections:
            for row in section.rows:
                for cell in row.cells:
                    yield section, cell

    def label_of(self, field: str) -> str:
        """What the sheet calls a field: its caption, or else the label on its left."""
        if field == self.filing_date:
            return self.date_cell.caption
        for section in self.sections:
            for row in section.rows:
                label = section.side
                for cell in row.cells:
                    label = cell.label or label
                    if cell.field == field:
                        return _NOTE.sub("", cell.caption or label)
        raise KeyError(field)
