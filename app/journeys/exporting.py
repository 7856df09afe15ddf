"""The one way out for personal data: files into a sealed container, and a container opened again (facts C-12)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from app import clock
from app.access.password import refuse_weak
from app.errors import StorageFailure
from app.exports import container
from app.exports.container import SUFFIX
from app.files import write_file, write_files

_LARGEST = 1 << 30


def write_sealed(out: Path, name: str, files: Mapping[str, bytes], passphrase: str, made_by: str) -> Path:
    """Files as one container in a folder. Refused for a passphrase that is soon guessed (as for a password)."""
    refuse_weak(passphrase, "")
    made_at = clock.now().isoformat(timespec="seconds")
    target = out / f"{name}{SUFFIX}"
    write_file(target, container.sealed(files, passphrase, made_at, made_by), durable=True)
    return target


def open_sealed(file: Path, passphrase: str, out: Path) -> dict[str, object]:
    """The files of a container into a folder, all or none; who made it, and when."""
    try:
        with file.open("rb") as opened:
            content = opened.read(_LARGEST)
    except OSError:
        raise StorageFailure("file_not_readable") from None
    header, files = container.opened(content, passphrase)
    write_files(out, files)
    return {"made_at": header.made_at, "made_by": header.made_by, "files": sorted(files)}
