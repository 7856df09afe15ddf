"""Files on the disk of this counter: whole or not at all, and for this user's eyes alone."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from app.errors import StorageFailure


def write_file(path: Path, content: bytes) -> None:
    """Write one file whole or not at all; StorageFailure with what the disk said."""
    write_files(path.parent, {path.name: content})


def write_files(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Write several files that belong together: all are on the disk before the first takes its name.

    A full disk or a folder without permission leaves nothing new behind (StorageFailure with the reason); what stood
    there before stays as it was.
    """
    aside = {name: folder / f".{name}.{os.getpid()}" for name in contents}
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name, content in contents.items():
            _write(aside[name], content)
        for name, path in aside.items():
            path.replace(folder / name)
    except OSError as error:
        raise StorageFailure("disk_full" if error.errno == errno.ENOSPC else "folder_not_writable") from error
    finally:
        for path in aside.values():
            with suppress(OSError):
                path.unlink()


def _write(path: Path, content: bytes) -> None:
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:  # noqa: PTH123 the mode
        file.write(content)
