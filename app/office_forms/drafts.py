"""A version that was left without being saved: kept beside the others, right or not, until it is saved or dropped."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from app.errors import InvalidInput
from app.office_forms.store import digest_of, keep_version, problem_of
from forms.errors import DefinitionError
from forms.overlay.definition import OfficeSheet
from forms.overlay.load import PLACEMENT, read_blank, read_office_sheet


def keep_draft(root: Path, sheet: OfficeSheet, blank: bytes) -> None:
    """In place of the last one."""
    keep_version(_folder(root), replace(sheet, blank_sha256=digest_of(blank)), blank)


def read_draft(root: Path) -> tuple[OfficeSheet, bytes] | None:
    """None where nothing was left; InvalidInput where what was left cannot be read any more."""
    file = _folder(root) / PLACEMENT
    if not file.exists():
        return None
    try:
        sheet = read_office_sheet(f".draft/{PLACEMENT}", file)
        return sheet, read_blank(file.parent, sheet.blank_sha256)
    except DefinitionError as fault:
        raise InvalidInput([problem_of(fault)]) from fault


def drop_draft(root: Path) -> None:
    for file in (_folder(root) / PLACEMENT, *_folder(root).glob("blank*.pdf")):
        with suppress(OSError):
            file.unlink()


def _folder(root: Path) -> Path:
    """Not among the forms: a form's id begins with a letter."""
    return root / ".draft"
