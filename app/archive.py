"""A stranger's zip, unpacked by our own hand: every entry is examined before the first byte is written (facts C-28)."""

from __future__ import annotations

import hashlib
import os
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import IO

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
    """How much one file may be: bytes, entries, and how far it may swell.

    `kind` is what it brings: the reasons of a refusal begin with it (`model_bomb`).
    """

    file: int = 1 << 30
    unpacked: int = 2 << 30
    entries: int = 400
    ratio: int = 100
    kind: str = "model"


@dataclass
class Taking:
    """One file being taken in: `told` hears how many bytes of how many are written; `cancel` gives it up.

    `kind` as in `Limits`.
    """

    told: Callable[[int, int], None] = lambda _done, _of: None
    cancel: Event = field(default_factory=Event)
    kind: str = "model"
    _done: int = 0
    _of: int = 0

    def expect(self, size: int) -> None:
        """So many bytes will be written."""
        self._done, self._of = 0, size

    def wrote(self, size: int) -> None:
        """Refused where it has been given up."""
        self.check()
        self._done += size
        self.told(self._done, self._of)

    def check(self) -> None:
        """Refused where it has been given up."""
        if self.cancel.is_set():
            raise Refused("cancelled")


@contextmanager
def opened(path: Path, limits: Limits) -> Iterator[zipfile.ZipFile]:
    """The archive, its entries examined. Refused for whatever is no zip or an unsafe one."""
    try:
        if path.stat().st_size > limits.file:
            raise Refused(f"{limits.kind}_too_big")
        with zipfile.ZipFile(path) as archive:
            _examine(archive.infolist(), path.stat().st_size, limits)
            yield archive
    except _FAULTS as error:
        raise Refused(f"{limits.kind}_file_damaged") from error


def _examine(entries: list[zipfile.ZipInfo], packed: int, limits: Limits) -> None:
    if len(entries) > limits.entries or sum(entry.file_size for entry in entries) > limits.unpacked:
        raise Refused(f"{limits.kind}_too_big")
    if sum(entry.compress_size for entry in entries) > packed or any(_swells(entry, limits) for entry in entries):
        raise Refused(f"{limits.kind}_bomb")
    for entry in entries:
        _examine_entry(entry, limits.kind)
    _examine_names([entry.orig_filename.casefold() for entry in entries], limits.kind)


def _swells(entry: zipfile.ZipInfo, limits: Limits) -> bool:
    return entry.file_size > limits.ratio * max(entry.compress_size, 1) and entry.file_size > 1 << 16


def is_safe(name: str) -> bool:
    """A name below the folder, on every system: no way up, no device, no letter that a system reads otherwise."""
    parts = name.removesuffix("/").split("/")
    plain = len(name) <= 160 and all(_PART.fullmatch(part) and set(part) != {"."} for part in parts)
    return plain and not any(_DEVICE.fullmatch(part) for part in parts)


def _examine_entry(entry: zipfile.ZipInfo, kind_of_file: str) -> None:
    name = entry.orig_filename
    if not is_safe(name):
        raise Refused(f"{kind_of_file}_unsafe_path")
    kind = entry.external_attr >> 28
    if kind not in (0, _REGULAR, _FOLDER) or (kind == _FOLDER) > name.endswith("/"):
        raise Refused(f"{kind_of_file}_link")
    if entry.flag_bits & 1:
        raise Refused(f"{kind_of_file}_encrypted")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Refused(f"{kind_of_file}_file_damaged")


def _examine_names(entries: list[str], kind: str) -> None:
    """No name twice (Windows knows no capitals), and no file that is another's folder."""
    names = [entry.removesuffix("/") for entry in entries]
    inner = {name[:place] for name in names for place, letter in enumerate(name) if letter == "/"}
    if len(set(names)) != len(names) or inner & {entry for entry in entries if not entry.endswith("/")}:
        raise Refused(f"{kind}_duplicate")


def refuse_pickle(entry: zipfile.ZipInfo, archive: zipfile.ZipFile) -> None:
    """Refused for what Python would unpickle, by its name or by its first bytes: that is a program, not data."""
    if entry.orig_filename.lower().endswith(_PICKLES):
        raise Refused("model_pickle")
    with entry_of(archive, entry, "model") as content:
        if content.read(_CHUNK).startswith(_PICKLE_STARTS):
            raise Refused("model_pickle")


def unpack(
    archive: zipfile.ZipFile, wanted: dict[str, zipfile.ZipInfo], folder: Path, taking: Taking
) -> dict[str, str]:
    """Write the entries under their own names into the empty folder, onto the disk; the SHA-256 of each."""
    taking.expect(sum(entry.file_size for entry in wanted.values()))
    digests = {}
    for name, entry in wanted.items():
        with entry_of(archive, entry, taking.kind) as content:
            digests[name] = write(content, entry.file_size, folder / name, taking)
    return digests


def write(content: IO[bytes], size: int, path: Path, taking: Taking) -> str:
    """One file onto the disk, never more than its size; its SHA-256."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    digest, left = hashlib.sha256(), size
    with path.open("xb") as file:
        while chunk := content.read(_CHUNK):
            left -= len(chunk)
            if left < 0:
                raise Refused(f"{taking.kind}_bomb")
            taking.wrote(len(chunk))
            digest.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest()


def entry_of(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, kind: str) -> IO[bytes]:
    """The entry's content. A place outside of the file is a fault of the archive, not of our disk."""
    try:
        return archive.open(entry)
    except OSError as error:
        raise Refused(f"{kind}_file_damaged") from error


def sha256_of(path: Path) -> str:
    """Of a file on the disk."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
