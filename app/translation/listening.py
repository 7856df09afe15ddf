"""Models that listen (Vosk), from a folder, a `.zip` or a `.tar.xz`: examined whole, then copied by our own hand.

A Vosk model names its language in its folder's name alone (`vosk-model-small-vn-0.4`). Only the kinds of files that
Vosk reads are taken; it is tried by whoever can run it.
"""

from __future__ import annotations

import hashlib
import lzma
import re
import tarfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import IO

from app import clock
from app.archive import Limits, Taking, is_safe, opened, write
from app.errors import InvalidInput, Problem, Refused
from app.sentences import bilingual
from app.translation.languages import languages
from app.translation.packages import LISTENING, Package, licence_of, taken_in

LIMITS = Limits(file=2 << 30, unpacked=4 << 30, entries=400)
_TOP, _VERSION = "vosk-model-", re.compile(r"-v?(\d[\d.]*)$")
_WANTED = re.compile(
    r"(?:(?:am|conf|graph|graph/phones|ivector|rescore|rnnlm)/)?[\w.-]+\.(?:mdl|conf|fst|int|txt|dubm|ie|mat|stats|carpa|raw)"
    r"|(?:am/)?tree|readme(?:\.md|\.txt)?|licen[cs]e(?:\.md|\.txt)?|copying",
    re.IGNORECASE,
)
_NEEDED = (("am/final.mdl", "conf/model.conf"), ("final.mdl", "mfcc.conf"))
"""Of the usual layout, or of the older flat one."""
_SMALLEST_REAL = 10 << 20  # bytes: the small models have 30 MB and more


@dataclass(frozen=True)
class Entry:
    """One file of a model by its name below the one top folder; `open` reads its content."""

    name: str
    size: int
    open: Callable[[], IO[bytes]]


def listens(file: Path) -> bool:
    """Whether the file (or folder) is one for listening rather than for translating."""
    if file.is_dir() or file.name.endswith((".tar.xz", ".tar")):
        return True
    try:
        with zipfile.ZipFile(file) as archive:
            return any(name.endswith("final.mdl") for name in archive.namelist())
    except (OSError, zipfile.BadZipFile, ValueError):
        return False


def install_listening(
    models: Path, file: Path, expected: str | None, taking: Taking, tried: Callable[[Path], None]
) -> Package:
    """Take a Vosk model in; `tried` refuses a folder that does not work. Refused or InvalidInput: nothing is left."""
    digest = _digest(file, taking) if file.is_file() else ""
    if expected and expected.strip().lower() != digest:
        raise Refused("model_hash")
    with _source(file) as (top, entries), taken_in(models) as (aside, finish):
        wanted = _wanted(entries)
        files: dict[str, str] = {}
        taking.expect(sum(entry.size for entry in wanted))
        for entry in wanted:
            with entry.open() as content:
                files[entry.name] = write(content, entry.size, aside / entry.name, taking)
        package = _described(top, aside, digest or _joint(files), files)
        tried(aside)
        return finish(package)


def _digest(file: Path, taking: Taking) -> str:
    found = hashlib.sha256()
    try:
        with file.open("rb") as content:
            while chunk := content.read(1 << 20):
                taking.check()
                found.update(chunk)
    except OSError:
        raise InvalidInput([Problem("FILE", file.name, bilingual("readable_model"))]) from None
    return found.hexdigest()


def _joint(files: dict[str, str]) -> str:
    """Of a folder: of the names and digests of its files in order."""
    return hashlib.sha256("".join(f"{name} {files[name]}\n" for name in sorted(files)).encode()).hexdigest()


@contextmanager
def _source(file: Path) -> Iterator[tuple[str, Sequence[Entry]]]:
    """The top folder's name and the files below it."""
    if file.is_dir():
        yield file.name, _of_folder(file)
    elif zipfile.is_zipfile(file):
        with opened(file, LIMITS) as archive:
            named = [(one.filename, one.file_size, one) for one in archive.infolist() if not one.is_dir()]
            top, below = _one_top([name for name, _, _ in named])
            yield (
                top,
                [
                    Entry(name, size, partial(archive.open, one))
                    for name, (_, size, one) in zip(below, named, strict=True)
                ],
            )
    else:
        with _tar(file) as found:
            yield found


def _of_folder(folder: Path) -> list[Entry]:
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_symlink():
            raise Refused("model_link")
        if path.is_file():
            name = path.relative_to(folder).as_posix()
            if not is_safe(name):
                raise Refused("model_unsafe_path")
            found.append(Entry(name, path.stat().st_size, partial(_binary, path)))
    _check_sizes([entry.size for entry in found])
    return found


def _binary(path: Path) -> IO[bytes]:
    return path.open("rb")


@contextmanager
def _tar(file: Path) -> Iterator[tuple[str, Sequence[Entry]]]:
    try:
        with tarfile.open(file, "r:xz") as archive:
            members = _examined(archive)
            top, below = _one_top([member.name for member in members])
            yield (
                top,
                [
                    Entry(name, member.size, partial(_content, archive, member))
                    for name, member in zip(below, members, strict=True)
                ],
            )
    except (tarfile.TarError, lzma.LZMAError, EOFError) as error:
        raise Refused("model_file_damaged") from error


def _examined(archive: tarfile.TarFile) -> list[tarfile.TarInfo]:
    """Files alone, by safe names; stopped at the first one too many, so that no bomb is unpacked to its end."""
    found: list[tarfile.TarInfo] = []
    for count, member in enumerate(archive, 1):
        name = member.name.removeprefix("./").rstrip("/")
        if not (member.isfile() or member.isdir()):
            raise Refused("model_link")
        if name and name != "." and not is_safe(name):
            raise Refused("model_unsafe_path")
        if member.isfile():
            member.name = name
            found.append(member)
        _check_sizes([one.size for one in found], count)
    return found


def _content(archive: tarfile.TarFile, member: tarfile.TarInfo) -> IO[bytes]:
    content = archive.extractfile(member)
    if content is None:
        raise Refused("model_file_damaged")
    return content


def _check_sizes(sizes: Sequence[int], count: int = 0) -> None:
    if max(len(sizes), count) > LIMITS.entries or sum(sizes) > LIMITS.unpacked:
        raise Refused("model_too_big")


def _one_top(names: Sequence[str]) -> tuple[str, list[str]]:
    tops = {name.partition("/")[0] for name in names}
    if len(tops) != 1 or not all("/" in name for name in names):
        raise Refused("model_not_one_folder")
    return tops.pop(), [name.partition("/")[2] for name in names]


def _wanted(entries: Sequence[Entry]) -> list[Entry]:
    names = {entry.name for entry in entries}
    folded = [name.casefold() for name in names]
    if len(set(folded)) != len(entries):
        raise Refused("model_duplicate")
    if not any(set(needed) <= names for needed in _NEEDED):
        raise Refused("model_incomplete", missing=[name for name in _NEEDED[0] if name not in names])
    return [entry for entry in entries if _WANTED.fullmatch(entry.name)]


def _described(top: str, folder: Path, digest: str, files: dict[str, str]) -> Package:
    known = {language.listen for language in languages().values() if language.listen}
    code = next((one for one in _codes(top) if one in known), "")
    if not code:
        raise Refused("model_language", known=sorted(known))
    found = _VERSION.search(top)
    version = found[1].strip(".") if found else "0"
    size = sum((folder / name).stat().st_size for name in files)
    return Package(
        id=f"listen-{code}-{version.replace('.', '_')}", source=code, target="", version=version,
        licence=licence_of(folder), size=size, sha256=digest, installed_on=clock.today().isoformat(), files=files,
        test_model=size < _SMALLEST_REAL, kind=LISTENING,
    )  # fmt: skip


def _codes(top: str) -> Iterator[str]:
    """What may be the language in the name: two words together before one alone (`en-us` before `en`)."""
    words = top.removeprefix(_TOP).split("-") if top.startswith(_TOP) else []
    yield from (f"{first}-{second}" for first, second in pairwise(words))
    yield from words
    yield from ("en-us" for word in words if word == "en")
