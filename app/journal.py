"""A file that only grows: one JSON object a line, on the disk before the call returns. Nothing is ever rewritten."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from app.errors import StorageFailure
from app.files import failure, sync_folder


def append(path: Path, records: Sequence[Mapping[str, object]]) -> None:
    """Add the records in one write; a line that was torn before stays a line of its own."""
    lines = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = not path.exists()
        with open(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as file:  # noqa: PTH123 the mode
            torn = file.seek(0, os.SEEK_END) and file.seek(-1, os.SEEK_END) and file.read(1) != b"\n"
            file.seek(0, os.SEEK_END)
            file.write((("\n" if torn else "") + lines).encode())
            file.flush()
            os.fsync(file.fileno())
        if fresh:
            sync_folder(path.parent)
    except OSError as error:
        raise failure(error) from error


def records(path: Path) -> tuple[list[dict[str, Any]], int]:
    """Every whole record in its order, and how many lines could not be read."""
    try:
        lines = path.read_bytes().split(b"\n")
    except FileNotFoundError:
        return [], 0
    except OSError as error:
        raise StorageFailure("file_not_readable") from error
    found, torn = [], 0
    for line in filter(bytes.strip, lines):
        try:
            record = json.loads(line)
        except ValueError:
            record = None
        if isinstance(record, dict):
            found.append(record)
        else:
            torn += 1
    return found, torn
