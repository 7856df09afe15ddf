"""Dataclasses from TOML, strictly: an unknown, missing or wrong key is named with file, key, found and allowed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import fields
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from forms.errors import DefinitionError

if TYPE_CHECKING:
    from pydantic import TypeAdapter
    from pydantic_core import ErrorDetails

_T = TypeVar("_T")


def read_toml(name: str, file: Path) -> dict[str, Any]:
    """The file's data; DefinitionError where it is no TOML in UTF-8. `name` is what the fault calls the file."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"), parse_float=Decimal)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise DefinitionError(name, "", str(error), "TOML in UTF-8") from None
    except OSError:
        raise DefinitionError(name, "", "nothing", "a file that can be read") from None


def build(name: str, kind: type[_T], data: object, parts: Mapping[str, type]) -> _T:
    """A dataclass of the data; `parts` are the dataclasses inside it by their key, innermost first."""
    from pydantic import ValidationError

    try:
        built: _T = _adapter((*parts.values(), kind)).validate_python(data)
    except ValidationError as error:
        raise _fault(name, error.errors(include_url=False)[0], kind, parts) from None
    return built


@cache
def _adapter(kinds: tuple[Any, ...]) -> TypeAdapter[Any]:
    """For the last of the dataclasses, all of them strict."""
    from pydantic import ConfigDict, TypeAdapter

    for one in kinds:
        setattr(one, "__pydantic_config__", ConfigDict(extra="forbid"))  # noqa: B010 unknown to plain dataclasses
    return TypeAdapter(kinds[-1])


def _fault(name: str, error: ErrorDetails, kind: type, parts: Mapping[str, type]) -> DefinitionError:
    """The library's first complaint with the keys of the file."""
    path = error["loc"]
    key = re.sub(r"\.(\d+)", r"[\1]", ".".join(str(part) for part in path))
    found, allowed = error["input"], error["msg"]
    if error["type"] == "unexpected_keyword_argument":
        owner = next((part for key, part in parts.items() if key in path[:-1]), kind)
        found, allowed = path[-1], ", ".join(sorted(field.name for field in fields(owner) if field.name != "id"))
    elif error["type"] == "missing":
        found, allowed = "nothing", "a value: the key is necessary"
    return DefinitionError(name, key, found, allowed)
