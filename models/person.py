"""The person whom a card names."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from models.partial_date import PartialDate


class Sex(StrEnum):
    """ISO 5218 (JIS X 0303) in words."""

    MALE = "male"
    FEMALE = "female"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True)
class Person:
    """基本4情報 exactly as on the chip: names and addresses are never normalised.

    `birth_date` is None where the chip's eight characters (`birth_date_raw`) are not a date.
    The individual number is held for the reception only, and hidden from every printout of the object.
    """

    name: str
    address: str
    birth_date: PartialDate | None
    birth_date_raw: str
    sex: Sex
    sex_code: str
    individual_number: str | None = field(default=None, repr=False)
