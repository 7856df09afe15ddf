"""Case → values: which text stands in which field. Pure; knows nothing of paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from forms.definition import Cell, Section, SheetDefinition
from forms.sources import MEMBER_SOURCES, SOURCES
from models.case import Case, HealthInsurance, Member, SealRegistration
from models.sheet import FilledSheet, ProblemKind, SheetProblem

_INSURED = (HealthInsurance.KOKUHO, HealthInsurance.NONE)


def fill_sheet(definition: SheetDefinition, case: Case) -> FilledSheet:
    """Every field's value, and the required ones that stay empty."""
    values: dict[str, str] = {}
    problems: list[SheetProblem] = []
    for number, one in enumerate(_cases_of_sheets(definition, case)):
        for prefix, cell, member in _places(definition, one, f"sheet[{number}]." if number else ""):
            for field, value in _values(cell, one, member):
                if value:
                    values[prefix + field] = value
                elif cell.required and field == cell.field:
                    problems.append(_empty(definition, prefix + field, definition.label_of(field)))
    return FilledSheet(definition.id, values, tuple(problems))


def fill_blank(definition: SheetDefinition) -> FilledSheet:
    """The empty sheet, to be printed in store and filled by pen on a day when the computer is down."""
    return FilledSheet(definition.id, {})


def _cases_of_sheets(definition: SheetDefinition, case: Case) -> Sequence[Case]:
    """The case as each sheet sees it: of those whom the form is about, one."""
    wanting = [member for member in case.members if member.seal_registration is SealRegistration.WANTED]
    if definition.each != "seal" or len(wanting) < 2:
        return [case]
    rest = SealRegistration.NONE
    return [
        replace(
            case,
            members=tuple(
                replace(other, seal_registration=rest) if other in wanting and other is not member else other
                for other in case.members
            ),
        )
        for member in wanting
    ]


def _places(definition: SheetDefinition, case: Case, sheet: str) -> Iterator[tuple[str, Cell, Member | None]]:
    """Every cell of a sheet, in a table once for each person, with what stands before its field's id."""
    for section, cell in definition.cells():
        if not section.repeat:
            yield sheet, cell, None
            continue
        for index, member in enumerate(people_of(section, case)):
            yield f"{sheet}row[{index}].", cell, member


def people_of(section: Section, case: Case) -> tuple[Member, ...]:
    """The people in a section's rows: everyone whom the event is about, or those of them in 国保."""
    if section.people == "moving":
        return case.moving
    return tuple(member for member in case.moving if member.health_insurance in _INSURED)


def _values(cell: Cell, case: Case, member: Member | None) -> Iterator[tuple[str, str]]:
    pairs = ((cell.field, cell.value), (cell.kana, cell.kana_value), (cell.postcode, cell.postcode_value))
    for field, source in pairs:
        if field and source:
            value = _value(source, case, member)
            yield field, _words(cell, value) if field == cell.field else value


def _value(source: str, case: Case, member: Member | None) -> str:
    if source in MEMBER_SOURCES and member is not None:
        return MEMBER_SOURCES[source](member)
    return SOURCES[source](case)


def _words(cell: Cell, value: str) -> str:
    """Choices are kept as the words that the sheet prints."""
    if not cell.options:
        return value
    return "、".join(cell.options[code] for code in value.split(",") if code in cell.options)


def _empty(definition: SheetDefinition, field: str, label: str) -> SheetProblem:
    detail = f"「{label}」が空です。聞いて入力するか、用紙に書いてもらってください。"
    return SheetProblem(definition.id, field, ProblemKind.EMPTY_REQUIRED, detail)
