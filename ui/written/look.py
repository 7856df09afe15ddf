"""How the captions look: what the reader chooses, whatever the rest of the window wears."""

from __future__ import annotations

from dataclasses import dataclass

SIZES = (28, 40, 54, 72)  # points


@dataclass(frozen=True)
class Colours:
    """`ink` on `paper`, at least 7:1 (WCAG 2.2, 1.4.6)."""

    name: str
    ink: str
    paper: str


COLOURS = (
    Colours("白地に黒", "#111111", "#ffffff"), Colours("黒地に白", "#ffffff", "#111111"),
    Colours("黒地に黄", "#ffe34d", "#111111"), Colours("クリーム地に紺", "#0a1f44", "#fff7e0"),
)  # fmt: skip


@dataclass(frozen=True)
class Look:
    """`readings`: kana over the kanji."""

    points: int = SIZES[1]
    bold: bool = True
    colours: Colours = COLOURS[0]
    readings: bool = False
