"""What a signed update says of itself: who may take it, and every file of it with its hash (facts C-30)."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Literal

from app.data_file import DataError, built
from app.errors import Refused

PAYLOAD = "payload/"
_VERSION = re.compile(r"(0|[1-9]\d{0,4})(\.(0|[1-9]\d{0,4})){2}", re.ASCII)
_SHA256 = re.compile(r"[0-9a-f]{64}")
_SCHEMA = re.compile(r"\d{4}", re.ASCII)


@dataclass(frozen=True)
class FileFacts:
    """`size` in bytes; `executable` is what the system may start."""

    sha256: str
    size: int
    executable: bool = False


@dataclass(frozen=True)
class Manifest:
    """`start` is the command within the payload; `files` all of it by path; `schema` the newest it writes."""

    format: Literal["madoguchi-update/1"]
    product: Literal["madoguchi"]
    platform: Literal["linux", "win32"]
    version: str
    minimum_previous: str
    built_at: str
    schema: str
    start: str
    sbom: FileFacts
    files: Mapping[str, FileFacts]

    @property
    def built_on(self) -> datetime:
        return datetime.fromisoformat(self.built_at)


@dataclass(frozen=True)
class RollbackNote:
    """The makers' word that this one older version may replace that one, until a day."""

    format: Literal["madoguchi-rollback/1"]
    manifest_sha256: str
    from_version: str
    reason: str
    until: date


def parsed_manifest(text: bytes) -> Manifest:
    """Refused("update_manifest") for whatever is none of ours."""
    try:
        manifest = built("manifest.json", "", Manifest, json.loads(text))
        _check(manifest)
    except (ValueError, RecursionError, DataError):
        raise Refused("update_manifest") from None
    return manifest


def _check(manifest: Manifest) -> None:
    """ValueError for a value that no bundle of ours has."""
    if manifest.built_on.tzinfo is None or not _SCHEMA.fullmatch(manifest.schema):
        raise ValueError(manifest.built_at)
    number(manifest.version)
    number(manifest.minimum_previous)
    facts = (manifest.sbom, *manifest.files.values())
    if not all(_SHA256.fullmatch(one.sha256) and one.size >= 0 for one in facts):
        raise ValueError(manifest.version)
    if manifest.start not in manifest.files or not manifest.files[manifest.start].executable:
        raise ValueError(manifest.start)


def parsed_note(text: bytes) -> RollbackNote:
    """Refused("update_note") for whatever is none of ours."""
    try:
        note = built("note", "", RollbackNote, json.loads(text))
        number(note.from_version)
    except (ValueError, RecursionError, DataError):
        raise Refused("update_note") from None
    return note


def number(version: str) -> tuple[int, ...]:
    """For comparing; ValueError where it is no version of ours (`1.2.3`)."""
    if not _VERSION.fullmatch(version):
        raise ValueError(version)
    return tuple(int(part) for part in version.split("."))


def this_platform() -> str:
    return "win32" if sys.platform == "win32" else "linux"


def age_in_days(manifest: Manifest, now: datetime) -> float:
    """Negative for one that says it comes from tomorrow."""
    return (now - manifest.built_on.astimezone(UTC)).total_seconds() / 86400
