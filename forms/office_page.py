"""Pages for the office itself: the recovery sheet of the ward's escrow key, the procedure without the program.

Their words are data (`resources/office_pages.toml`): a title, then sections with a heading and its lines.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from forms.fit import MM, wrap
from forms.paper import PORTRAIT, Box, Code, Line, Page
from forms.render import draw_pages
from forms.write import place, write

_WORDS = Path(__file__).resolve().parent.parent / "resources" / "office_pages.toml"
_ROOM = PORTRAIT.content
_GROUPS_A_LINE = 5
_GROUP_WIDTH, _GROUP_HEIGHT = 30.0, 12.0
_CODE = 42.0


@cache
def _words() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(_WORDS.read_text(encoding="utf-8"))


def print_recovery_sheet(letters: Sequence[str], identity: str, made_on: str) -> bytes:
    """One page: the private escrow key as letters and as a code, what it opens and where it belongs."""
    words, page = _words()["recovery_sheet"], Page(PORTRAIT)
    y = _heading(page, words["title"])
    y = _line(page, y, words["about"].format(id=identity, made_on=made_on), 11)
    rows = [letters[start : start + _GROUPS_A_LINE] for start in range(0, len(letters), _GROUPS_A_LINE)]
    for number, row in enumerate(rows):
        for place_, group in enumerate(row):
            box = Box(_ROOM.x + place_ * (_GROUP_WIDTH + 3), y, _GROUP_WIDTH, _GROUP_HEIGHT)
            page.frame(box, 0.5)
            write(page, Box(box.x + 1, box.y + 0.6, 8, 4), str(number * _GROUPS_A_LINE + place_ + 1), 6.5)
            write(page, box.inset(3, 3), group, 17, align="center")
        y += _GROUP_HEIGHT + 3
    page.marks.append(Code("".join(letters), Box(_ROOM.right - _CODE, y + 2, _CODE, _CODE)))
    _sections(page, y + 3, words["sections"], _ROOM.width - _CODE - 6)
    return draw_pages([page], words["title"])


def print_procedure() -> bytes:
    """The one page to follow when the program cannot be used."""
    words, page = _words()["fallback"], Page(PORTRAIT)
    y = _heading(page, words["title"])
    y = _line(page, y, words["about"], 11)
    _sections(page, y + 2, words["sections"], _ROOM.width)
    return draw_pages([page], words["title"])


def _heading(page: Page, title: str) -> float:
    y = _line(page, _ROOM.y + 4, title, 20)
    page.marks.append(Line(_ROOM.x, y, _ROOM.right, y, 1.0))
    return y + 5


def _sections(page: Page, y: float, sections: Sequence[Mapping[str, Any]], width: float) -> None:
    for section in sections:
        y = _line(page, y, section["heading"], 13, width) + 0.5
        for number, line in enumerate(section["lines"], 1):
            write(page, Box(_ROOM.x + 1, y, 7, 6), f"{number}.", 11)
            y = _line(page, y, line, 11, width - 9, indent=9)
        y += 4


def _line(page: Page, y: float, text: str, size: float, width: float = _ROOM.width, *, indent: float = 0) -> float:
    """Below `y`, in as many lines as it takes; returns where it ends."""
    fitted = wrap(text, width, "gothic", size, even=False)
    box = Box(_ROOM.x + indent, y, width, fitted.height / MM)
    place(page, box, fitted, "gothic", "left")
    return box.bottom + 1.8
