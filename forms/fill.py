"""Subject → values: which text stands in which field. Pure; knows nothing of paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from forms.definition import Cell, SheetDefinition
from forms.sources import CaseSubject
from forms.subject import Subject, T
from models.case import Case
from models.sheet import FilledSheet, Hand, ProblemKind, SheetProblem


def fill_sheet(definition: SheetDefinition, case: Case) -> FilledSheet:
    """Every field's value of a case, and the required ones that stay empty."""
    return fill_of(definition, CaseSubject(case))


def fill_of(definition: SheetDefinition, subject: Subject[T]) -> FilledSheet:
    """The same of any subject whose vocabulary the definition speaks."""
    values: dict[str, str] = {}
    problems: list[SheetProblem] = []
    private: set[str] = set()
    for number, scope in enumerate(subject.sheets(definition.each)):
        sheet = f"sheet[{number}]." if number else ""
        for prefix, cell, seen in _places(definition, subject, scope, sheet):
            for field, source, value in _values(cell, subject, seen):
                if value:
                    values[prefix + field] = value
                    private |= {prefix + field} if subject.is_private(source) else set()
                elif cell.required and field == cell.field:
                    problems.append(_empty(definition, prefix + field, definition.label_of(field)))
    return FilledSheet(definition.id, values, tuple(problems), frozenset(private))


def with_hand(filled: FilledSheet, hand: Hand) -> FilledSheet:
    """The sheet with what was changed on it at the counter: texts replaced or left blank, signatures added."""
    values = {field: text for field, text in {**filled.values, **hand.values}.items() if text}
    settled = {field for field, text in hand.values.items() if text}
    problems = tuple(one for one in filled.problems if one.field not in settled)
    return replace(filled, values=values, problems=problems, signatures=hand.signatures)


def fill_blank(definition: SheetDefinition) -> FilledSheet:
    """The empty sheet, to be printed in store and filled by pen on a day when the computer is down."""
    return FilledSheet(definition.id, {})


def _places(definition: SheetDefinition, subject: Subject[T], scope: T, sheet: str) -> Iterator[tuple[str, Cell, T]]:
    """Every cell of a sheet, in a table once for each row, with what stands before its field's id."""
    for section, cell in definition.cells():
        if not section.repeat:
            yield sheet, cell, scope
            continue
        for index, row in enumerate(subject.rows(section.people, scope)):
            yield f"{sheet}{section.table}[{index}].", cell, row


def _values(cell: Cell, subject: Subject[T], scope: T) -> Iterator[tuple[str, str, str]]:
    """Field, key and text."""
    pairs = ((cell.field, cell.value), (cell.kana, cell.kana_value), (cell.postcode, cell.postcode_value))
    for field, source in pairs:
        if field and source:
            value = subject.text(source, scope)
            yield field, source, _words(cell, value) if field == cell.field else value


def _words(cell: Cell, value: str) -> str:
    """Choices are kept as the words that the sheet prints."""
    if not cell.options:
        return value
    return "、".join(cell.options[code] for code in value.split(",") if code in cell.options)


def _empty(definition: SheetDefinition, field: str, label: str) -> SheetProblem:
    detail = f"「{label}」が空です。聞いて入力するか、用紙に書いてもらってください。"
    return SheetProblem(definition.id, field, ProblemKind.EMPTY_REQUIRED, detail)
