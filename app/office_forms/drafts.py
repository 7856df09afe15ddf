"""A version that was left without being saved: kept beside the others, right or not, until it is saved or dropped."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from app.errors import InvalidInput
from app.files import write_files
from app.office_forms.store import problem_of
from forms.errors import DefinitionError
from forms.overlay.definition import OfficeSheet
from forms.overlay.dump import dump_office_sheet
from forms.overlay.load import BLANK, PLACEMENT, read_office_sheet


def keep_draft(root: Path, sheet: OfficeSheet, blank: bytes) -> None:
    """In place of the last one."""
    write_files(_folder(root), {BLANK: blank, PLACEMENT: dump_office_sheet(sheet).encode()})


def read_draft(root: Path) -> tuple[OfficeSheet, bytes] | None:
    """None where nothing was left; InvalidInput where what was left cannot be read any more."""
    file = _folder(root) / PLACEMENT
    if not file.exists():
        return None
    try:
        return read_office_sheet(f".draft/{PLACEMENT}", file), (file.parent / BLANK).read_bytes()
    except DefinitionError as fault:
        raise InvalidInput([problem_of(fault)]) from fault


def drop_draft(root: Path) -> None:
    for name in (PLACEMENT, BLANK):
        with suppress(OSError):
            (_folder(root) / name).unlink()


def _folder(root: Path) -> Path:
    """Not among the forms: a form's id begins with a letter."""
    return root / ".draft"
