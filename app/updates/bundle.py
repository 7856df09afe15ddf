"""An update's file, examined to the last byte before any of it is written: a stranger's until proved otherwise.

A ZIP of `manifest.json`, `signatures.json`, `sbom.json` and `payload/…`; nothing else, nothing missing.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from app.archive import Limits, Taking, entry_of, opened, unpack
from app.errors import Refused, StorageFailure
from app.updates.manifest import (
    PAYLOAD,
    FileFacts,
    Manifest,
    age_in_days,
    number,
    parsed_manifest,
    parsed_note,
    this_platform,
)
from app.updates.signatures import MakerKey, check_signatures

MANIFEST, SIGNATURES, SBOM = "manifest.json", "signatures.json", "sbom.json"
SUFFIX = ".mdgupdate"
OLDEST = 400  # days
_TOMORROW = 1  # day: clocks differ
_LIMITS = Limits(file=4 << 30, unpacked=8 << 30, entries=50_000, kind="update")
_LARGEST = {MANIFEST: 16 << 20, SIGNATURES: 64 << 10, SBOM: 32 << 20}  # bytes
_CHUNK = 1 << 20


@dataclass(frozen=True)
class Machine:
    """What the update would come to: `version` runs here, `schema` is that of its records."""

    version: str
    schema: str
    now: datetime
    keys: Sequence[MakerKey]


@dataclass(frozen=True)
class Consent:
    """What the administrator adds: a note that allows an older version, and the word that an old file is meant."""

    note: bytes = b""
    old: bool = False


@dataclass(frozen=True)
class Checked:
    """An update that may be installed here. `signed_by` are the holders of the keys; `age` in days."""

    manifest: Manifest
    signed_by: tuple[str, ...]
    age: int
    rollback: str = ""
    components: int = 0
    file: Path = field(repr=False, default=Path())


def check(file: Path, machine: Machine, consent: Consent | None = None, taking: Taking | None = None) -> Checked:
    """Look at all of it and write nothing. Refused with what is wrong with the first thing that is."""
    with _archive(file) as archive:
        text = _small(archive, MANIFEST)
        signed_by = check_signatures("update", text, _small(archive, SIGNATURES), machine.keys)
        manifest = parsed_manifest(text)
        rollback = _check_version(manifest, text, machine, consent or Consent())
        _check_age(manifest, machine, consent or Consent())
        _check_contents(archive, manifest, taking or Taking(kind="update"))
        components = _components(_small(archive, SBOM))
    return Checked(manifest, signed_by, int(age_in_days(manifest, machine.now)), rollback, components, file)


def unpack_payload(checked: Checked, folder: Path, taking: Taking) -> None:
    """The program's files into an empty folder, every one hashed again as it is written."""
    with _archive(checked.file) as archive:
        wanted = {name: archive.getinfo(f"{PAYLOAD}{name}") for name in checked.manifest.files}
        digests = unpack(archive, wanted, folder, taking)
    for name, facts in checked.manifest.files.items():
        if digests[name] != facts.sha256:
            raise Refused("update_changed", file=name)
        (folder / name).chmod(0o755 if facts.executable else 0o644)


@contextmanager
def _archive(file: Path) -> Iterator[zipfile.ZipFile]:
    if not file.is_file():
        raise StorageFailure("file_not_readable")
    try:
        with opened(file, _LIMITS) as archive:
            yield archive
    except OSError as error:
        raise Refused("update_file_damaged") from error


def _small(archive: zipfile.ZipFile, name: str) -> bytes:
    try:
        entry = archive.getinfo(name)
    except KeyError:
        raise Refused("update_incomplete", file=name) from None
    with entry_of(archive, entry, "update") as content:
        text = content.read(_LARGEST[name] + 1)
    if len(text) > _LARGEST[name]:
        raise Refused("update_too_big")
    return text


def _check_version(manifest: Manifest, text: bytes, machine: Machine, consent: Consent) -> str:
    """The reason of the roll-back, where it is one that the makers allow."""
    if manifest.platform != this_platform():
        raise Refused("update_platform")
    if manifest.schema < machine.schema:
        raise Refused("update_schema")
    if number(machine.version) < number(manifest.minimum_previous):
        raise Refused("update_previous", needed=manifest.minimum_previous, version=machine.version)
    if number(manifest.version) > number(machine.version):
        return ""
    if not consent.note:
        raise Refused("update_lower", version=manifest.version, present=machine.version)
    return _noted(consent.note, text, machine)


def _noted(file: bytes, manifest: bytes, machine: Machine) -> str:
    """A note is for one bundle, from one version, and not for ever."""
    try:
        text = json.loads(file)["note"].encode()
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Refused("update_note") from None
    check_signatures("rollback", text, file, machine.keys)
    note = parsed_note(text)
    fits = note.manifest_sha256 == sha256(manifest).hexdigest() and note.from_version == machine.version
    if not fits or note.until < machine.now.date():
        raise Refused("update_note")
    return note.reason


def _check_age(manifest: Manifest, machine: Machine, consent: Consent) -> None:
    age = age_in_days(manifest, machine.now)
    if age < -_TOMORROW:
        raise Refused("update_future")
    if age > OLDEST and not consent.old:
        raise Refused("update_old", days=int(age))


def _check_contents(archive: zipfile.ZipFile, manifest: Manifest, taking: Taking) -> None:
    """Exactly what was signed, byte for byte."""
    there = {entry.filename for entry in archive.infolist() if not entry.is_dir()}
    wanted = {f"{PAYLOAD}{name}": facts for name, facts in manifest.files.items()} | {SBOM: manifest.sbom}
    if extra := there - wanted.keys() - {MANIFEST, SIGNATURES}:
        raise Refused("update_extra", file=min(extra))
    if missing := wanted.keys() - there:
        raise Refused("update_incomplete", file=min(missing))
    taking.expect(sum(facts.size for facts in wanted.values()))
    for name, facts in wanted.items():
        if not _holds(archive, archive.getinfo(name), facts, taking):
            raise Refused("update_changed", file=name)


def _holds(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, facts: FileFacts, taking: Taking) -> bool:
    digest, left = sha256(), facts.size
    if entry.file_size != facts.size:
        return False
    with entry_of(archive, entry, "update") as content:
        while chunk := content.read(_CHUNK):
            left -= len(chunk)
            if left < 0:
                return False
            taking.wrote(len(chunk))
            digest.update(chunk)
    return left == 0 and digest.hexdigest() == facts.sha256


def _components(text: bytes) -> int:
    """How many parts the bill of materials names (CycloneDX)."""
    try:
        bill = json.loads(text)
        told, count = bill["bomFormat"], len(bill["components"])
    except (ValueError, KeyError, TypeError, RecursionError):
        told, count = "", 0
    if told != "CycloneDX" or not count:
        raise Refused("update_sbom")
    return count
