"""Files on the disk of this counter: whole or not at all, and for this user's eyes alone."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from app.errors import StorageFailure


def write_file(path: Path, content: bytes, *, durable: bool = False) -> None:
    """Write one file whole or not at all; StorageFailure with what the disk said."""
    write_files(path.parent, {path.name: content}, durable=durable)


def write_files(folder: Path, contents: Mapping[str, bytes], *, durable: bool = False) -> None:
    """Write several files that belong together: all are written before the first takes its name.

    What is `durable` is on the disk when the call returns, also where the power fails the next moment.

    A full disk or a folder without permission leaves nothing new behind (StorageFailure with the reason); what stood
    there before stays as it was.
    """
    aside = {name: _aside(folder / name) for name in contents}
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name, content in contents.items():
            _write(aside[name], content, durable=durable)
        for name, path in aside.items():
            path.replace(folder / name)
        if durable:
            sync_folder(folder)
    except OSError as error:
        raise failure(error) from error
    finally:
        for path in aside.values():
            with suppress(OSError):
                path.unlink()


def write_first(path: Path, content: bytes) -> bool:
    """Write a durable file unless there is one already, whoever else tries at the same moment: whether it was us."""
    aside = _aside(path)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write(aside, content, durable=True)
        _name_first(aside, path)
        sync_folder(path.parent)
    except FileExistsError:
        return False
    except OSError as error:
        raise failure(error) from error
    finally:
        with suppress(OSError):
            aside.unlink()
    return True


@contextmanager
def whole_file(target: Path) -> Iterator[IO[bytes]]:
    """Write into it what the file is to hold: durable and under its name at the end, or nothing of it.

    StorageFailure with what the disk said.
    """
    aside = _aside(target)
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(os.open(aside, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as file:  # noqa: PTH123 the mode
            yield file
            file.flush()
            os.fsync(file.fileno())
        aside.replace(target)
        sync_folder(target.parent)
    except OSError as error:
        raise failure(error) from error
    finally:
        with suppress(OSError):
            aside.unlink()


def copy_file(source: Path, target: Path) -> None:
    """A durable copy, whole or not at all, read back and compared before it gets its name; StorageFailure else."""
    with whole_file(target) as copy, source.open("rb") as original:
        shutil.copyfileobj(original, copy)
        copy.flush()
        if _digest(copy) != _digest(original):
            raise StorageFailure("file_not_readable")


def _digest(file: IO[bytes]) -> bytes:
    file.seek(0)
    return hashlib.file_digest(file, "sha256").digest()  # type: ignore[arg-type]  # any file that is read will do


def failure(error: OSError) -> StorageFailure:
    """What the disk said, as a reason that has a sentence."""
    return StorageFailure("disk_full" if error.errno == errno.ENOSPC else "folder_not_writable")


def sync_folder(folder: Path) -> None:
    """The names in the folder, too, are on the disk; Windows does that by itself."""
    if sys.platform != "win32":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _aside(path: Path) -> Path:
    """A name of this call's own: two windows or two threads may write the same file."""
    return path.with_name(f".{path.name}.{os.urandom(4).hex()}")


def _name_first(aside: Path, path: Path) -> None:
    """FileExistsError where the name is taken: Windows renames onto nothing, elsewhere a link does not."""
    if sys.platform == "win32":
        aside.rename(path)
    else:
        path.hardlink_to(aside)


def _write(path: Path, content: bytes, *, durable: bool) -> None:
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:  # noqa: PTH123 the mode
        file.write(content)
        if durable:
            file.flush()
            os.fsync(file.fileno())
