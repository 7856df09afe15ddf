"""Invented people of practice cards: one TOML file a situation, every fault of it named together."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

from pydantic import ConfigDict, Field, StringConstraints

from app.card.simulated import jpki
from app.card.simulated.chip import ChipSecret, SimulatedChip
from app.card.simulated.licence import LicenceData, licence_chip
from app.card.simulated.my_number import ChipData, Defect, my_number_chip
from app.card.simulated.phone import OtherData, other_chip
from app.card.simulated.residence import ResidenceData, residence_chip
from app.card.simulated.staff import StaffCardData, staff_chip
from app.errors import InvalidInput, Problem
from app.sentences import bilingual

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_ALLOWED = {
    "missing": "required",
    "string_type": "string",
    "int_type": "integer",
    "bool_type": "true_or_false",
    "string_pattern_mismatch": "pattern",
    "literal_error": "one_of",
    "less_than_equal": "at_most",
    "greater_than_equal": "at_least",
}
_Digits4 = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}$")]
_Digits12 = Annotated[str, StringConstraints(pattern=r"^[0-9]{12}$")]
_Digits14 = Annotated[str, StringConstraints(pattern=r"^[0-9]{14}$")]
_Digits15 = Annotated[str, StringConstraints(pattern=r"^[0-9]{15}$")]
_Day = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
_Raw8 = Annotated[str, StringConstraints(pattern=r"^[ -~]{8}$")]
_Raw1 = Annotated[str, StringConstraints(pattern=r"^[ -~]$")]
_Persona = TypeVar("_Persona")
_Tries = Annotated[int, Field(ge=0, le=15)]


@dataclass(frozen=True)
class MyNumberPersona:
    """The keys of a My Number card's file; `situation` is what the person practises."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    situation: str
    name: str
    address: str
    birth_date: _Raw8
    sex: _Raw1
    individual_number: _Digits12
    expires_on: _Day
    pin: _Digits4
    number_a: _Digits12
    number_b: _Digits14
    card: Literal["my_number"] = "my_number"
    serial: _Digits15 = "000000000000001"
    pin_tries: Annotated[int, Field(ge=0, le=3)] = 3
    number_a_tries: _Tries = 10
    number_b_tries: _Tries = 10
    printed_name: str = ""
    printed_address: str = ""
    signature_certificate: bool = True
    specified_residence_card: bool = False
    licence: bool = False
    defect: Defect = ""


def read(path: Path) -> dict[str, Any]:
    """A persona's file as it stands."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        raise InvalidInput([Problem(str(path), bilingual("unreadable"), bilingual("practice_card"))]) from None


def chip_of(data: Mapping[str, Any]) -> SimulatedChip:
    """The chip of a persona; InvalidInput with every fault of its file."""
    kind = data.get("card", "my_number")
    if kind not in _CHIPS:
        raise InvalidInput([Problem("card", str(kind), ", ".join(_CHIPS))])
    return _CHIPS[kind](data)


def _my_number(data: Mapping[str, Any]) -> SimulatedChip:
    return my_number_chip(_chip_data(checked(MyNumberPersona, data)))


def _residence(data: Mapping[str, Any]) -> SimulatedChip:
    return residence_chip(checked(ResidenceData, data))


def _licence(data: Mapping[str, Any]) -> SimulatedChip:
    return licence_chip(checked(LicenceData, data))


def _staff(data: Mapping[str, Any]) -> SimulatedChip:
    return staff_chip(checked(StaffCardData, data))


def _other(data: Mapping[str, Any]) -> SimulatedChip:
    return other_chip(checked(OtherData, data))


_CHIPS: Mapping[str, Callable[[Mapping[str, Any]], SimulatedChip]] = {
    "my_number": _my_number,
    "residence": _residence,
    "driver_licence": _licence,
    "staff": _staff,
    "phone": _other,
    "juki": _other,
    "unknown": _other,
}


def checked(form: type[_Persona], data: Mapping[str, Any], table: str = "") -> _Persona:
    """The data as this form of persona, or of one `table` of it; InvalidInput with every fault."""
    from pydantic import TypeAdapter, ValidationError

    try:
        persona: _Persona = TypeAdapter(form).validate_python(data)
    except ValidationError as error:
        keys = ", ".join(field.name for field in fields(form))  # type: ignore[arg-type]
        raise InvalidInput([_problem(one, keys, table) for one in error.errors()]) from None
    return persona


def _problem(error: ErrorDetails, keys: str, table: str) -> Problem:
    path = ".".join(map(str, (table, *error["loc"]) if table else error["loc"]))
    if error["type"] in ("extra_forbidden", "unexpected_keyword_argument"):
        return Problem(path, bilingual("unknown_entry"), keys)
    found = bilingual("missing_found") if error["type"] == "missing" else str(error["input"])
    key = _ALLOWED.get(error["type"])
    allowed = bilingual(key, **error.get("ctx", {})) if key else bilingual("other_form", said=error["msg"])
    return Problem(path, found, allowed)


def _chip_data(persona: MyNumberPersona) -> ChipData:
    return ChipData(
        name=persona.name,
        address=persona.address,
        birth_date=persona.birth_date,
        sex=persona.sex,
        individual_number=persona.individual_number,
        expires_on=persona.expires_on,
        pin=ChipSecret(persona.pin.encode(), persona.pin_tries, 3),
        number_a=ChipSecret(persona.number_a.encode(), persona.number_a_tries, 10),
        number_b=ChipSecret(persona.number_b.encode(), persona.number_b_tries, 10),
        serial=persona.serial,
        printed_name=persona.printed_name,
        printed_address=persona.printed_address,
        certificates=jpki.ADULT if persona.signature_certificate else jpki.CHILD,
        specified_residence_card=persona.specified_residence_card,
        licence=persona.licence,
        defect=persona.defect,
    )
