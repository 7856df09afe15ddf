"""Sheets from their files, every fault named: file, key, what was found, what is allowed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import fields
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from forms.check import check_sheet
from forms.definition import Cell, Row, Section, SheetDefinition
from forms.errors import DefinitionError

if TYPE_CHECKING:
    from pydantic import TypeAdapter
    from pydantic_core import ErrorDetails

_SHEETS = Path(__file__).parent / "sheets"
_LEVELS = (("cells", Cell), ("rows", Row), ("sections", Section))


@cache
def load_sheets() -> Mapping[str, SheetDefinition]:
    """Every form of the product by its id; DefinitionError for the first that is wrong."""
    files = sorted(_SHEETS.glob("*/sheet.toml"))
    return MappingProxyType({file.parent.name: load_sheet(file) for file in files})


def load_sheet(file: Path) -> SheetDefinition:
    """One form; the folder's name is its id."""
    from pydantic import ValidationError

    name = f"{file.parent.name}/{file.name}"
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"), parse_float=Decimal)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DefinitionError(name, "", str(error), "TOML in UTF-8") from None
    try:
        sheet = _adapter().validate_python({"id": file.parent.name, **data})
    except ValidationError as error:
        raise _fault(name, error.errors(include_url=False)[0]) from None
    check_sheet(name, sheet)
    return sheet


@cache
def _adapter() -> TypeAdapter[SheetDefinition]:
    from pydantic import ConfigDict, TypeAdapter

    for kind in (Cell, Row, Section, SheetDefinition):
        setattr(kind, "__pydantic_config__", ConfigDict(extra="forbid"))  # noqa: B010 unknown to plain dataclasses
    return TypeAdapter(SheetDefinition)


def _fault(name: str, error: ErrorDetails) -> DefinitionError:
    """The library's first complaint with the keys of the file."""
    path = error["loc"]
    key = re.sub(r"\.(\d+)", r"[\1]", ".".join(str(part) for part in path))
    found, allowed = error["input"], error["msg"]
    if error["type"] == "unexpected_keyword_argument":
        found, allowed = path[-1], ", ".join(_known_keys(path))
    elif error["type"] == "missing":
        found, allowed = "nothing", "a value: the key is necessary"
    return DefinitionError(name, key, found, allowed)


def _known_keys(path: tuple[int | str, ...]) -> list[str]:
    kind = next((kind for key, kind in _LEVELS if key in path[:-1]), SheetDefinition)
    return sorted(field.name for field in fields(kind) if field.name != "id")
