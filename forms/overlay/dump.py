"""A ward's version as the text of its file: what `load` reads back as the same version."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, fields
from datetime import date, datetime
from typing import Any

from forms.overlay.definition import OfficeSheet
from forms.paper import Box


def dump_office_sheet(sheet: OfficeSheet) -> str:
    """TOML; what has its default value is left out."""
    lines = ["# 区の様式にまどぐちの欄を置いた定義。様式デザイナーで作りました。長さはmm、文字の大きさはポイントです。"]
    lines += _pairs(sheet, skip=("rows", "fields"))
    if sheet.rows:
        lines += ["", "[rows]", *_pairs(sheet.rows)]
    for placed in sheet.fields:
        lines += ["", "[[fields]]", *_pairs(placed)]
    return "\n".join(lines) + "\n"


def _pairs(one: Any, skip: Iterable[str] = ()) -> Iterator[str]:
    for field in fields(one):
        value = getattr(one, field.name)
        if field.name not in skip and (field.default is MISSING or value != field.default):
            yield f"{field.name} = {_toml(value)}"


def _toml(value: object) -> str:
    match value:
        case str():
            return json.dumps(value, ensure_ascii=False)
        case datetime() | date():
            return value.isoformat()
        case Box(x, y, width, height):
            return f"[{_number(x)}, {_number(y)}, {_number(width)}, {_number(height)}]"
        case Mapping():
            return "{ " + ", ".join(f"{json.dumps(key)} = {_toml(one)}" for key, one in value.items()) + " }"
        case tuple():
            return "[" + ", ".join(map(_toml, value)) + "]"
        case float() | int():
            return _number(value)
    raise TypeError(type(value).__name__)


def _number(value: float) -> str:
    """Hundredths of a millimetre are finer than any printer."""
    return f"{round(value, 2):g}"
