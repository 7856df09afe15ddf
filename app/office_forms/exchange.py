"""A version as one file, from ward to ward or from office to counter: a zip of exactly three entries, each hashed.

What comes in is a stranger's (facts C-28, C-31): nothing is unpacked to the disk, and the blank is cleaned again.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
import zipfile
from decimal import Decimal
from io import BytesIO
from typing import Any

from app.errors import InvalidInput, Problem, Refused
from app.office_forms.blank import take_blank
from app.office_forms.store import OfficeForms, problem_of
from app.sentences import bilingual
from forms.errors import DefinitionError
from forms.overlay.definition import OfficeSheet
from forms.overlay.load import BLANK, PLACEMENT, office_sheet

_MANIFEST = "manifest.json"
_FORMAT = "madoguchi-form/1"
_LARGEST = {_MANIFEST: 64 << 10, PLACEMENT: 1 << 20, BLANK: 20 << 20}  # bytes
_LARGEST_FILE = 22 << 20
_FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)  # the same version gives the same file


def export_version(forms: OfficeForms, form: str, version: str) -> bytes:
    """The version as a file's bytes; InvalidInput where it is not right."""
    from forms.overlay.dump import dump_office_sheet

    sheet, blank = forms.read(form, version)
    parts = {PLACEMENT: dump_office_sheet(sheet).encode(), BLANK: blank}
    hashes = {name: hashlib.sha256(part).hexdigest() for name, part in parts.items()}
    manifest = {"format": _FORMAT, "form": form, "version": version, "sha256": hashes}
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in {_MANIFEST: json.dumps(manifest, indent=1).encode(), **parts}.items():
            archive.writestr(zipfile.ZipInfo(name, _FIRST_MOMENT), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def import_version(forms: OfficeForms, file: bytes) -> OfficeSheet:
    """Check the file whole, then keep its version. Refused or InvalidInput: nothing is written then."""
    parts = _parts(file)
    manifest = _manifest(parts[_MANIFEST])
    for name, digest in manifest["sha256"].items():
        if hashlib.sha256(parts[name]).hexdigest() != digest:
            raise Refused("form_file_changed")
    try:
        data = tomllib.loads(parts[PLACEMENT].decode(), parse_float=Decimal)
        sheet = office_sheet(PLACEMENT, data)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InvalidInput([Problem(PLACEMENT, str(error), bilingual("utf8_toml"))]) from None
    except DefinitionError as fault:
        raise InvalidInput([problem_of(fault)]) from fault
    if (sheet.form, sheet.version) != (manifest["form"], manifest["version"]):
        raise Refused("form_file_changed")
    return forms.save(sheet, take_blank(parts[BLANK]).pdf, anew=True)


def _parts(file: bytes) -> dict[str, bytes]:
    """The three entries; Refused for a fourth, a missing or doubled one, one in a folder, a bomb, a link, a secret."""
    if len(file) > _LARGEST_FILE:
        raise Refused("form_file_wrong")
    try:
        with zipfile.ZipFile(BytesIO(file)) as archive:
            entries = archive.infolist()
            if sorted(entry.filename for entry in entries) != sorted(_LARGEST) or not all(map(_plain, entries)):
                raise Refused("form_file_wrong")
            return {entry.filename: _read(archive, entry) for entry in entries}
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError, RuntimeError) as error:
        raise Refused("form_file_wrong") from error


def _plain(entry: zipfile.ZipInfo) -> bool:
    kind = entry.external_attr >> 28
    packed = entry.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    return packed and kind in (0, 8) and not entry.flag_bits & 1 and entry.file_size <= _LARGEST[entry.filename]


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Never more than the entry may have, whatever it says of itself."""
    with archive.open(entry) as part:
        content = part.read(_LARGEST[entry.filename] + 1)
    if len(content) > _LARGEST[entry.filename]:
        raise Refused("form_file_wrong")
    return content


def _manifest(text: bytes) -> dict[str, Any]:
    try:
        manifest = json.loads(text)
    except (ValueError, RecursionError):
        raise Refused("form_file_wrong") from None
    right = (
        isinstance(manifest, dict)
        and manifest.keys() == {"format", "form", "version", "sha256"}
        and manifest["format"] == _FORMAT
        and isinstance(manifest["sha256"], dict)
        and manifest["sha256"].keys() == {PLACEMENT, BLANK}
    )
    if not right:
        raise Refused("form_file_wrong")
    return dict(manifest)
