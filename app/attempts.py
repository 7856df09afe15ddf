"""Files of a folder one after the other, an answer each: a bad one does not stop the others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from app import incident
from app.errors import Bilingual, InvalidInput, KnownError, Problem, StorageFailure
from app.sentences import bilingual, error_object, internal_error


def json_files(folder: Path, what: Bilingual) -> list[Path]:
    """The `*.json` files of a folder, which hold `what`, by name; InvalidInput where it is none."""
    if not folder.is_dir():
        raise InvalidInput([Problem("--batch", str(folder), bilingual("folder_of", what=what))])
    return sorted(folder.glob("*.json"))


def attempt(file: Path, work: Callable[[Path], Mapping[str, object]]) -> dict[str, object]:
    """`work` on one file; what failed has `error`. StorageFailure is raised: the disk fails for every file alike."""
    try:
        return {"file": file.name, **work(file)}
    except StorageFailure:
        raise
    except KnownError as error:
        return {"file": file.name, **error_object(error)}
    except Exception as error:  # noqa: BLE001 our own bug in one file must not stop the others
        return {"file": file.name, **internal_error(incident.record(error))}
