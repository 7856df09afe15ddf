"""Which font draws which character: fallback per character and per pair of a character and its 異体字セレクタ.

The PDF library knows neither selectors nor characters beyond U+FFFF in its text layer. A pair therefore gets a private
code of its own, bound to the variant's glyph in the font; and the library's map back to text is replaced by one that
knows the private codes and writes UTF-16.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Literal, TypedDict

from reportlab.pdfbase import pdfmetrics, ttfonts

from forms.errors import MissingFont

Style = Literal["mincho", "gothic"]

_UNIT = re.compile(r".[\uFE00-\uFE0F\U000E0100-\U000E01EF]?", re.DOTALL)
_SPACES = " \u3000"
_FIRST_PRIVATE = 0xF0000  # plane 15, so that no office's own characters (U+E000…) are touched
_private: dict[int, str] = {}


class _FontEntry(TypedDict):
    id: str
    name: str
    chain: str
    required: bool
    files: list[str]
    how_to_install: str


@dataclass(frozen=True)
class Run:
    """A stretch of text in one font: `codes` is what the font draws, `text` what it means."""

    font: str
    codes: str
    text: str


class Font:
    """A font file as the PDF library embeds it; a glyph of a selector pair is bound to a private code at first use."""

    def __init__(self, name: str, path: Path) -> None:
        self.name = name
        self._path = path
        self._library = ttfonts.TTFont(name, str(path), asciiReadable=False)
        self._pairs: dict[str, str | None] = {}
        pdfmetrics.registerFont(self._library)

    def codes(self, unit: str) -> str | None:
        """What draws this character (or pair) in this font; None where the font does not have it."""
        if len(unit) == 2:
            if unit not in self._pairs:
                self._pairs[unit] = self._bind(unit)
            return self._pairs[unit]
        return unit if ord(unit) in self._library.face.charToGlyph else None

    def width(self, codes: str) -> float:
        """Width of drawn codes in thousandths of the size."""
        widths = self._library.face.charWidths
        default = self._library.face.defaultWidth
        return float(sum(widths.get(ord(code), default) for code in codes))

    def _bind(self, pair: str) -> str | None:
        """A private code for the pair's glyph; the font's ordinary glyph needs one too, for the text layer."""
        face = self._library.face
        base, selector = ord(pair[0]), ord(pair[1])
        own, ordinary = _variation_table(self._path)
        glyph = face.charToGlyph.get(base) if (base, selector) in ordinary else own.get((base, selector))
        if glyph is None:
            return None
        code = _FIRST_PRIVATE + len(_private)
        face.charToGlyph[code] = glyph
        face.charWidths[code] = face.charWidths.get(base, face.defaultWidth)
        _private[code] = pair
        return chr(code)


@cache
def _variation_table(path: Path) -> tuple[Mapping[tuple[int, int], int], frozenset[tuple[int, int]]]:
    """Pairs with a glyph of their own (pair → glyph number), and pairs drawn by the ordinary glyph (cmap format 14)."""
    from fontTools.ttLib import TTFont

    with TTFont(path, fontNumber=0, lazy=True) as font:
        own: dict[tuple[int, int], int] = {}
        ordinary = set()
        for table in font["cmap"].tables:
            for selector, pairs in getattr(table, "uvsDict", {}).items():
                for base, glyph in pairs:
                    if glyph is None:
                        ordinary.add((base, selector))
                    else:
                        own[base, selector] = font.getGlyphID(glyph)
    return own, frozenset(ordinary)


def _unicode_map(fontname: str, subset: Sequence[int]) -> str:
    """The font's map back to text, right beyond U+FFFF and for selector pairs (PDF 32000-1, 9.10.3)."""
    texts = (_private.get(code, chr(code)) for code in subset)
    lines = [f"<{index:02X}> <{text.encode('utf-16-be').hex().upper()}>" for index, text in enumerate(texts)]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            f"/CIDSystemInfo << /Registry ({fontname}) /Ordering ({fontname}) /Supplement 0 >> def",
            f"/CMapName /{fontname} def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            f"<00> <{len(subset) - 1:02X}>",
            "endcodespacerange",
            *_in_hundreds(lines),
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        ]
    )


def _in_hundreds(lines: Sequence[str]) -> Iterator[str]:
    """A map may hold a hundred entries a block."""
    for start in range(0, len(lines), 100):
        block = lines[start : start + 100]
        yield from (f"{len(block)} beginbfchar", *block, "endbfchar")


ttfonts.makeToUnicodeCMap = _unicode_map  # the library's own is wrong beyond U+FFFF


def runs(text: str, style: Style) -> tuple[list[Run], list[str]]:
    """The text as stretches of one font each, and the characters that no font has."""
    chosen = [(unit, _choose(unit, style)) for unit in _UNIT.findall(text)]
    missing = [unit for unit, choice in chosen if choice is None]
    parts = [(unit, *choice) for unit, choice in chosen if choice is not None]
    stretches = []
    for font, group in groupby(parts, key=lambda part: part[1]):
        units = list(group)
        stretches.append(Run(font, "".join(codes for _, _, codes in units), "".join(unit for unit, _, _ in units)))
    return stretches, missing


@cache
def _choose(unit: str, style: Style) -> tuple[str, str] | None:
    for entry in _entries():
        if entry["chain"] in (style, "both") and (font := _font(entry["id"])) and (codes := font.codes(unit)):
            return font.name, codes
    return None


def width(text: str, style: Style, size: float) -> float:
    """Width in points of the text at `size` points."""
    return sum(_font_named(run.font).width(run.codes) for run in runs(text, style)[0]) * size / 1000


def missing_glyphs(text: str, style: Style) -> list[str]:
    """The characters (with their selectors) that no installed font can draw."""
    return runs(text, style)[1]


def font_report() -> str:
    """A sentence about the fonts of the sheets; MissingFont where a necessary one is absent."""
    found = [entry["name"] for entry in _entries() if _font(entry["id"])]
    absent = [entry["how_to_install"] for entry in _entries() if not _font(entry["id"])]
    return "。".join([f"使える書体: {'、'.join(found)}", *absent])


@cache
def _entries() -> list[_FontEntry]:
    return _data()["font"]  # type: ignore[return-value]


@cache
def _data() -> dict[str, object]:
    return tomllib.loads((Path(__file__).parent / "fonts.toml").read_text(encoding="utf-8"))


def _font_named(name: str) -> Font:
    font = _font(name)
    assert font is not None  # noqa: S101 a run's font has been opened before
    return font


@cache
def _font(identity: str) -> Font | None:
    entry = next(entry for entry in _entries() if entry["id"] == identity)
    path = _find(entry["files"])
    if path is None:
        if entry["required"]:
            raise MissingFont(entry["name"], entry["how_to_install"])
        return None
    return Font(identity, path)


def _find(files: Sequence[str]) -> Path | None:
    folders = [Path(folder).expanduser() for folder in _data()["folders"]]  # type: ignore[attr-defined]
    found = (path for file in files for folder in folders if folder.is_dir() for path in folder.rglob(file))
    return next(found, None)
