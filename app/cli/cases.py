"""`procedures` and `fill`: a case file in, the plan or the filled forms out."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from uuid import uuid4

from app import incident
from app.case_file import read_case
from app.cli.answer import Facts
from app.cli.forms import wanted_forms
from app.errors import InvalidInput, KnownError, Problem, StorageFailure
from app.journeys.handing_over import hand_over
from app.journeys.paper import forms_of, make_plan, making_of, print_forms, write_bundle
from app.paths import DataFolder
from app.sentences import error_object, internal_error
from models.procedure import Plan


def procedures(arguments: Namespace) -> Facts:
    """Every procedure that the case calls for (contract: `madoguchi procedures`)."""
    return plan_facts(make_plan(read_case(arguments.case)))


def plan_facts(plan: Plan) -> Facts:
    facts = asdict(plan)
    for procedure in facts["procedures"]:
        procedure["due_on"] = procedure["due_on"] and procedure["due_on"].isoformat()
    return facts


def fill(arguments: Namespace) -> Facts:
    """The filled forms of one case, or of every case in a folder (contract: `madoguchi fill`)."""
    wanted = wanted_forms(arguments.forms)
    own = DataFolder.chosen(getattr(arguments, "data", None)).forms
    if arguments.batch is None:
        return fill_one(arguments.case, arguments.out, wanted, own)
    files = _case_files(arguments.batch)
    results = [_attempt(file, arguments.out / file.stem, wanted, own) for file in files]
    failed = sum("error" in result for result in results)
    return {"results": results, "done": len(results) - failed, "failed": failed}


def fill_one(file: Path, out: Path, wanted: Sequence[str] | None, own: Path) -> Facts:
    case = read_case(file)
    plan = make_plan(case)
    bundle = print_forms(case, plan, wanted or forms_of(plan), making_of(own_forms=own))
    return write_bundle(uuid4(), bundle, out)


def handover(arguments: Namespace) -> Facts:
    """The files for the sections (docs/handover.md)."""
    case = read_case(arguments.case)
    return hand_over(arguments.number, case, make_plan(case), arguments.out)


def _attempt(file: Path, out: Path, wanted: Sequence[str] | None, own: Path) -> Facts:
    try:
        return {"file": file.name, **fill_one(file, out, wanted, own)}
    except StorageFailure:
        raise  # the disk fails for every case alike
    except KnownError as error:
        return {"file": file.name, **error_object(error)}
    except Exception as error:  # noqa: BLE001 our own bug in one case must not stop the others
        return {"file": file.name, **internal_error(incident.record(error))}


def _case_files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise InvalidInput([Problem("--batch", str(folder), "ケースのファイル（*.json）があるフォルダー")])
    return sorted(folder.glob("*.json"))
