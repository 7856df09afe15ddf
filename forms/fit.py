"""Text into its box: full size, then smaller, then on more lines; else it does not fit. Never cut."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from forms import glyphs
from forms.glyphs import Style

Rule = Literal["wrap", "line", "exact"]
MM = 72 / 25.4  # points in a millimetre
SMALLEST = 6.0  # points
_LEADING, _TALL = 1.18, 1.5  # distance of lines, of the size; scripts with marks above and below need more
_STEP = 0.5
_TRIES = 10  # widths tried to make lines even
_LONE = 0.25  # of the width: a last line shorter than this stands alone
_SELECTED = r".[\uFE00-\uFE0F\U000E0100-\U000E01EF]?"
_CLOSING = "、。，．・：；？！）」』】〕),.;:”ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々〜々"
_WIDE = r"\u2E80-\uA4CF\uF900-\uFAFF\uFE30-\uFFEF\U00016FE0-\U00018CFF\U0001B000-\U0001B2FF\U00020000-\U0003FFFF"
_JOINING = "\u1039\u094dเแโใไ"  # virama, and Thai vowels that stand before their consonant
_SPACES = " \u3000"
_HELD = "\u00a0"  # a space at which a line is not broken
_BREAK = "\u200b"  # where a script without spaces between its words may be broken
_TERM = rf"\([{_WIDE}]+[),]*"  # a Japanese term in another language's sentence
_WORD = rf"(?:{_HELD}|[^\s{_BREAK}{_WIDE}])+[ {_BREAK}]?"
_UNIT = re.compile(rf"{_TERM}|[（「『【〔(]*(?:{_WORD}|[ァ-ヺー]{{2,}}|{_SELECTED})[{_CLOSING}]*", re.DOTALL)


@dataclass(frozen=True)
class Fitted:
    """Lines of text at one size in points."""

    lines: tuple[str, ...]
    size: float
    leading: float = _LEADING

    @property
    def height(self) -> float:
        """Points."""
        return len(self.lines) * self.size * self.leading


def fit(text: str, width: float, height: float, style: Style, size: float, rule: Rule = "wrap") -> Fitted | None:
    """The largest setting of the text in a box of `width` × `height` mm; None where it does not fit.

    One line down to 80 % of the size reads better than two; below that, more lines are tried at each size. The rule
    `line` never takes a second line, `exact` never a smaller size.
    """
    box_width, box_height = width * MM, height * MM
    plain = text.replace(_BREAK, "")
    whole = glyphs.width(plain, style, 1)
    one_line = min(size, box_width / whole if whole else size, box_height / _LEADING)
    smallest = size if rule == "exact" else SMALLEST
    if one_line >= (smallest if rule != "wrap" else max(size * 0.8, SMALLEST)):
        return Fitted((plain,), one_line)
    trial = size if rule != "line" else 0
    while trial >= smallest:
        lines = _break(text, box_width, style, trial)
        if lines and len(lines) * trial * _LEADING <= box_height:
            return Fitted(_evened(text, lines, box_width, style, trial), trial)
        trial -= _STEP
    return None


def _evened(text: str, lines: tuple[str, ...], width: float, style: Style, size: float) -> tuple[str, ...]:
    """As many lines of as much the same length as the words let, so that no letter stands on a line of its own."""
    if len(lines) < 2:
        return lines
    units = _units(text, width, style, size)
    for part in range(_TRIES):
        even = _lines(units, width * (1 / len(lines) + part * (1 - 1 / len(lines)) / _TRIES), style, size)
        if even and len(even) == len(lines):
            return even
    return lines


def wrap(text: str, width: float, style: Style, size: float, *, even: bool = False) -> Fitted:
    """The text at this size on as many lines of `width` mm as it needs; `even` leaves no lone word on the last."""
    lines = _break(text, width * MM, style, size) or (text.replace(_BREAK, ""),)
    if even and glyphs.width(lines[-1], style, size) < width * MM * _LONE:
        lines = _evened(text, lines, width * MM, style, size)
    return Fitted(lines, size, _TALL if glyphs.is_shaped(style) else _LEADING)


def _break(text: str, width: float, style: Style, size: float) -> tuple[str, ...] | None:
    """Greedy lines without a space at either end; words of Latin letters stay whole where a line can hold them
    (禁則 by `_UNIT`).
    """
    return _lines(_units(text, width, style, size), width, style, size)


def _lines(units: Sequence[str], width: float, style: Style, size: float) -> tuple[str, ...] | None:
    lines, line = [], ""
    for unit in units:
        if line and glyphs.width((line + unit).rstrip(_SPACES), style, size) > width:
            lines.append(line)
            line = ""
        line += unit if line or unit.strip(_SPACES) else ""
    lines.append(line)
    lines = [one.rstrip(_SPACES).replace(_BREAK, "") for one in lines]
    fits = all(glyphs.width(one, style, size) <= width for one in lines)
    return tuple(lines) if fits else None


def _units(text: str, width: float, style: Style, size: float) -> list[str]:
    units: list[str] = []
    for unit in _UNIT.findall(text):
        units += _clusters(unit) if glyphs.width(unit, style, size) > width else [unit]
    return units


def _clusters(text: str) -> list[str]:
    """Letters with everything that hangs on them: marks, and in stacking scripts what follows a virama."""
    clusters: list[str] = []
    for unit in glyphs.units(text):
        joins = clusters and (clusters[-1][-1] in _JOINING or unicodedata.category(unit[0]).startswith("M"))
        if joins:
            clusters[-1] += unit
        else:
            clusters.append(unit)
    return clusters
