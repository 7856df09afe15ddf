"""Case → plan → sheets → PDF: the move's water, without a window and without a store."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from app.errors import MissingAsset, StorageFailure
from app.procedures.plan import make_plan
from forms.bundle import print_case
from forms.errors import MissingFont
from forms.load import load_sheets
from models.case import Case
from models.procedure import Plan
from models.sheet import Bundle

__all__ = [
    "available_forms",
    "font_report",
    "forms_of",
    "make_plan",
    "manifest",
    "print_forms",
    "write_bundle",
    "write_file",
]


def font_report() -> str:
    """A sentence about the sheets' fonts; MissingAsset where a necessary one is absent."""
    from forms import glyphs

    try:
        return glyphs.font_report()
    except MissingFont as error:
        raise MissingAsset(error.asset, error.how_to_install) from error


def available_forms() -> Mapping[str, str]:
    """Every form that can be printed: id → official name."""
    return {form: definition.name_ja for form, definition in load_sheets().items()}


def forms_of(plan: Plan) -> tuple[str, ...]:
    """The forms of every procedure that applies, in hand-in order, as far as a sheet of them exists."""
    return tuple(form for form in plan.forms if form in load_sheets())


def print_forms(case: Case, plan: Plan, forms: Sequence[str], number: str | None = None) -> Bundle:
    """Fill and draw the forms; MissingAsset where a font is absent. `number` is the reception's."""
    try:
        return print_case(case, plan, forms, number)
    except MissingFont as error:
        raise MissingAsset(error.asset, error.how_to_install) from error


def manifest(case_id: UUID, bundle: Bundle) -> dict[str, object]:
    """The contract's manifest of a filled case."""
    return {
        "case": str(case_id),
        "forms": [
            {"id": sheet.form, "file": f"{sheet.form}.pdf", "pages": sheet.pages, "fields": dict(sheet.values)}
            for sheet in bundle.sheets
        ],
        "bundle": "bundle.pdf",
        "problems": [
            {"form": problem.form, "field": problem.field, "problem": problem.problem, "detail": problem.detail}
            for problem in bundle.problems
        ],
    }


def write_bundle(case_id: UUID, bundle: Bundle, out: Path) -> dict[str, object]:
    """Write one PDF a form, `bundle.pdf` and `manifest.json` into `out`; the manifest comes last."""
    facts = manifest(case_id, bundle)
    for sheet in bundle.sheets:
        write_file(out / f"{sheet.form}.pdf", sheet.pdf)
    write_file(out / "bundle.pdf", bundle.pdf)
    write_file(out / "manifest.json", json.dumps(facts, ensure_ascii=False, indent=1).encode())
    return facts


def write_file(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, for this user's eyes; StorageFailure with what the disk said."""
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:  # noqa: PTH123 the mode
            file.write(content)
        aside.replace(path)
    except OSError as error:
        with suppress(OSError):
            aside.unlink()
        raise StorageFailure("disk_full" if error.errno == errno.ENOSPC else "folder_not_writable") from error
