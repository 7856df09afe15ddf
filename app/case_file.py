"""A case from JSON and back (contract v1), with every fault of it named together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from json import JSONEncoder
from pathlib import Path

from app.case_check import case_problems
from app.errors import InvalidInput, Problem
from app.json_input import checked, read_json, rest_of
from app.sentences import bilingual
from models import case as cases
from models.case import Case, Member
from models.partial_date import PartialDate


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
    return checked(Case, cases, data, bilingual("case"))


def case_text(case: Case) -> str:
    """The case as JSON, without any individual number. Quick, because every save of a reception waits for it."""
    return _WRITER.encode(case)


def _facts(value: object) -> object:
    """What the encoder does not know by itself."""
    if isinstance(value, Member):
        return vars(value) | {"individual_number": None}
    if isinstance(value, PartialDate):
        return str(value)
    return value.isoformat() if isinstance(value, date) else vars(value)


_WRITER = JSONEncoder(ensure_ascii=False, default=_facts)
