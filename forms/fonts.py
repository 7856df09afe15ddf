"""Font files as they are embedded, with what it does not know: 異体字セレクタ and text beyond U+FFFF.

A pair of a character and its selector gets a code of its own, bound to the variant's glyph in the font. The codes are
taken from the surrogates, which no text can hold, so that no office's own character (外字, MJ+) is ever touched. The
map back to text knows these codes and writes UTF-16.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from zlib import crc32

from reportlab.pdfbase.ttfonts import TTFontFace

from forms.pdf import Pdf, pack
from forms.shape import Glyph, shape

_FIRST, _LAST = 0xD800, 0xDFFF
_SHAPED = 0x40000  # codes of glyphs that only shaping reaches: the planes from here on are not assigned
_SYMBOLIC, _NONSYMBOLIC = 4, 32  # flags of a font
_NOTHING = "\u200b"  # what the further glyphs of a cluster read back as
_meanings: dict[int, str] = {}


class Font:
    """A font file; a glyph that no single character reaches is bound to a code of its own at first use."""

    def __init__(self, name: str, path: Path, *, shaped: bool = False) -> None:
        self.name = name
        self.shaped = shaped
        self._path = path
        self._face: Any = TTFontFace(str(path))
        self._bound: dict[str, str | None] = {}
        self._shaped: dict[tuple[int, str], str] = {}
        _spare_the_outlines(self._face)

    def codes(self, unit: str) -> str | None:
        """What draws this character, or this pair with its selector, in this font; None where it has no glyph."""
        if len(unit) == 2:
            if unit not in self._bound:
                glyph = self._glyph_of_pair(ord(unit[0]), ord(unit[1]))
                self._bound[unit] = None if glyph is None else self._bind(glyph, ord(unit[0]), unit)
            return self._bound[unit]
        code = ord(unit)
        return unit if code in self._face.charToGlyph and not _FIRST <= code <= _LAST else None

    def selectors(self, character: str) -> frozenset[str]:
        """The selectors with which this font knows a character."""
        own, ordinary = _variation_table(self._path)
        return frozenset(chr(selector) for base, selector in own.keys() | ordinary if base == ord(character))

    def abbreviation(self, unit: str, meaning: str) -> str:
        """The character drawn, the meaning read back: 「昭」 is drawn and copied as 「昭和」."""
        if meaning not in self._bound:
            self._bound[meaning] = self._bind(self._face.charToGlyph[ord(unit)], ord(unit), meaning)
        return self._bound[meaning] or unit

    def shape(self, text: str) -> Sequence[tuple[str, Glyph]]:
        """The text's glyphs in their places, each with the code that draws it."""
        return [(self._code_of(glyph), glyph) for glyph in shape(self._path, text)]

    def _code_of(self, glyph: Glyph) -> str:
        key = (glyph.number, glyph.meaning or _NOTHING)
        if key not in self._shaped:
            code = _SHAPED + len(_meanings)
            face = self._face
            face.charToGlyph[code], face.charWidths[code] = glyph.number, glyph.advance
            _meanings[code] = key[1]
            self._shaped[key] = chr(code)
        return self._shaped[key]

    def width(self, codes: str) -> float:
        """Width of drawn codes in thousandths of the size."""
        face = self._face
        return float(sum(face.charWidths.get(ord(code), face.defaultWidth) for code in codes))

    def _glyph_of_pair(self, base: int, selector: int) -> int | None:
        """The variant's glyph number; the ordinary one where the font says that it is the variant."""
        own, ordinary = _variation_table(self._path)
        if (base, selector) in ordinary:
            return self._face.charToGlyph.get(base)  # type: ignore[no-any-return]
        return own.get((base, selector))

    def _bind(self, glyph: int, base: int, meaning: str) -> str | None:
        code = _FIRST + sum(known <= _LAST for known in _meanings)
        if code > _LAST:
            return None
        face = self._face
        face.charToGlyph[code] = glyph
        face.charWidths[code] = face.charWidths.get(base, face.defaultWidth)
        _meanings[code] = meaning
        return chr(code)

    def embed(self, letters: Sequence[int]) -> Embedded:
        """A subset of at most 256 letters, each standing at its code."""
        face = self._face
        file = face.makeSubset(letters)
        name = f"{_tag(file)}+{face.name.decode('ascii')}"
        box = " ".join(f"{edge:.7g}" for edge in face.bbox)
        descriptor = (
            f"<< /Type /FontDescriptor /FontName /{name} /Flags {face.flags & ~_NONSYMBOLIC | _SYMBOLIC}"
            f" /FontBBox [{box}] /Ascent {face.ascent:.7g} /Descent {face.descent:.7g} /CapHeight {face.capHeight:.7g}"
            f" /ItalicAngle {face.italicAngle:.7g} /StemV {face.stemV:.7g} /MissingWidth {face.defaultWidth:.7g}"
        )
        widths = " ".join(f"{face.charWidths.get(letter, face.defaultWidth):.7g}" for letter in letters)
        font = (
            f"<< /Type /Font /Subtype /TrueType /BaseFont /{name} /FirstChar 0 /LastChar {len(letters) - 1}"
            f" /Widths [{widths}]"
        )
        return Embedded(font, descriptor, pack(file), len(file), pack(_unicode_map(letters).encode("ascii")))


@dataclass(frozen=True)
class Embedded:
    """A subset of a font, ready for any file: its two dictionaries but for the references, its packed streams."""

    font: str
    descriptor: str
    file: bytes
    length: int
    unicode_map: bytes

    def write(self, pdf: Pdf) -> int:
        """Its objects; returns the font's number."""
        file = pdf.stream(self.file, f" /Length1 {self.length}")
        descriptor = pdf.add(f"{self.descriptor} /FontFile2 {file} 0 R >>")
        return pdf.add(f"{self.font} /FontDescriptor {descriptor} 0 R /ToUnicode {pdf.stream(self.unicode_map)} 0 R >>")


def _tag(file: bytes) -> str:
    """Six letters that tell the subsets of a font apart (ISO 32000-1, 9.6.4)."""
    number = crc32(file)
    return "".join(chr(ord("A") + number // 26**place % 26) for place in range(6))


class _Outlines:
    """The table of all outlines, of which only the pieces asked for are copied."""

    def __init__(self, whole: bytes, start: int, length: int) -> None:
        self._view = memoryview(whole)[start : start + length]

    def __getitem__(self, part: slice) -> bytes:
        return bytes(self._view[part])


def _spare_the_outlines(face: Any) -> None:
    """The library copies the whole table for each document: 40 MB of IPAmj明朝 for one rare character."""
    whole, outlines = face.get_table, _Outlines(face._ttf_data, *face.get_table_pos("glyf"))  # noqa: SLF001 its only door
    face.get_table = lambda tag: outlines if tag == "glyf" else whole(tag)


@cache
def _variation_table(path: Path) -> tuple[Mapping[tuple[int, int], int], frozenset[tuple[int, int]]]:
    """Pairs with a glyph of their own (pair → glyph number), and pairs drawn by the ordinary glyph (cmap format 14)."""
    from fontTools.ttLib import TTFont

    own: dict[tuple[int, int], int] = {}
    ordinary = set()
    with TTFont(path, fontNumber=0, lazy=True) as font:
        for table in font["cmap"].tables:
            for selector, pairs in getattr(table, "uvsDict", {}).items():
                for base, glyph in pairs:
                    if glyph is None:
                        ordinary.add((base, selector))
                    else:
                        own[base, selector] = font.getGlyphID(glyph)
    return own, frozenset(ordinary)


def _unicode_map(subset: Sequence[int]) -> str:
    """The font's map back to text, right beyond U+FFFF and for selector pairs (ISO 32000-1, 9.10.3)."""
    texts = (_meanings.get(code) or chr(code) for code in subset)
    lines = [f"<{index:02X}> <{text.encode('utf-16-be').hex().upper()}>" for index, text in enumerate(texts)]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def",
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
