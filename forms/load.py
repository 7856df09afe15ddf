"""Sheets from their files, every fault named: file, key, what was found, what is allowed."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import MappingProxyType

from pydantic import ConfigDict, TypeAdapter, ValidationError

from forms import definition as kinds
from forms.definition import Section, SheetDefinition
from forms.errors import DefinitionError
from forms.sources import MEMBER_SOURCES, SOURCES

PAGE_WIDTH, PAGE_HEIGHT = 210.0, 297.0
LEFT, RIGHT, TOP, BOTTOM = 15.0, 10.0, 10.0, 10.0
SIDE = 7.0
CONTENT_WIDTH = PAGE_WIDTH - LEFT - RIGHT
_HEAD = 24.0
_SHEETS = Path(__file__).parent / "sheets"


@cache
def load_sheets() -> Mapping[str, SheetDefinition]:
    """Every form of the product by its id; DefinitionError for the first that is wrong."""
    files = sorted(_SHEETS.glob("*/sheet.toml"))
    return MappingProxyType({file.parent.name: load_sheet(file) for file in files})


def load_sheet(file: Path) -> SheetDefinition:
    """One form; the folder's name is its id."""
    name = f"{file.parent.name}/{file.name}"
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"), parse_float=Decimal)
        sheet = _adapter().validate_python({"id": file.parent.name, **_plain_keys(data)})
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        key = ".".join(str(part) for part in fault["loc"])
        raise DefinitionError(name, key, fault["input"], fault["msg"]) from None
    except tomllib.TOMLDecodeError as error:
        raise DefinitionError(name, "", str(error), "TOML") from None
    _check(name, sheet)
    return sheet


@cache
def _adapter() -> TypeAdapter[SheetDefinition]:
    for kind in (kinds.Cell, kinds.Row, kinds.Section, SheetDefinition):
        setattr(kind, "__pydantic_config__", ConfigDict(extra="forbid"))  # noqa: B010 unknown to plain dataclasses
    return TypeAdapter(SheetDefinition)


def _plain_keys(data: dict[str, object]) -> dict[str, object]:
    """In the file a table that repeats has a name in the singular, and a cell's source is called `from`."""
    sections = []
    for section in data.pop("section", []):  # type: ignore[attr-defined]
        rows = [{**row, "cells": [_cell_keys(cell) for cell in row.get("cells", [])]} for row in section.pop("row", [])]
        sections.append({**section, "rows": rows})
    return {**data, "sections": sections}


def _cell_keys(cell: dict[str, object]) -> dict[str, object]:
    names = {"from": "source", "kana_from": "kana_source", "postcode_from": "postcode_source"}
    return {names.get(key, key): value for key, value in cell.items()}


def _check(name: str, sheet: SheetDefinition) -> None:
    height = sum(section.height + section.gap for section in sheet.sections)
    room = PAGE_HEIGHT - TOP - BOTTOM - _HEAD - 4 * len(sheet.foot)
    if height > room:
        raise DefinitionError(name, "section", f"{height} mm", f"{room} mm together")
    for section in sheet.sections:
        for index, row in enumerate(section.rows):
            _check_row(name, f"row[{index}]", section, [cell.width for cell in row.cells])
    _check_fields(name, sheet)


def _check_row(name: str, key: str, section: Section, widths: list[float]) -> None:
    room = CONTENT_WIDTH - (SIDE if section.side else 0)
    if widths.count(0) > 1 or sum(widths) > room or (0 not in widths and sum(widths) != room):
        raise DefinitionError(name, f"{key}.width", widths, f"{room} mm, one cell without a width")


def _check_fields(name: str, sheet: SheetDefinition) -> None:
    seen: set[str] = set()
    for section, cell in sheet.cells():
        known = SOURCES.keys() | (MEMBER_SOURCES.keys() if section.repeat else set())
        for source in filter(None, (cell.source, cell.kana_source, cell.postcode_source)):
            if source not in known:
                raise DefinitionError(name, f"{cell.field}.from", source, ", ".join(sorted(known)))
        for field in filter(None, (cell.field, cell.kana, cell.postcode)):
            if field in seen:
                raise DefinitionError(name, "field", field, "each id once")
            seen.add(field)
