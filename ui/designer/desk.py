"""The service's calls as the area makes them in a lane: each takes its time, none touches a widget."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ui.designer.draft import Subject
from ui.designer.home_page import Listed
from ui.designer.words import DIFFERENCES

if TYPE_CHECKING:
    from app.office_forms.store import OfficeForms
    from forms.intake.blank import Blank
    from forms.overlay.definition import OfficeSheet
    from ui.designer.dialogs import About

_LARGEST_FILE = 64 << 20


@dataclass(frozen=True)
class Opened:
    """A version or the beginnings of one, ready for the designer; `removed` is what was taken out of its PDF."""

    sheet: OfficeSheet
    subject: Subject
    households: Mapping[str, str]
    removed: tuple[str, ...] = ()


class Desk:
    """The ward's forms in a folder."""

    def __init__(self, root: Path) -> None:
        self._root = root

    @property
    def forms(self) -> OfficeForms:
        from app.office_forms.store import OfficeForms

        return OfficeForms(self._root)

    def listed(self) -> Sequence[Listed]:
        from app.office_forms.store import definitions

        forms = self.forms
        return [Listed(form, one.name_ja, forms.versions(form)) for form, one in definitions().items()]

    def begin(self, file: Path, about: About) -> Opened:
        """A new version on a PDF that somebody brings; Refused with the reason."""
        from app import clock
        from app.office_forms.blank import take_blank
        from forms.overlay.definition import OfficeSheet

        blank = take_blank(_read(file))
        sheet = OfficeSheet(
            form=about.form, version=self.forms.free_version(about.form, about.since), name=about.name,
            since=about.since, until=about.until, made_by=about.made_by, made_at=clock.now(), blank_sha256="",
        )  # fmt: skip
        return Opened(sheet, _subject(about.form, blank), _households(), blank.removed)

    def open(self, form: str, version: str) -> Opened:
        """A version that is there; its blank is examined again for its pages and lines."""
        from app.office_forms.blank import take_blank

        sheet, pdf = self.forms.read(form, version)
        blank = take_blank(pdf)
        return Opened(sheet, _subject(form, replace(blank, pdf=pdf)), _households())

    def copy(self, form: str, version: str, about: About) -> tuple[str, str]:
        """The same placement as a new version; its form and version."""
        forms = self.forms
        sheet, pdf = forms.read(form, version)
        new = replace(
            sheet, version=forms.free_version(form, about.since), name=about.name, since=about.since, until=about.until,
            made_by=about.made_by,
        )  # fmt: skip
        return form, forms.save(new, pdf, anew=True).version

    def save(self, sheet: OfficeSheet, blank: bytes) -> OfficeSheet:
        return self.forms.save(sheet, blank)

    # -- what was not saved --------------------------------------------------------------------------------------

    def keep_draft(self, sheet: OfficeSheet, blank: bytes) -> None:
        """As it stands, right or not: nobody's placing is lost because the window closes."""
        from app.office_forms.drafts import keep_draft

        keep_draft(self._root, sheet, blank)

    def draft(self) -> Opened | None:
        """What was kept last and never saved."""
        from app.office_forms.blank import take_blank
        from app.office_forms.drafts import read_draft

        kept = read_draft(self._root)
        if kept is None:
            return None
        sheet, pdf = kept
        blank = take_blank(pdf)
        return Opened(sheet, _subject(sheet.form, replace(blank, pdf=pdf)), _households())

    def drop_draft(self) -> None:
        from app.office_forms.drafts import drop_draft

        drop_draft(self._root)

    def export(self, form: str, version: str, file: Path) -> Path:
        from app.files import write_file
        from app.office_forms.exchange import export_version

        write_file(file, export_version(self.forms, form, version))
        return file

    def take(self, file: Path) -> tuple[str, str]:
        from app.office_forms.exchange import import_version

        sheet = import_version(self.forms, _read(file))
        return sheet.form, sheet.version

    def compare(self, form: str, version: str) -> str:
        """What is different from the version before, as lines."""
        from app.office_forms.store import definitions
        from forms.overlay.catalogue import form_fields

        versions = [one.sheet for one in self.forms.versions(form) if one.sheet]
        index = next(index for index, one in enumerate(versions) if one.version == version)
        fields = form_fields(definitions()[form])
        older, newer = versions[index - 1], versions[index]
        lines = [f"「{older.name}」から「{newer.name}」へ"]
        return "\n".join([*lines, *_lines(older, newer, {one.id: one.label for one in fields.values()})])


def _lines(older: OfficeSheet, newer: OfficeSheet, labels: Mapping[str, str]) -> Iterator[str]:
    from forms.overlay.compare import differences

    found = list(differences(older, newer))
    for kind, words in DIFFERENCES.items():
        if fields := [labels.get(one.field, one.field) for one in found if one.kind == kind]:
            yield f"{words}: {'、'.join(fields)}"
    if older.blank_sha256 != newer.blank_sha256:
        yield "用紙（PDF）が変わりました"
    elif not found:
        yield "欄の違いはありません"


def _subject(form: str, blank: Blank) -> Subject:
    from app.office_forms.store import definitions
    from forms.overlay.catalogue import form_fields

    return Subject(blank, form_fields(definitions()[form]))


def _households() -> Mapping[str, str]:
    from app.office_forms.trial import households

    return {one.id: one.name_ja for one in households().values()}


def _read(file: Path) -> bytes:
    from app.errors import InvalidInput, Problem
    from app.sentences import bilingual

    try:
        with file.open("rb") as opened:
            return opened.read(_LARGEST_FILE)
    except OSError:
        raise InvalidInput([Problem("file", file.name, bilingual("readable"))]) from None


def today() -> date:
    from app import clock

    return clock.today()
