"""`forms list|check|import|export|blank`: the ward's own forms without a window, and empty sheets to keep in store."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from app import clock
from app.cli.answer import Facts
from app.errors import Bilingual, InvalidInput, KnownError, Problem, Usage
from app.files import write_file
from app.journeys.paper import available_forms, print_empty_forms
from app.office_forms.blank import take_blank
from app.office_forms.exchange import export_version, import_version
from app.office_forms.store import OfficeForms, definitions, problem_of
from app.paths import DataFolder
from app.sentences import bilingual, sentence
from forms.code import SheetCode, decode
from forms.overlay.library import Version

_LARGEST_FILE = 64 << 20


def forms_list(arguments: Namespace) -> Facts:
    """Every form with the ward's versions of it."""
    forms = _forms(arguments)
    listed = [
        {"id": form, "name_ja": sheet.name_ja, "versions": [_facts(one) for one in forms.versions(form)]}
        for form, sheet in definitions().items()
    ]
    return {"forms": listed}


def forms_check(arguments: Namespace) -> Facts:
    """Every version of the ward, its blank examined anew; InvalidInput with all that is wrong."""
    forms = _forms(arguments)
    every = [one for form in definitions() for one in forms.versions(form)]
    problems = [problem for one in every for problem in _problems(forms, one)]
    if problems:
        raise InvalidInput(problems)
    return {"checked": len(every), "problems": []}


def forms_import(arguments: Namespace) -> Facts:
    """Take in a version's file."""
    sheet = import_version(_forms(arguments), _read(arguments.file))
    return {"form": sheet.form, "version": sheet.version, "since": sheet.since, "until": sheet.until}


def forms_export(arguments: Namespace) -> Facts:
    """Write a version's file."""
    write_file(arguments.out, export_version(_forms(arguments), arguments.form, arguments.version))
    return {"file": str(arguments.out)}


def forms_decode(_arguments: Namespace) -> Facts:
    """What the 2D codes of sheets say: a line of standard input each, as a scanner types them (docs/sheet-code.md)."""
    lines = [line.strip() for line in sys.stdin if line.strip()]
    codes, problems = [], []
    for number, line in enumerate(lines):
        try:
            codes.append(_code(decode(line)))
        except ValueError:
            problems.append(
                Problem(f"codes[{number}]", bilingual("characters", count=len(line)), bilingual("sheet_code"))
            )
    if problems or not lines:
        raise InvalidInput(problems or [Problem("codes", bilingual("missing_found"), bilingual("code_a_line"))])
    return {"codes": codes}


def _code(code: SheetCode) -> Facts:
    name = available_forms().get(code.form, "")
    facts = {"form": code.form, "name_ja": name, "since": code.since.isoformat(), "reception": code.number}
    return {**facts, "page": code.page, "fields": dict(code.fields or {})}


def forms_blank(arguments: Namespace) -> Facts:
    """Write empty sheets in one file, on the ward's own blanks where it has them."""
    wanted = wanted_forms(arguments.forms) or tuple(available_forms())
    bundle = print_empty_forms(wanted, clock.today(), _folder(arguments))
    write_file(arguments.out, bundle.pdf)
    return {"file": str(arguments.out), "forms": list(wanted), "pages": bundle.pages}


def wanted_forms(text: str | None) -> tuple[str, ...] | None:
    """The ids of `--forms`; Usage names those that do not exist, and what does."""
    if text is None:
        return None
    wanted = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    known = available_forms()
    unknown = [form for form in wanted if form not in known]
    if unknown or not wanted:
        raise Usage(f"--forms {', '.join(unknown) or '(空)'}: {', '.join(known)}")
    return wanted


def _folder(arguments: Namespace) -> Path:
    return DataFolder.chosen(getattr(arguments, "data", None)).forms


def _forms(arguments: Namespace) -> OfficeForms:
    return OfficeForms(_folder(arguments))


def _facts(one: Version) -> Facts:
    sheet = one.sheet
    if sheet is None:
        return {"version": one.version, "state": "faulty"}
    today = clock.today()
    state = "valid" if sheet.valid_on(today) else "future" if sheet.since > today else "past"
    return {
        "version": one.version, "state": state, "name": sheet.name, "since": sheet.since, "until": sheet.until,
        "made_by": sheet.made_by, "made_at": sheet.made_at.isoformat(),
    }  # fmt: skip


def _problems(forms: OfficeForms, one: Version) -> Iterator[Problem]:
    if one.fault:
        yield problem_of(one.fault)
        return
    try:
        _, blank = forms.read(one.form, one.version)
        take_blank(blank)
    except InvalidInput as error:
        yield from error.problems
    except KnownError as error:
        yield Problem(
            f"{one.form}/{one.version}",
            str(error.facts.get("reason")),
            Bilingual(sentence(error, "ja"), sentence(error, "en")),
        )


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(_LARGEST_FILE)
    except OSError:
        raise InvalidInput([Problem("FILE", str(file), bilingual("readable"))]) from None
