"""Marks → the operators of a page (ISO 32000-1, annex A): a sheet has hundreds of them, so nothing is set twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from forms.fit import MM
from forms.letters import Lettering
from forms.matrix import matrix
from forms.paper import Box, Code, Ink, Line, Mark, Page, Ring, Shade, Text, Tick

_QUIET = 4  # modules around a code
_ARC = 0.5522847498307936  # of the radius: where the control points of a quarter of an ellipse lie
_CAPS = {False: "[] 0 d 2 J", True: "[0.6 1.6] 0 d 1 J"}


class Pen:
    """Draws marks, whose millimetres count from the top, on a page whose points count from the bottom."""

    def __init__(self, lettering: Lettering, height: float) -> None:
        self._lettering = lettering
        self._height = height
        self._set: tuple[float, bool] | None = None
        self._font: tuple[str, float] | None = None

    def draw(self, page: Page) -> str:
        """Grey lies under all else; the texts come last, in one go."""
        texts, shades, others = page.texts, [], []
        for mark in page.marks:
            if isinstance(mark, Shade):
                shades.append(self._shade(mark))
            elif not isinstance(mark, Text):
                others.append(self._draw(mark))
        words = (part for text in texts for part in self._text(text))
        return "\n".join(("q", *shades, "Q", *others, "BT", *words, "ET"))

    def _draw(self, mark: Mark) -> str:
        match mark:
            case Line():
                return self._line(mark)
            case Tick():
                return self._tick(mark)
            case Ring():
                return self._ring(mark)
            case Code():
                return self._code(mark)
            case Ink():
                return self._ink(mark)
        raise TypeError(type(mark).__name__)

    def _up(self, y: float) -> float:
        return (self._height - y) * MM

    def _text(self, mark: Text) -> Iterator[str]:
        x, y, scale = mark.x * MM, self._up(mark.baseline), mark.size / 1000
        yield f"1 0 0 1 {_numbers(x, y)} Tm"
        for run in mark.runs:
            shown = self._lettering.code(run)
            if not run.places:
                yield from self._show(shown, mark.size)
            else:
                yield from self._show_placed(shown, run.places, mark.size, x, y)
                yield f"1 0 0 1 {_numbers(x + run.width * scale, y)} Tm"
            x += run.width * scale

    def _show(self, shown: Iterable[tuple[str, bytes]], size: float) -> Iterator[str]:
        for font, codes in shown:
            if self._font != (font, size):
                self._font = (font, size)
                yield f"/{font} {_numbers(size)} Tf"
            yield f"<{codes.hex()}> Tj"

    def _show_placed(
        self, shown: Iterable[tuple[str, bytes]], places: Iterable[tuple[float, float]], size: float, x: float, y: float
    ) -> Iterator[str]:
        letters = ((font, bytes((code,))) for font, codes in shown for code in codes)
        for letter, (right, up) in zip(letters, places, strict=True):
            yield f"1 0 0 1 {_numbers(x + right * size / 1000, y + up * size / 1000)} Tm"
            yield from self._show([letter], size)

    def _stroke(self, weight: float, *, dotted: bool = False) -> str:
        """Set only what differs from the last line."""
        last, self._set = self._set, (weight, dotted)
        if last == self._set:
            return ""
        return f"{weight} w {_CAPS[dotted]} "

    def _line(self, mark: Line) -> str:
        stroke, y1, y2 = self._stroke(mark.weight, dotted=mark.dotted), self._up(mark.y1), self._up(mark.y2)
        return f"{stroke}{mark.x1 * MM:.3f} {y1:.3f} m {mark.x2 * MM:.3f} {y2:.3f} l S"

    def _shade(self, mark: Shade) -> str:
        return f"{mark.grey} g {self._rectangle(mark.box)} f"

    def _rectangle(self, box: Box) -> str:
        return f"{_numbers(box.x * MM, self._up(box.bottom), box.width * MM, box.height * MM)} re"

    def _tick(self, mark: Tick) -> str:
        left, bottom, size = mark.x * MM, self._up(mark.y + mark.size), mark.size * MM
        parts = []
        if mark.boxed:
            parts.append(f"{self._stroke(0.5)}{self._rectangle(Box(mark.x, mark.y, mark.size, mark.size))} S")
        if mark.ticked:
            points = [
                (left + size * right, bottom + size * up) for right, up in ((0.15, 0.55), (0.42, 0.2), (1.05, 1.0))
            ]
            parts.append(f"{self._stroke(1.2)}{_path(points)} S")
        return " ".join(parts)

    def _ring(self, mark: Ring) -> str:
        box = mark.box
        rx, ry = box.width * MM / 2, box.height * MM / 2
        x, y = box.x * MM + rx, self._up(box.bottom) + ry
        quarters = ((1, 0, 0, 1), (0, 1, -1, 0), (-1, 0, 0, -1), (0, -1, 1, 0))
        curves = []
        for a, b, c, d in quarters:
            points = ((a + _ARC * c, b + _ARC * d), (c + _ARC * a, d + _ARC * b), (c, d))
            curves += [_numbers(x + rx * right, y + ry * up) for right, up in points] + ["c"]
        return f"{self._stroke(0.8)}{_numbers(x + rx, y)} m {' '.join(curves)} S"

    def _ink(self, mark: Ink) -> str:
        box, ratio = mark.box, mark.signature.ratio
        width = min(box.width, box.height * ratio)
        left, height = box.x + (box.width - width) / 2, width / ratio
        top = box.y + (box.height - height) / 2
        lines = []
        for stroke in mark.signature.strokes:
            points = [((left + x * width) * MM, self._up(top + y * height)) for x, y in stroke]
            lines.append(_path(points if len(points) > 1 else points * 2))
        return f"{self._stroke(1.1)}{' '.join(lines)} S"

    def _code(self, mark: Code) -> str:
        """A stencil of one bit a module (ISO 32000-1, 8.9.6.2): no seams between modules, and small."""
        rows = matrix(mark.text)
        module = mark.box.width * MM / (len(rows) + 2 * _QUIET)
        size = module * len(rows)
        left, bottom = mark.box.x * MM + _QUIET * module, self._up(mark.box.bottom) + _QUIET * module
        stencil = f"BI /W {len(rows)} /H {len(rows)} /IM true /D [1 0] /F /AHx ID {b''.join(rows).hex()}> EI"
        return f"q {_numbers(size)} 0 0 {_numbers(size, left, bottom)} cm {stencil} Q"


def _numbers(*points: float) -> str:
    """Seven digits, a hundred-thousandth of a point at the least."""
    return " ".join([f"{one:.4f}" if one >= 100 else f"{one:.5f}" for one in points])


def _path(points: Iterable[tuple[float, float]]) -> str:
    first, *others = (f"{_numbers(x, y)}" for x, y in points)
    return " ".join((first, "m", *(f"{other} l" for other in others)))
