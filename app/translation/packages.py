"""Models as files: taken in from an `.argosmodel`, listed, verified, removed. A half-unpacked one never has a name.

A package is one folder: CTranslate2's model, one SentencePiece model, `metadata.json`. Sentence splitters beside them
(which Python would unpickle) and whatever else lies there are left out.
"""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from app import clock
from app.archive import Limits, Taking, opened, refuse_pickle, sha256_of, unpack
from app.errors import InvalidInput, Problem, Refused, StorageFailure
from app.sentences import bilingual
from app.translation.trial import try_model

RECORD = "madoguchi.json"
ASIDE = ".aside-"
TRANSLATION, LISTENING, SPEAKING = "translation", "listening", "speaking"
_SMALLEST_REAL = 10 << 20  # bytes of a model: Argos' have 40 MB and more; below it knows a few hundred sentences
_LARGEST_TEXT = 64 << 10
_SPLITTERS = ("stanza", "minisbd", "spacy")
_NEEDED = ("metadata.json", "sentencepiece.model", "model/model.bin", "model/config.json")
_WANTED = re.compile(
    r"metadata\.json|sentencepiece\.model|readme\.md|licen[cs]e(\.txt|\.md)?"
    r"|model/(model\.bin|config\.json|(shared|source|target)_vocabulary\.(json|txt)|vmap\.txt)",
    re.IGNORECASE,
)
_CODE = re.compile(r"[a-z]{2,3}")
_VERSION = re.compile(r"[0-9]{1,4}(\.[0-9]{1,4}){0,3}")
_LICENCES = ("CC BY-NC-SA", "CC BY-NC", "CC BY-SA", "CC BY", "CC0", "MIT", "Apache")


@dataclass(frozen=True)
class Package:
    """An installed model: `licence` is what its own papers say, empty where they say nothing."""

    id: str
    source: str
    target: str
    version: str
    licence: str
    size: int
    sha256: str
    installed_on: str
    test_model: bool
    files: Mapping[str, str] = field(repr=False)
    kind: str = TRANSLATION

    @property
    def order(self) -> tuple[int, ...]:
        """Of versions: the higher one is used."""
        return tuple(int(part) for part in self.version.split("."))


def installed(models: Path) -> list[Package]:
    """Every whole package by its id. A folder that is none of ours, or is broken, disturbs no other."""
    found = (_recorded(folder) for folder in models.glob("*/") if not folder.name.startswith("."))
    return sorted((package for package in found if package), key=lambda package: package.id)


def _recorded(folder: Path) -> Package | None:
    try:
        data = json.loads((folder / RECORD).read_text(encoding="utf-8"))
        package = Package(**data)
    except (OSError, ValueError, TypeError):
        return None
    whole = all((folder / name).is_file() for name in package.files)
    return package if whole and package.id == folder.name else None


def damaged(models: Path, package: Package) -> bool:
    """Whether a file of the package is no longer what was installed."""
    return any(sha256_of(models / package.id / name) != digest for name, digest in package.files.items())


def remove(models: Path, package_id: str) -> Package:
    """Take a model away: its name first, in one step. InvalidInput where it is not installed."""
    package = next((one for one in installed(models) if one.id == package_id), None)
    if package is None:
        known = ", ".join(one.id for one in installed(models)) or "-"
        raise InvalidInput([Problem("ID", package_id, known)])
    with _aside(models) as aside:
        (models / package.id).rename(aside / package.id)
    return package


def install(
    models: Path, file: Path, expected: str | None = None, limits: Limits | None = None, taking: Taking | None = None
) -> Package:
    """Examine the file, unpack it aside, try it, give it its name.

    `expected`: the SHA-256 that the file must have. Refused or InvalidInput: nothing is left behind.
    """
    digest = _digest(file)
    if expected and expected.strip().lower() != digest:
        raise Refused("model_hash")
    with opened(file, limits or Limits()) as archive, taken_in(models) as (aside, finish):
        wanted = _wanted(archive)
        files = unpack(archive, wanted, aside, taking or Taking())
        package = _described(aside, digest, files)
        try_model(aside, package.source)
        return finish(package)


@contextmanager
def taken_in(models: Path) -> Iterator[tuple[Path, Callable[[Package], Package]]]:
    """A folder aside to unpack into, and what gives it its record and its name; without that nothing is left."""
    with _aside(models) as aside:

        def finish(package: Package) -> Package:
            _write_record(aside, package)
            _name(aside, models / package.id)
            return package

        yield aside, finish


def _digest(file: Path) -> str:
    try:
        return sha256_of(file)
    except OSError:
        raise InvalidInput([Problem("FILE", str(file), bilingual("readable_argos"))]) from None


def _wanted(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """The entries that a translation needs, by their names below the one top folder."""
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len({entry.filename.partition("/")[0] for entry in archive.infolist()}) != 1:
        raise Refused("model_not_one_folder")
    below = {entry.filename.partition("/")[2]: entry for entry in entries}
    for name, entry in below.items():
        if name.partition("/")[0].lower() not in _SPLITTERS:
            refuse_pickle(entry, archive)
    if missing := [name for name in _NEEDED if name not in below]:
        raise Refused("model_incomplete", missing=missing)
    if any(below[name].file_size > _LARGEST_TEXT for name in ("metadata.json", "model/config.json")):
        raise Refused("model_metadata")
    return {name: entry for name, entry in below.items() if _WANTED.fullmatch(name)}


def _described(folder: Path, digest: str, files: dict[str, str]) -> Package:
    data = _json(folder / "metadata.json")
    source, target, version = (str(data.get(key, "")) for key in ("from_code", "to_code", "package_version"))
    if not (_CODE.fullmatch(source) and _CODE.fullmatch(target) and _VERSION.fullmatch(version)) or source == target:
        raise Refused("model_metadata")
    _json(folder / "model" / "config.json")
    return Package(
        id=f"translate-{source}_{target}-{version.replace('.', '_')}", source=source, target=target, version=version,
        licence=licence_of(folder), size=sum((folder / name).stat().st_size for name in files), sha256=digest,
        installed_on=clock.today().isoformat(), files=files,
        test_model=(folder / "model" / "model.bin").stat().st_size < _SMALLEST_REAL,
    )  # fmt: skip


def _json(file: Path) -> dict[str, Any]:
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
    except (ValueError, RecursionError):
        raise Refused("model_metadata") from None
    if not isinstance(data, dict):
        raise Refused("model_metadata")
    return data


def licence_of(folder: Path) -> str:
    """Metadata has no field for it (facts 4.3): the first licence that the papers inside name."""
    papers = (
        path for path in sorted(folder.iterdir()) if path.suffix.lower() in {"", ".md", ".txt"} and path.is_file()
    )
    text = " ".join(paper.read_text(encoding="utf-8", errors="replace") for paper in papers).replace("-", " ")
    return next((name for name in _LICENCES if re.search(rf"\b{name.replace('-', ' ')}\b", text)), "")


def _write_record(folder: Path, package: Package) -> None:
    with (folder / RECORD).open("x", encoding="utf-8") as record:
        json.dump(asdict(package), record, ensure_ascii=False, indent=1)
        record.flush()
        os.fsync(record.fileno())


def _name(aside: Path, folder: Path) -> None:
    if folder.exists():
        raise Refused("model_exists", id=folder.name)
    aside.rename(folder)
    _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # a folder cannot be opened there; NTFS keeps renames in its journal
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _aside(models: Path) -> Iterator[Path]:
    """A folder beside the models that vanishes; what an interrupted installation left there vanishes with it."""
    try:
        models.mkdir(mode=0o700, parents=True, exist_ok=True)
        for old in models.glob(f"{ASIDE}*"):
            shutil.rmtree(old, ignore_errors=True)
        aside = Path(mkdtemp(prefix=ASIDE, dir=models))
        try:
            yield aside
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    except OSError as error:
        raise StorageFailure("disk_full" if error.errno == errno.ENOSPC else "folder_not_writable") from error
