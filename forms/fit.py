"""Text into its box: full size, then smaller, then on more lines; else it does not fit. Never cut."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from forms import glyphs
from forms.glyphs import Style

Rule = Literal["wrap", "line", "exact"]
MM = 72 / 25.4  # points in a millimetre
SMALLEST = 6.0  # points
_LEADING = 1.18
_STEP = 0.5
_SELECTED = r".[\uFE00-\uFE0F\U000E0100-\U000E01EF]?"
_CLOSING = "、。，．・：；？！）」』】〕ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々〜々"
_UNIT = re.compile(rf"[（「『【〔]?(?:[!-~]+ ?|{_SELECTED})[{_CLOSING}]*", re.DOTALL)


@dataclass(frozen=True)
class Fitted:
    """Lines of text at one size in points."""

    lines: tuple[str, ...]
    size: float

    @property
    def height(self) -> float:
        """Points."""
        return len(self.lines) * self.size * _LEADING


def fit(text: str, width: float, height: float, style: Style, size: float, rule: Rule = "wrap") -> Fitted | None:
    """The largest setting of the text in a box of `width` × `height` mm; None where it does not fit.

    One line down to 80 % of the size reads better than two; below that, more lines are tried at each size. The rule
    `line` never takes a second line, `exact` never a smaller size.
    """
    box_width, box_height = width * MM, height * MM
    whole = glyphs.width(text, style, 1)
    one_line = min(size, box_width / whole if whole else size, box_height / _LEADING)
    smallest = size if rule == "exact" else SMALLEST
    if one_line >= (smallest if rule != "wrap" else max(size * 0.8, SMALLEST)):
        return Fitted((text,), one_line)
    trial = size if rule != "line" else 0
    while trial >= smallest:
        lines = _break(text, box_width, style, trial)
        if lines and len(lines) * trial * _LEADING <= box_height:
            return Fitted(lines, trial)
        trial -= _STEP
    return None


def wrap(text: str, width: float, style: Style, size: float) -> Fitted:
    """The text at this size on as many lines of `width` mm as it needs."""
    return Fitted(_break(text, width * MM, style, size) or (text,), size)


def _break(text: str, width: float, style: Style, size: float) -> tuple[str, ...] | None:
    """Greedy lines; words of Latin letters stay whole where a line can hold them (禁則 by `_UNIT`)."""
    lines, line = [], ""
    for unit in _units(text, width, style, size):
        if line and glyphs.width((line + unit).rstrip(" "), style, size) > width:
            lines.append(line)
            line = ""
        line += unit
    lines.append(line)
    lines = [one.rstrip(" ") for one in lines]
    fits = all(glyphs.width(one, style, size) <= width for one in lines)
    return tuple(lines) if fits else None


def _units(text: str, width: float, style: Style, size: float) -> list[str]:
    units: list[str] = []
    for unit in _UNIT.findall(text):
        units += glyphs.units(unit) if glyphs.width(unit, style, size) > width else [unit]
    return units
