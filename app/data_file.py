"""Data files read strictly: every fault says file, key, what was found, what is allowed."""

from __future__ import annotations

import tomllib
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ConfigDict, TypeAdapter, ValidationError

_T = TypeVar("_T")


class DataError(Exception):
    """A data file is wrong."""

    def __init__(self, file: str, key: str, found: object, allowed: str) -> None:
        super().__init__(f"{file}: {key}: found {found!r}, allowed: {allowed}")


def read_toml(file: Path) -> dict[str, Any]:
    """The file's data; DataError where it is no TOML in UTF-8."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataError(file.name, "", str(error), "TOML in UTF-8") from None


def built(file: str, key: str, kind: type[_T], data: object) -> _T:
    """A dataclass (or a mapping, a list) of the data at `key`; DataError for the first thing that does not fit."""
    shape: Any = kind
    try:
        checked: _T = _adapter(shape).validate_python(data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
    else:
        return checked
    where = ".".join(str(part) for part in (key, *first["loc"]) if part != "")
    if first["type"] == "unexpected_keyword_argument":
        raise DataError(file, where, first["loc"][-1], _keys(kind))
    raise DataError(file, where, "nothing" if "missing" in first["type"] else first["input"], first["msg"])


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    """Strict: no key that the shape does not know, no text for a number."""
    if is_dataclass(kind):
        setattr(kind, "__pydantic_config__", ConfigDict(extra="forbid"))  # noqa: B010 unknown to plain dataclasses
    return TypeAdapter(kind)


def _keys(kind: Any) -> str:
    return ", ".join(field.name for field in fields(kind)) if is_dataclass(kind) else "the keys of the file"
