"""A sheet once its values are known, and what went wrong in filling it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class ProblemKind(StrEnum):
    EMPTY_REQUIRED = "empty_required"
    DOES_NOT_FIT = "does_not_fit"
    MISSING_GLYPH = "missing_glyph"
    OFFICE_FORM = "office_form_unusable"


@dataclass(frozen=True)
class SheetProblem:
    """Something on a sheet that a person must look at; `detail` is a Japanese sentence."""

    form: str
    field: str
    problem: ProblemKind
    detail: str


@dataclass(frozen=True)
class FilledSheet:
    """One form with its values: field id (`new_addr`, `row[0].name`) → the text that will be printed.

    Rows beyond the form's own become continuation pages when it is drawn. Fields without a value are absent. `private`
    ones may not stand in the sheet's 2D code.
    """

    form: str
    values: Mapping[str, str]
    problems: tuple[SheetProblem, ...] = ()
    private: frozenset[str] = frozenset()


@dataclass(frozen=True)
class PrintedSheet:
    """A drawn form: the PDF's bytes, its number of pages, and every problem of filling and fitting."""

    form: str
    name_ja: str
    pdf: bytes
    pages: int
    values: Mapping[str, str]
    problems: tuple[SheetProblem, ...] = ()


@dataclass(frozen=True)
class Bundle:
    """All sheets of a case in hand-in order, and the one PDF of them with its cover sheet."""

    sheets: tuple[PrintedSheet, ...]
    pdf: bytes
    pages: int

    @property
    def problems(self) -> tuple[SheetProblem, ...]:
        return tuple(problem for sheet in self.sheets for problem in sheet.problems)
