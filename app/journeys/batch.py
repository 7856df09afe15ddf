"""The next day's visitors: a folder of case files → the filled forms of each; a bad case does not stop the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import Any
from uuid import uuid4

from app.attempts import attempt, json_files
from app.case_file import read_case
from app.errors import KnownError, StorageFailure
from app.journeys.paper import forms_of, make_plan, making_of, print_forms, write_bundle
from app.sentences import bilingual

Facts = dict[str, object]
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class BatchJob:
    """Which folder's cases go where: `forms` only these, `own_forms` the ward's own blanks."""

    cases: Path
    out: Path
    forms: Sequence[str] | None = None
    own_forms: Path | None = None
    cancel: Event = field(default_factory=Event)


def run_batch(job: BatchJob, progress: Progress = lambda _done, _of: None) -> list[Facts]:
    """Every `*.json` case in the order of names, each into a folder of its own name; what failed has `error`.

    InvalidInput where there is no such folder; StorageFailure stops all, for the disk fails for every case alike.
    After a cancel the cases not begun are absent.
    """
    files = case_files(job.cases)
    results = []
    for number, file in enumerate(files, 1):
        if job.cancel.is_set():
            break
        results.append(attempt(file, lambda file: fill_one(file, job.out / file.stem, job.forms, job.own_forms)))
        progress(number, len(files))
    return results


def fill_one(file: Path, out: Path, forms: Sequence[str] | None, own_forms: Path | None) -> Facts:
    """The forms of one case file into one folder; the contract's manifest."""
    case = read_case(file)
    plan = make_plan(case)
    bundle = print_forms(case, plan, forms or forms_of(plan), making_of(own_forms=own_forms))
    return write_bundle(uuid4(), bundle, out)


def case_files(folder: Path) -> list[Path]:
    """The case files of a folder by name; InvalidInput where it is none."""
    return json_files(folder, bilingual("case"))


@dataclass(frozen=True)
class Outcome:
    """One case of the batch at a glance. `error` is the code of what failed; `said` its sentence, or else what on the
    sheets a person must look at.
    """

    file: str
    name: str = ""
    forms: int = 0
    pages: int = 0
    said: str = ""
    error: str = ""


def outcome(job: BatchJob, result: Facts) -> Outcome:
    """What became of a case, with the name of its first person where the file can be read."""
    file = str(result["file"])
    name = _first_name(job.cases / file)
    made: Any = result
    if "error" in made:
        where = (f"{one['path']}: {one['allowed']}" for one in made.get("problems", ()))
        return Outcome(file, name, said="\n".join((made["message_ja"], *where)), error=made["error"])
    pages = sum(form["pages"] for form in made["forms"])
    return Outcome(file, name, len(made["forms"]), pages, "、".join(one["detail"] for one in made["problems"]))


def bundle_of(job: BatchJob, made: Outcome) -> bytes:
    """All sheets of one case, to be printed; StorageFailure where they are no longer there."""
    try:
        return (job.out / Path(made.file).stem / "bundle.pdf").read_bytes()
    except OSError as error:
        raise StorageFailure("bundle_gone") from error


def _first_name(file: Path) -> str:
    try:
        return read_case(file).members[0].name
    except KnownError:
        return ""
