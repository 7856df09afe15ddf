"""A return from JSON (contract, "A return"), with every fault of it named together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from app.errors import InvalidInput, Problem, Refused
from app.json_input import checked, plain, read_json, rest_of
from app.sentences import bilingual
from app.tax.load import income_years, year_of
from app.tax.return_check import amount_problems, return_problems
from models import tax
from models.tax import TaxReturn


def read_return(path: Path) -> TaxReturn:
    """Read a return's file and check it whole; InvalidInput with every problem, Refused where our law does not hold."""
    return parse_return(read_json(path))


def parse_return(data: object) -> TaxReturn:
    """A return that can be computed: right in structure and possible; else InvalidInput with every fault."""
    try:
        found = checked(TaxReturn, tax, data, bilingual("tax_return"))
    except InvalidInput as error:
        raise InvalidInput([*error.problems, *_problems_of_the_rest(data, error.problems)]) from None
    if problems := return_problems(found):
        raise InvalidInput(problems)
    _refuse_former_rules(found)
    return found


def return_to_json(tax_return: TaxReturn) -> dict[str, Any]:
    """The return as the contract writes it."""
    facts: dict[str, Any] = plain(tax_return)
    return facts


def _problems_of_the_rest(data: object, problems: Sequence[Problem]) -> list[Problem]:
    """What else is wrong once the entries already named are put aside; without year or age, the amounts alone."""
    named = {problem.path for problem in problems}
    if not isinstance(data, Mapping):
        return []
    unknown = {"income_year", "filer", "filer.birth_date"} & named
    instead = {"income_year": income_years()[-1], "filer": {"birth_date": "1980-01-01"}} if unknown else {}
    rest = rest_of(TaxReturn, tax, data, problems, **instead)
    if rest is None:
        return []
    found = amount_problems(rest) if unknown else return_problems(rest)
    return [problem for problem in found if problem.path not in named]


def _refuse_former_rules(tax_return: TaxReturn) -> None:
    """Who died or left Japan before the reform was in force may come under the former figures."""
    year, day = year_of(tax_return.income_year), tax_return.filer.left_on
    if day is not None and day < year.in_force:
        raise Refused("former_tax_rules", income_year=year.income_year, day=year.in_force.isoformat())
