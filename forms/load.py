"""Sheets from their files, every fault named: file, key, what was found, what is allowed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from forms.check import check_sheet
from forms.definition import Cell, Row, Section, SheetDefinition
from forms.layout import spread_over_page
from forms.sources import CASE
from forms.strict import build, read_toml

_SHEETS = Path(__file__).parent / "sheets"
_PARTS = {"cells": Cell, "rows": Row, "sections": Section}


@cache
def load_sheets() -> Mapping[str, SheetDefinition]:
    """Every form of the product by its id; DefinitionError for the first that is wrong."""
    files = sorted(_SHEETS.glob("*/sheet.toml"))
    return MappingProxyType({file.parent.name: load_sheet(file) for file in files})


def load_sheet(file: Path) -> SheetDefinition:
    """One form; the folder's name is its id."""
    sheet = read_sheet(file)
    check_sheet(name_of(file), sheet, CASE)
    return spread_over_page(sheet)


def read_sheet(file: Path) -> SheetDefinition:
    """A definition as its file has it; only its structure is checked."""
    data = {"id": file.parent.name, **read_toml(name_of(file), file)}
    return build(name_of(file), SheetDefinition, data, _PARTS)


def name_of(file: Path) -> str:
    """What a fault calls a sheet's file."""
    return f"{file.parent.name}/{file.name}"
