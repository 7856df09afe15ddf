"""A stranger's zip, unpacked by our own hand: every entry is examined before the first byte is written (facts C-28)."""

from __future__ import annotations

import hashlib
import os
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.errors import Refused

_PART = re.compile(r"[A-Za-z0-9_+.-](?:[A-Za-z0-9_+. -]*[A-Za-z0-9_+-])?")
_DEVICE = re.compile(r"(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9])(?:\..*)?", re.IGNORECASE)
_PICKLES = (".pt", ".pth", ".pkl", ".pickle", ".ckpt", ".joblib", ".dill")
_PICKLE_STARTS = (b"PK\x03\x04", *(b"\x80" + bytes([version]) for version in range(2, 6)))
_FAULTS = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError, RuntimeError, OverflowError)
_CHUNK = 1 << 20
_REGULAR, _FOLDER = 8, 4  # the kinds of a Unix mode that a zip may carry, beside none


@dataclass(frozen=True)
class Limits:
    """How much one file may be: bytes, entries, and how far it may swell."""

    file: int = 1 << 30
    unpacked: int = 2 << 30
    entries: int = 400
    ratio: int = 100


@contextmanager
def opened(path: Path, limits: Limits) -> Iterator[zipfile.ZipFile]:
    """The archive, its entries examined. Refused for whatever is no zip or an unsafe one."""
    try:
        if path.stat().st_size > limits.file:
            raise Refused("model_too_big")
        with zipfile.ZipFile(path) as archive:
            _examine(archive.infolist(), path.stat().st_size, limits)
            yield archive
    except _FAULTS as error:
        raise Refused("model_file_damaged") from error


def _examine(entries: list[zipfile.ZipInfo], packed: int, limits: Limits) -> None:
    if len(entries) > limits.entries or sum(entry.file_size for entry in entries) > limits.unpacked:
        raise Refused("model_too_big")
    if sum(entry.compress_size for entry in entries) > packed or any(_swells(entry, limits) for entry in entries):
        raise Refused("model_bomb")
    for entry in entries:
        _examine_entry(entry)
    _examine_names([entry.orig_filename.casefold() for entry in entries])


def _swells(entry: zipfile.ZipInfo, limits: Limits) -> bool:
    return entry.file_size > limits.ratio * max(entry.compress_size, 1) and entry.file_size > 1 << 16


def _examine_entry(entry: zipfile.ZipInfo) -> None:
    name = entry.orig_filename
    parts = name.removesuffix("/").split("/")
    if len(name) > 160 or not all(_PART.fullmatch(part) and set(part) != {"."} for part in parts):
        raise Refused("model_unsafe_path")
    if any(_DEVICE.fullmatch(part) for part in parts):
        raise Refused("model_unsafe_path")
    kind = entry.external_attr >> 28
    if kind not in (0, _REGULAR, _FOLDER) or (kind == _FOLDER) > name.endswith("/"):
        raise Refused("model_link")
    if entry.flag_bits & 1:
        raise Refused("model_encrypted")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Refused("model_file_damaged")


def _examine_names(entries: list[str]) -> None:
    """No name twice (Windows knows no capitals), and no file that is another's folder."""
    names = [entry.removesuffix("/") for entry in entries]
    inner = {name[:place] for name in names for place, letter in enumerate(name) if letter == "/"}
    if len(set(names)) != len(names) or inner & {entry for entry in entries if not entry.endswith("/")}:
        raise Refused("model_duplicate")


def refuse_pickle(entry: zipfile.ZipInfo, archive: zipfile.ZipFile) -> None:
    """Refused for what Python would unpickle, by its name or by its first bytes: that is a program, not data."""
    if entry.orig_filename.lower().endswith(_PICKLES):
        raise Refused("model_pickle")
    if next(_chunks(archive, entry), b"").startswith(_PICKLE_STARTS):
        raise Refused("model_pickle")


def unpack(archive: zipfile.ZipFile, wanted: dict[str, zipfile.ZipInfo], folder: Path) -> dict[str, str]:
    """Write the entries under their own names into the empty folder, onto the disk; the SHA-256 of each."""
    return {name: _write(archive, entry, folder / name) for name, entry in wanted.items()}


def _write(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, path: Path) -> str:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    digest, left = hashlib.sha256(), entry.file_size
    with path.open("xb") as file:
        for chunk in _chunks(archive, entry):
            left -= len(chunk)
            if left < 0:
                raise Refused("model_bomb")
            digest.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest()


def _chunks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """The entry's content. A place outside of the file is a fault of the archive, not of our disk."""
    try:
        part = archive.open(entry)
    except OSError as error:
        raise Refused("model_file_damaged") from error
    with part:
        while chunk := part.read(_CHUNK):
            yield chunk


def sha256_of(path: Path) -> str:
    """Of a file on the disk."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
