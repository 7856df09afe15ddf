"""The folder of the ward's own forms: `<form id>/<version>/placement.toml` and its blank."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from forms.errors import DefinitionError
from forms.overlay.definition import VERSION_ID, OfficeSheet
from forms.overlay.load import PLACEMENT, load_office_sheet, read_office_sheet


@dataclass(frozen=True)
class Version:
    """One version's folder: its definition, or what is wrong with it."""

    form: str
    version: str
    sheet: OfficeSheet | None = None
    fault: DefinitionError | None = None


@dataclass(frozen=True)
class Library:
    """Reads what is there at each call: another window may just have saved a version."""

    root: Path

    def folder(self, form: str, version: str) -> Path:
        """ValueError where the two could leave the library."""
        if not (VERSION_ID.fullmatch(version) and form.isidentifier()):
            raise ValueError(version)
        return self.root / form / version

    def versions(self, form: str) -> Sequence[Version]:
        """Every version of a form by its first day, the faulty ones first; their blanks are not opened."""
        home = self.root / form
        folders = sorted(path for path in home.iterdir() if path.is_dir()) if home.is_dir() else []
        found = [_version(folder) for folder in folders if not folder.name.startswith(".")]
        return sorted(found, key=lambda one: (one.sheet.since if one.sheet else date.min, one.version))

    def valid_on(self, form: str, day: date) -> tuple[OfficeSheet, bytes] | None:
        """The form's version for a filing day: of several the newest; None where the ward has none.

        DefinitionError where a version that could be meant is not to be used.
        """
        versions = self.versions(form)
        for one in reversed(versions):
            if one.sheet and one.sheet.valid_on(day):
                return load_office_sheet(self.folder(form, one.version))
        for one in versions:
            if one.fault:
                raise one.fault
        return None


def _version(folder: Path) -> Version:
    form, version = folder.parent.name, folder.name
    try:
        sheet = read_office_sheet(f"{form}/{version}/{PLACEMENT}", folder / PLACEMENT)
    except DefinitionError as fault:
        return Version(form, version, fault=fault)
    return Version(form, version, sheet)
