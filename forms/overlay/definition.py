"""Where a ward's own blank takes our fields: one version of a form, in millimetres from the page's top left corner."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal, NamedTuple

from forms import field_ids
from forms.fit import Rule
from forms.paper import Box
from forms.write import Align

Font = Literal["mincho", "gothic"]
Kind = Literal["text", "name", "era_date", "check", "digits", "code", "sign"]
ERAS = {"meiji": "明治", "taisho": "大正", "showa": "昭和", "heisei": "平成", "reiwa": "令和"}
VALUE, KANA = "value", "kana"
VERSION_ID = re.compile(r"[0-9a-z][0-9a-z-]{0,39}")


class Spot(NamedTuple):
    """One box of a field: the value itself, its furigana, a part of a date, the place of an option's mark."""

    field: str
    area: str


@dataclass(frozen=True)
class Placement:
    """A field on the blank. `areas` by the type:

    text, digits, code, sign (a signature's place): `value`. name: `value` and, where the blank has room for it, `kana`.
    era_date: `year`, `month`, `day`; `era` for the era's name in letters, or `meiji` … `reiwa` for the rings. check: a
    box for each option's mark, by the option's code. Of a field in a table of people (`row.…`) the boxes are those of
    the first row.

    `size` in points; digits stand in `groups`, `pitch` mm apart (0: evenly over the box) with `gap` mm between groups.
    """

    field: str
    type: Kind
    areas: Mapping[str, Box]
    page: int = 1
    font: Font = "mincho"
    size: float = 10.5
    fit: Rule = "wrap"
    align: Align = "left"
    mark: Literal["tick", "ring"] = "tick"
    groups: tuple[int, ...] = ()
    pitch: float = 0
    gap: float = 0

    @property
    def in_rows(self) -> bool:
        return field_ids.in_table(self.field)


@dataclass(frozen=True)
class Rows:
    """The blank's table of people: how many rows it has, and how far they stand apart in mm."""

    count: int
    pitch: float


@dataclass(frozen=True)
class OfficeSheet:
    """A version of the ward's own sheet: valid from `since` to `until` (both included), on the blank of that hash.

    `left_out` are the fields that this blank does not have.
    """

    form: str
    version: str
    name: str
    since: date
    made_by: str
    made_at: datetime
    blank_sha256: str
    until: date | None = None
    note: str = ""
    rows: Rows | None = None
    left_out: tuple[str, ...] = ()
    fields: tuple[Placement, ...] = ()

    def valid_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)

    def placement(self, field: str) -> Placement | None:
        return next((placed for placed in self.fields if placed.field == field), None)

    def placed(self) -> frozenset[str]:
        """The ids of all fields that have a place."""
        return frozenset(placed.field for placed in self.fields)

    def spots(self) -> Iterator[tuple[Spot, int, Box]]:
        """Every box with its page."""
        for placed in self.fields:
            for area, box in placed.areas.items():
                yield Spot(placed.field, area), placed.page, box

    def repeats(self, placed: Placement) -> int:
        """How often a field stands on the sheet."""
        return self.rows.count if self.rows and placed.in_rows else 1

    def box_in_row(self, box: Box, row: int) -> Box:
        return replace(box, y=box.y + row * self.rows.pitch) if self.rows else box
