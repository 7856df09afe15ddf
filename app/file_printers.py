"""Printers that write a file instead of paper are known by their names (`resources/file_printers.toml`)."""

from __future__ import annotations

import tomllib
from functools import cache

from app.paths import RESOURCES


def writes_a_file(printer: str) -> bool:
    """Whether a printer of this name keeps what is printed, so that no sheet may go there."""
    parts, whole = _names()
    name = printer.casefold()
    return name in whole or any(part in name for part in parts)


@cache
def _names() -> tuple[tuple[str, ...], tuple[str, ...]]:
    data = tomllib.loads((RESOURCES / "file_printers.toml").read_text(encoding="utf-8"))
    return tuple(data["names"]), tuple(data["whole"])
