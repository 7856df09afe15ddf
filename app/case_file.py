"""A case from JSON and back (contract v1), with every fault of it named together."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.case_check import case_problems
from app.errors import InvalidInput, Problem
from app.json_input import checked, plain, read_json, rest_of
from models import case as cases
from models.case import Case


def read_case(path: Path) -> Case:
    """Read a case file and check it whole; InvalidInput with every problem."""
    return parse_case(read_json(path))


def parse_case(data: object) -> Case:
    """A case that can be worked with: right in structure, complete and possible; else InvalidInput with every fault."""
    try:
        case = case_from_json(data)
    except InvalidInput as error:
        raise InvalidInput([*error.problems, *_problems_of_the_rest(data, error.problems)]) from None
    if problems := case_problems(case):
        raise InvalidInput(problems)
    return case


def _problems_of_the_rest(data: object, problems: Sequence[Problem]) -> list[Problem]:
    """What else is wrong once the entries already named are put aside, where a case is left then."""
    case = rest_of(Case, cases, data, problems)
    if case is None:
        return []
    named = {problem.path for problem in problems}
    return [problem for problem in case_problems(case) if problem.path not in named]


def case_from_json(data: object) -> Case:
    """The structure alone: an unfinished case (empty names, missing addresses) comes back as it was kept."""
    return checked(Case, cases, data, "ケース")


def case_to_json(case: Case, *, with_numbers: bool = False) -> dict[str, Any]:
    """The case as the contract writes it. Individual numbers stay out unless asked for."""
    facts: dict[str, Any] = plain(case)
    if not with_numbers:
        for member in facts["members"]:
            member["individual_number"] = None
    return facts
