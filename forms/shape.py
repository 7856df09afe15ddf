"""Scripts whose letters join, stack or change places (Thai, Devanagari, Burmese): text → placed glyphs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Glyph:
    """A glyph's number in its font, where it stands and how far it moves on (thousandths of the size).

    `meaning` is the text of its cluster at the cluster's first glyph, empty at the others.
    """

    number: int
    x: float
    y: float
    advance: float
    meaning: str


@lru_cache(maxsize=256)  # a page of words is measured and then drawn; nothing of a visitor stays for long
def shape(path: Path, text: str) -> tuple[Glyph, ...]:
    """The glyphs of a stretch of text, from left to right."""
    import uharfbuzz

    font, unit = _font(path)
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer)
    return tuple(_placed(buffer, text, 1000 / unit))


def _placed(buffer: Any, text: str, scale: float) -> list[Glyph]:
    starts = sorted({info.cluster for info in buffer.glyph_infos})
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    found, x, last = [], 0.0, -1
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        meaning = text[info.cluster : ends[info.cluster]] if info.cluster != last else ""
        last = info.cluster
        found.append(
            Glyph(info.codepoint, x + place.x_offset * scale, place.y_offset * scale, place.x_advance * scale, meaning)
        )
        x += place.x_advance * scale
    return found


@cache
def _font(path: Path) -> tuple[Any, int]:
    import uharfbuzz

    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path)))
    return uharfbuzz.Font(face), face.upem
