"""A ward's version from its file, every fault named: file, key, what was found, what is allowed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from forms.errors import DefinitionError
from forms.overlay.check import check_office_sheet
from forms.overlay.definition import OfficeSheet, Placement, Rows
from forms.overlay.pages import page_formats
from forms.paper import Box
from forms.strict import build, read_toml

PLACEMENT, BLANK = "placement.toml", "blank.pdf"
"""The names of a version's two files; a saved blank carries its content in its name (`blank_name`)."""
_PARTS = {"areas": Box, "fields": Placement, "rows": Rows}
_SIDES = ("x", "y", "width", "height")


def load_office_sheet(folder: Path) -> tuple[OfficeSheet, bytes]:
    """The version in `<form id>/<version>/` and its blank; DefinitionError for the first fault."""
    name = f"{folder.parent.name}/{folder.name}/{PLACEMENT}"
    sheet = read_office_sheet(name, folder / PLACEMENT)
    blank = read_blank(folder, sheet.blank_sha256)
    for key, found, allowed in (
        ("form", sheet.form, folder.parent.name),
        ("version", sheet.version, folder.name),
        ("blank_sha256", sheet.blank_sha256, hashlib.sha256(blank).hexdigest()),
    ):
        if found != allowed:
            raise DefinitionError(name, key, found, allowed)
    check_office_sheet(name, sheet, page_formats(blank))
    return sheet, blank


def read_office_sheet(name: str, file: Path) -> OfficeSheet:
    """The file's version, right in structure; `name` is what a fault calls the file."""
    return office_sheet(name, read_toml(name, file))


def office_sheet(name: str, data: dict[str, Any]) -> OfficeSheet:
    """The version of a file's data, right in structure."""
    fields = data.get("fields", ())
    if isinstance(fields, list):
        data = {**data, "fields": [_with_boxes(name, index, field) for index, field in enumerate(fields)]}
    return build(name, OfficeSheet, data, _PARTS)


def _with_boxes(name: str, index: int, field: Any) -> Any:
    """`[x, y, width, height]` → boxes."""
    areas = field.get("areas") if isinstance(field, Mapping) else None
    if not isinstance(areas, Mapping):
        return field
    for area, sides in areas.items():
        if not (isinstance(sides, list) and len(sides) == 4 and all(isinstance(side, int | Decimal) for side in sides)):
            raise DefinitionError(name, f"fields[{index}].areas.{area}", sides, "[x, y, width, height] in mm")
    return {**field, "areas": {area: dict(zip(_SIDES, sides, strict=True)) for area, sides in areas.items()}}


def blank_name(sha256: str) -> str:
    """So that a version always finds the blank that it was placed on, whatever cuts off the saving of another."""
    return f"blank-{sha256[:16]}.pdf"


def read_blank(folder: Path, sha256: str) -> bytes:
    """The blank of a version's folder, right or not; DefinitionError where there is none."""
    named = folder / blank_name(sha256)
    try:
        return (named if named.exists() else folder / BLANK).read_bytes()
    except OSError:
        raise DefinitionError(f"{folder.parent.name}/{folder.name}/{BLANK}", "", "nothing", "a PDF file") from None
