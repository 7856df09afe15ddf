"""Forty update files that must be refused, each by its name: what was done to a right one, and the reason given."""

from __future__ import annotations

import json
import struct
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from app.updates.bundle import MANIFEST, SBOM, SIGNATURES
from app.updates.manifest import this_platform
from installer.update.make import sign_bundle
from tests.app.updates.makers import MAKERS, NOW, START, STRANGER, bundle

Parts = dict[str, bytes]
Make = Callable[[Path], Path]
_DATA = "payload/lib/data.txt"


@dataclass(frozen=True)
class Case:
    make: Make
    reason: str


def right(place: Path) -> Path:
    return bundle(place)


def facts(reason: str, signers: Any = MAKERS[:2], **values: Any) -> Case:
    """Signed as it should be, but the manifest itself says something wrong (the makers' tool would not have it)."""

    def make(place: Path) -> Path:
        file = bundle(place, signers=())
        _change(file, lambda one: _remanifest(one, **values))
        for key in signers:
            sign_bundle(file, key)
        return file

    return Case(make, reason)


def parts(reason: str, change: Callable[[Parts], object]) -> Case:
    """A right one taken apart, changed, and put together again without the keys."""

    def make(place: Path) -> Path:
        file = right(place)
        _change(file, change)
        return file

    return Case(make, reason)


def _change(file: Path, change: Callable[[Parts], object]) -> None:
    with zipfile.ZipFile(file) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    change(found)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in found.items():
            archive.writestr(name, content)


def added(reason: str, entry: zipfile.ZipInfo | str, content: bytes = b"x") -> Case:
    """A right one with one entry more."""

    def make(place: Path) -> Path:
        file = right(place)
        with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(entry, content)
        return file

    return Case(make, reason)


def raw(reason: str, change: Callable[[bytes], bytes]) -> Case:
    """The bytes of the file changed."""

    def make(place: Path) -> Path:
        file = right(place)
        file.write_bytes(change(file.read_bytes()))
        return file

    return Case(make, reason)


def _swap(parts_: Parts, name: str, content: bytes) -> None:
    parts_[name] = content


def _remanifest(parts_: Parts, **values: Any) -> None:
    parts_[MANIFEST] = json.dumps(json.loads(parts_[MANIFEST]) | values).encode()


def _first_twice(parts_: Parts) -> None:
    one = json.loads(parts_[SIGNATURES])["signatures"][0]
    parts_[SIGNATURES] = json.dumps({"signatures": [one, one, {**one, "key": one["key"].upper()}]}).encode()


def _signatures_swapped(parts_: Parts) -> None:
    one, other = json.loads(parts_[SIGNATURES])["signatures"]
    swapped = [{**one, "signature": other["signature"]}, {**other, "signature": one["signature"]}]
    parts_[SIGNATURES] = json.dumps({"signatures": swapped}).encode()


def _link() -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo("payload/lib/link")
    entry.create_system, entry.external_attr = 3, 0o120777 << 16
    return entry


def _flagged(content: bytes) -> bytes:
    """The first entry of the directory says that it is encrypted."""
    at = content.index(b"PK\x01\x02") + 8
    return content[:at] + struct.pack("<H", 1) + content[at + 2 :]


def _lying(content: bytes) -> bytes:
    """The directory says that the first file is a hundred times as large as it is."""
    at = content.index(b"PK\x01\x02") + 24
    return content[:at] + struct.pack("<I", 3 << 30) + content[at + 4 :]


def _files(**more: Mapping[str, Any]) -> dict[str, Any]:
    """The manifest's own list with more in it, as its makers would never sign."""
    return {START: {"sha256": "0" * 64, "size": 1, "executable": True}, **more}


_OTHER = {"win32": "linux", "linux": "win32"}[this_platform()]

CASES: Mapping[str, Case] = {
    # who signed
    "no signature": facts("update_signatures", ()),
    "one signature": facts("update_signatures", MAKERS[:1]),
    "two strangers": facts("update_signatures", (STRANGER, STRANGER)),
    "one maker and a stranger": facts("update_signatures", (MAKERS[0], STRANGER)),
    "the same key twice": parts("update_signatures", _first_twice),
    "signatures swapped between the keys": parts("update_signatures", _signatures_swapped),
    "signatures that are no JSON": parts("update_signatures", lambda one: _swap(one, SIGNATURES, b"{")),
    "signatures as a number": parts("update_signatures", lambda one: _swap(one, SIGNATURES, b"7")),
    "signatures nested without end": parts("update_signatures", lambda one: _swap(one, SIGNATURES, b"[" * 50_000)),
    "the manifest changed after signing": parts("update_signatures", lambda one: _remanifest(one, version="9.0.0")),
    # what the manifest says
    "another product": parts("update_signatures", lambda one: _remanifest(one, product="other")),
    "no version": facts("update_manifest", version="new"),
    "a version with a letter": facts("update_manifest", version="0.2.0a"),
    "a key that nobody knows": facts("update_manifest", more="x"),
    "a time without a zone": facts("update_manifest", built_at="2026-11-24T03:00:00"),
    "a start that is no file of it": facts("update_manifest", start="elsewhere"),
    "a start out of the folder": facts("update_manifest", start="../madoguchi"),
    "a negative size": facts("update_manifest", files=_files(x={"sha256": "0" * 64, "size": -1})),
    "a hash of another kind": facts("update_manifest", files=_files(x={"sha256": "0" * 40, "size": 1})),
    "for the other system": facts("update_platform", platform=_OTHER),
    # which version, how old
    "an older version": Case(lambda place: bundle(place, "0.0.9"), "update_lower"),
    "the same version": Case(lambda place: bundle(place, "0.1.0"), "update_lower"),
    "one that skips a version": facts("update_previous", minimum_previous="0.1.5"),
    "records of an older shape": facts("update_schema", schema="0007"),
    "older than 400 days": facts("update_old", built_at=(NOW - timedelta(days=401)).isoformat()),
    "from the day after tomorrow": facts("update_future", built_at=(NOW + timedelta(days=2)).isoformat()),
    # what is in it
    "a file swapped": parts("update_changed", lambda one: _swap(one, _DATA, b"data of 0.2.1\n")),
    "a file longer than signed": parts("update_changed", lambda one: _swap(one, _DATA, one[_DATA] + b"x")),
    "a file missing": parts("update_incomplete", lambda one: one.pop(_DATA)),
    "no manifest": parts("update_incomplete", lambda one: one.pop(MANIFEST)),
    "no bill of materials": parts("update_incomplete", lambda one: one.pop(SBOM)),
    "an extra file": added("update_extra", "payload/lib/extra.py"),
    "an extra file beside the payload": added("update_extra", "run_me.sh"),
    "a way up": added("update_unsafe_path", "payload/../../evil"),
    "an absolute path": added("update_unsafe_path", "/etc/cron.d/evil"),
    "a drive and back-slashes": added("update_unsafe_path", "C:\\Windows\\evil.exe"),
    "a device of Windows": added("update_unsafe_path", "payload/lib/NUL.txt"),
    "a link": added("update_link", _link(), b"/etc/passwd"),
    "a name twice but for its capitals": added("update_duplicate", "payload/lib/DATA.txt"),
    "a bomb": added("update_bomb", "payload/bomb", bytes(80 << 20)),
    # the file itself
    "an encrypted entry": raw("update_encrypted", _flagged),
    "a size that lies": raw("update_bomb", _lying),
    "cut in the middle": raw("update_file_damaged", lambda content: content[: len(content) // 2]),
    "no archive": raw("update_file_damaged", lambda _content: b"MZ" + bytes(1000)),
    "empty": raw("update_file_damaged", lambda _content: b""),
}
