"""Figures → lines: each with its name, its place on paper, its formula in both languages, its source."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from app.tax.figure import Figure, Sheet
from app.tax.load import line_names, wording, year_of
from app.tax.shapes import Rule
from models.formula import Formula
from models.tax import Line, LineAbout, Notice


def explained_lines(sheet: Sheet, income_year: int) -> tuple[Line, ...]:
    """Every line of the sheet, in the order of `lines.toml`."""
    figures = dict(sheet)
    return tuple(_line(about, figures[line]) for line, about in lines_of(income_year).items())


@cache
def lines_of(income_year: int) -> Mapping[str, LineAbout]:
    """The year's lines with their boxes, in the order of the computation."""
    return {line: _about(line, income_year) for line in line_names()}


def notice(key: str, **numbers: object) -> Notice:
    """A sentence for the clerk with its numbers."""
    words = wording()[key]
    said = Formula(words.ja, words.en, numbers)
    return Notice(key, said.ja, said.en)


def _line(about: LineAbout, found: Figure) -> Line:
    words = wording()[found.key]
    return Line(about, found.amount, Formula(words.ja, words.en, {**found.facts, "amount": found.amount}))


def _about(line: str, income_year: int) -> LineAbout:
    name, year = line_names()[line], year_of(income_year)
    form = next((one for one in (year.forms.income_tax, year.forms.resident_tax) if line in one.boxes), None)
    rule: Rule | None = getattr(year, name.rule)
    return LineAbout(
        id=line,
        name_ja=name.name_ja,
        name_en=name.name_en,
        form=form.name_ja if form else "",
        box=form.boxes[line] if form else "",
        box_confidence=form.confidence if form else "",
        source=rule.source if rule else name.absent,
        confidence=rule.confidence if rule else "C2",
    )
