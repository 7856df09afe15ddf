"""The ids of a sheet's fields: `name`; `row.name` of a table in a definition; `sheet[1].row[3].name` on paper."""

from __future__ import annotations

import re
from dataclasses import dataclass

TABLES = ("row", "child", "relative")
_ID = re.compile(rf"(sheet\[\d+\]\.)?(?:({'|'.join(TABLES)})\[(\d+)\]\.)?(.+)", re.DOTALL)


@dataclass(frozen=True)
class FieldId:
    """`sheet` is the prefix of a second sheet of the form (`sheet[1].`), `row` None outside a table."""

    sheet: str
    table: str
    row: int | None
    name: str

    @property
    def defined(self) -> str:
        """As the definition has it: `row.name`."""
        return f"{self.table}.{self.name}" if self.table else self.name


def parse(identity: str) -> FieldId:
    found = _ID.fullmatch(identity)
    if found is None:
        raise ValueError("a field without an id")
    sheet, table, row, name = found.groups()
    return FieldId(sheet or "", table or "", None if row is None else int(row), name)


def in_table(defined: str) -> bool:
    """Of an id in a definition: whether it stands once for each person of a table."""
    table, dot, _ = defined.partition(".")
    return bool(dot) and table in TABLES


def of_row(defined: str, row: int) -> str:
    """`row.name` → `row[3].name`; what stands in no table as it is."""
    table, _, name = defined.partition(".")
    return f"{table}[{row}].{name}" if in_table(defined) else defined
