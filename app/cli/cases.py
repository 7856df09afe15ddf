"""`procedures` and `fill`: a case file in, the plan or the filled forms out."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict

from app.case_file import read_case
from app.cli.answer import Facts
from app.cli.forms import wanted_forms
from app.cli.secret_line import one_line
from app.journeys.batch import BatchJob, fill_one, run_batch
from app.journeys.handing_over import Seal, hand_over
from app.journeys.paper import make_plan, open_questions
from app.paths import DataFolder
from models.procedure import Plan


def procedures(arguments: Namespace) -> Facts:
    """Every procedure that the case calls for (contract: `madoguchi procedures`)."""
    return plan_facts(make_plan(read_case(arguments.case)))


def plan_facts(plan: Plan) -> Facts:
    facts = asdict(plan)
    for procedure in facts["procedures"]:
        procedure["due_on"] = procedure["due_on"] and procedure["due_on"].isoformat()
    asked = open_questions(plan)
    facts["questions"] = [{"id": one.id, "text_ja": one.text_ja, "text_en": one.text_en} for one in asked]
    return facts


def fill(arguments: Namespace) -> Facts:
    """The filled forms of one case, or of every case in a folder (contract: `madoguchi fill`)."""
    wanted = wanted_forms(arguments.forms)
    own = DataFolder.chosen(getattr(arguments, "data", None)).forms
    if arguments.batch is None:
        return fill_one(arguments.case, arguments.out, wanted, own)
    results = run_batch(BatchJob(arguments.batch, arguments.out, wanted, own))
    failed = sum("error" in result for result in results)
    return {"results": results, "done": len(results) - failed, "failed": failed}


def handover(arguments: Namespace) -> Facts:
    """The files for the sections (docs/handover.md)."""
    case = read_case(arguments.case)
    seal = Seal(one_line().rstrip("\r\n"), "コマンド") if arguments.sealed else None
    return hand_over(arguments.number, case, make_plan(case), arguments.out, seal=seal)
