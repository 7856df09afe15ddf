"""Case → plan → sheets → PDF: the move's water, without a window and without a store."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

from app.errors import MissingAsset
from app.files import write_files
from app.journeys.hand import Hands
from app.journeys.protection import held_back, refuse_held_back
from app.procedures import plan as planning
from app.procedures.load import questions
from app.procedures.rule import Question
from forms.bundle import Making, print_case, print_empty
from forms.errors import MissingFont
from forms.load import load_sheets
from forms.overlay.library import Library
from forms.stamp import stamped
from models.case import Case
from models.procedure import Plan
from models.reception import Release
from models.sheet import Bundle

AGAIN = "再発行"
__all__ = [
    "available_forms",
    "font_report",
    "fonts_needed",
    "forms_manifest",
    "forms_of",
    "make_plan",
    "making_of",
    "manifest",
    "marked_again",
    "open_questions",
    "print_empty_forms",
    "print_forms",
    "printable",
    "write_bundle",
]


def font_report() -> str:
    """A sentence about the sheets' fonts; MissingAsset where a necessary one is absent."""
    from forms import glyphs

    with fonts_needed():
        return glyphs.font_report()


def available_forms() -> Mapping[str, str]:
    """Every form that can be printed: id → official name."""
    return {form: definition.name_ja for form, definition in load_sheets().items()}


def forms_of(plan: Plan) -> tuple[str, ...]:
    """The forms of every procedure that applies, in hand-in order, as far as a sheet of them exists."""
    return tuple(form for form in plan.forms if form in load_sheets())


def make_plan(case: Case) -> Plan:
    """Every procedure that the case calls for, and which of its forms a protected address holds back."""
    plan = planning.make_plan(case)
    return replace(plan, held_back=held_back(case, forms_of(plan)))


def open_questions(plan: Plan) -> tuple[Question, ...]:
    """The questions that are still open, in the order in which they are asked."""
    return tuple(questions()[key] for key in plan.questions_open)


def printable(plan: Plan, release: Release | None) -> tuple[str, ...]:
    """The forms of the plan that may be made: those held back only after a supervisor's release."""
    held = {one.form for one in plan.held_back} if release is None else set()
    return tuple(form for form in forms_of(plan) if form not in held)


def print_forms(
    case: Case, plan: Plan, forms: Sequence[str], making: Making | None = None, release: Release | None = None
) -> Bundle:
    """Fill and draw the forms; MissingAsset where a font is absent.

    Refused("protected_address") for forms that show a protected address, unless a supervisor has released them.
    """
    refuse_held_back(case, forms, release)
    with fonts_needed():
        return print_case(case, plan, forms, making or Making())


def print_empty_forms(forms: Sequence[str], day: date, own_forms: Path) -> Bundle:
    """The sheets to keep in store for a day without a computer; MissingAsset where a font is absent."""
    with fonts_needed():
        return print_empty(forms, day, Library(own_forms))


def marked_again(bundle: Bundle) -> Bundle:
    """The sheets as a second print: 再発行 on every page; MissingAsset where a font is absent."""
    with fonts_needed():
        sheets = tuple(replace(sheet, pdf=stamped(sheet.pdf, AGAIN)) for sheet in bundle.sheets)
        return replace(bundle, sheets=sheets, pdf=stamped(bundle.pdf, AGAIN))


@contextmanager
def fonts_needed() -> Iterator[None]:
    """MissingAsset where the forms say that a font is absent."""
    try:
        yield
    except MissingFont as error:
        raise MissingAsset(error.asset, error.how_to_install) from error


def making_of(number: str = "", own_forms: Path | None = None, hands: Hands | None = None) -> Making:
    """How sheets are made: on the ward's own blanks (its folder) where it has them, with what was changed by hand."""
    return Making(number, Library(own_forms) if own_forms else None, hands or {})


def manifest(case_id: UUID, bundle: Bundle) -> dict[str, object]:
    """The contract's manifest of a filled case."""
    return {"case": str(case_id), **forms_manifest(bundle)}


def forms_manifest(bundle: Bundle) -> dict[str, object]:
    """What every manifest says of its sheets."""
    return {
        "forms": [
            {"id": sheet.form, "file": f"{sheet.form}.pdf", "pages": sheet.pages, "fields": dict(sheet.values)}
            for sheet in bundle.sheets
        ],
        "bundle": "bundle.pdf",
        "problems": [
            {"form": problem.form, "field": problem.field, "problem": problem.problem, "detail": problem.detail}
            for problem in bundle.problems
        ],
    }


def write_bundle(case_id: UUID, bundle: Bundle, out: Path) -> dict[str, object]:
    """Write one PDF a form, `bundle.pdf` and `manifest.json` into `out`: all of them or none."""
    facts = manifest(case_id, bundle)
    contents = {f"{sheet.form}.pdf": sheet.pdf for sheet in bundle.sheets}
    contents["bundle.pdf"] = bundle.pdf
    contents["manifest.json"] = json.dumps(facts, ensure_ascii=False, indent=1).encode()
    write_files(out, contents)
    return facts
