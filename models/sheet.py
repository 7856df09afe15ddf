"""A sheet once its values are known, and what went wrong in filling it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Stroke = tuple[tuple[float, float], ...]
"""Points of one line of a pen, each from 0 to 1 of the pad's width and height."""


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
class Signature:
    """What was written on the pad, for one sheet alone and never kept; `ratio` is the pad's width by its height."""

    strokes: tuple[Stroke, ...] = field(repr=False)
    ratio: float


@dataclass(frozen=True)
class Hand:
    """What was changed on a sheet at the counter: texts by field id (empty: left blank), and signatures."""

    values: Mapping[str, str] = field(default_factory=dict)
    signatures: Mapping[str, Signature] = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class Place:
    """Where a field stands on a printed sheet: page from 0, millimetres from the top left corner.

    `options` are the words to choose from, `many` of them at once or one.
    """

    field: str
    label: str
    kind: str
    page: int
    x: float
    y: float
    width: float
    height: float
    options: tuple[str, ...] = ()
    many: bool = False


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
    signatures: Mapping[str, Signature] = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class PrintedSheet:
    """A drawn form: the PDF's bytes, its pages, every problem of filling and fitting, and where its fields stand."""

    form: str
    name_ja: str
    pdf: bytes
    pages: int
    values: Mapping[str, str]
    problems: tuple[SheetProblem, ...] = ()
    places: tuple[Place, ...] = ()


@dataclass(frozen=True)
class Bundle:
    """All sheets of a case in hand-in order, and the one PDF of them with its cover sheet (form `cover`)."""

    sheets: tuple[PrintedSheet, ...]
    pdf: bytes
    pages: int
    cover_problems: tuple[SheetProblem, ...] = ()

    @property
    def problems(self) -> tuple[SheetProblem, ...]:
        return (*self.cover_problems, *(problem for sheet in self.sheets for problem in sheet.problems))
