"""Figures → lines: each with its name, its place on paper, its formula in both languages, its source."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from app.tax.figure import Figure, Sheet, Signed
from app.tax.load import line_names, wording
from app.tax.shapes import Rule
from app.tax.year import Form, Year
from models.tax import Line, Notice


def explained_lines(sheet: Sheet, year: Year) -> tuple[Line, ...]:
    """Every line of the sheet, in the order of `lines.toml`."""
    figures = dict(sheet)
    return tuple(_line(line, figures[line], year) for line in line_names())


def notice(key: str, **facts: object) -> Notice:
    """A sentence for the clerk with its numbers."""
    found = wording()[key]
    said = shown(facts)
    return Notice(key, found.ja.format_map(said), found.en.format_map(said))


def shown(facts: Mapping[str, object]) -> dict[str, str]:
    """Numbers as people read them: yen with thousands, rates as per cent, several terms as a sum."""
    return {key: _shown(value) for key, value in facts.items()}


def _line(line: str, found: Figure, year: Year) -> Line:
    name = line_names()[line]
    form = _form(line, year)
    rule: Rule | None = getattr(year, name.rule)
    words = wording()[found.key]
    said = shown({**found.facts, "amount": found.amount})
    return Line(
        id=line,
        name_ja=name.name_ja,
        name_en=name.name_en,
        form=form.name_ja if form else "",
        box=form.boxes[line] if form else "",
        box_confidence=form.confidence if form else "",
        amount=found.amount,
        formula_ja=words.ja.format_map(said),
        formula_en=words.en.format_map(said),
        source=rule.source if rule else name.absent,
        confidence=rule.confidence if rule else "C2",
    )


def _form(line: str, year: Year) -> Form | None:
    return next((one for one in (year.forms.income_tax, year.forms.resident_tax) if line in one.boxes), None)


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return " + ".join(f"{term:,}" for term in value)
    if isinstance(value, Decimal):
        return f"{(value * 100).normalize():f}%"
    if isinstance(value, Signed):
        return f"− {-value:,}" if value < 0 else f"+ {value:,}"
    return f"{value:,}" if isinstance(value, int) else str(value)
