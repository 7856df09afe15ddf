"""The ward's versions on this counter: list, read, save. A version is on the disk whole and right, or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from app import clock
from app.errors import InvalidInput, Problem, Refused
from app.files import write_files
from app.sentences import bilingual
from forms.definition import SheetDefinition
from forms.errors import DefinitionError
from forms.load import load_sheets
from forms.overlay.check import office_sheet_faults
from forms.overlay.definition import OfficeSheet
from forms.overlay.dump import dump_office_sheet
from forms.overlay.library import Library, Version
from forms.overlay.load import PLACEMENT, blank_name, load_office_sheet
from forms.overlay.pages import page_formats


def definitions() -> Mapping[str, SheetDefinition]:
    """Every form of the product, by its id."""
    return load_sheets()


class OfficeForms:
    """The library in a folder; its faults are the contract's errors."""

    def __init__(self, root: Path) -> None:
        self._library = Library(root)

    def versions(self, form: str) -> Sequence[Version]:
        return self._library.versions(form)

    def read(self, form: str, version: str) -> tuple[OfficeSheet, bytes]:
        """A version and its blank; InvalidInput with the fault."""
        try:
            return load_office_sheet(self._folder(form, version))
        except DefinitionError as fault:
            raise InvalidInput([problem_of(fault)]) from fault

    def save(self, sheet: OfficeSheet, blank: bytes, *, anew: bool = False) -> OfficeSheet:
        """Keep a version with its blank: InvalidInput with every fault, nothing written then.

        `anew`: the version must not be there yet (Refused `version_exists`).
        """
        sheet = replace(sheet, blank_sha256=digest_of(blank), made_at=clock.now().replace(microsecond=0))
        if faults := faults_of(sheet, blank):
            raise InvalidInput([problem_of(fault) for fault in faults])
        folder = self._folder(sheet.form, sheet.version)
        if anew and folder.exists():
            raise Refused("version_exists", form=sheet.form, version=sheet.version)
        keep_version(folder, sheet, blank)
        return sheet

    def free_version(self, form: str, since: date) -> str:
        """An id for a new version: its first day, numbered where that is taken."""
        taken = {one.version for one in self.versions(form)}
        name, number = since.isoformat(), 1
        while name in taken:
            number += 1
            name = f"{since.isoformat()}-{number}"
        return name

    def _folder(self, form: str, version: str) -> Path:
        try:
            return self._library.folder(form, version)
        except ValueError:
            raise InvalidInput([Problem("version", f"{form} {version}", bilingual("version_name"))]) from None


def keep_version(folder: Path, sheet: OfficeSheet, blank: bytes) -> None:
    """The blank first, then the placement that names it: what is cut off between them leaves the version as it was."""
    contents = {blank_name(sheet.blank_sha256): blank, PLACEMENT: dump_office_sheet(sheet).encode()}
    write_files(folder, contents, durable=True)


def digest_of(blank: bytes) -> str:
    return hashlib.sha256(blank).hexdigest()


def faults_of(sheet: OfficeSheet, blank: bytes) -> Sequence[DefinitionError]:
    """Everything that is wrong with a version on its blank."""
    return list(office_sheet_faults(f"{sheet.form}/{sheet.version}/{PLACEMENT}", sheet, page_formats(blank)))


def problem_of(fault: DefinitionError) -> Problem:
    return Problem(f"{fault.file}: {fault.key}".removesuffix(": "), str(fault.found), fault.allowed)
