"""A date of which the month or the day may be unknown, as residents' records have them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydantic_core import CoreSchema

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)


@dataclass(frozen=True, order=True)
class PartialDate:
    """A Gregorian date; month and day are 0 where the record does not know them (`1950-00-00`, `1950-04-00`)."""

    year: int
    month: int = 0
    day: int = 0

    def __post_init__(self) -> None:
        if self.day and not self.month:
            raise ValueError("a day without its month")
        date(self.year, self.month or 1, self.day or 1)

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read the ISO form with `00` for what is unknown; ValueError for anything else."""
        match = _ISO.fullmatch(text)
        if not match:
            raise ValueError(f"not an ISO date: {text!r}")
        year, month, day = (int(part) for part in match.groups())
        return cls(year, month, day)

    @classmethod
    def of(cls, day: date) -> PartialDate:
        return cls(day.year, day.month, day.day)

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: object, _handler: object) -> CoreSchema:
        """How a checked file holds it: as the ISO text, not as an object."""
        from pydantic_core import core_schema

        return core_schema.chain_schema(
            [core_schema.str_schema(), core_schema.no_info_plain_validator_function(cls.parse)]
        )

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}-{self.day:02}"

    @property
    def is_full(self) -> bool:
        return bool(self.day)

    def exact(self) -> date | None:
        """The day itself, or None where part of it is unknown."""
        return date(self.year, self.month, self.day) if self.is_full else None

    def earliest(self) -> date:
        return date(self.year, self.month or 1, self.day or 1)
