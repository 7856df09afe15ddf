"""The operators of a page: only those that paint are kept, the lines that they rule are noted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from forms.intake.blank import Ruling, UnsafeBlank
from forms.intake.matrix import IDENTITY, Matrix, Point, apply, times

if TYPE_CHECKING:
    import pikepdf
    from pikepdf import ContentStreamInlineImage, ContentStreamInstruction

    Instruction = ContentStreamInstruction | ContentStreamInlineImage

MOST_INSTRUCTIONS = 300_000
_DEEPEST = 12
_MOST_RULINGS = 3000
_NEAR = 0.6  # points: a filled rectangle thinner than this twice over is a line
# ISO 32000-1, annex A; without marked content, which carries layers and structure.
_PAINTS = frozenset({"s", "S", "f", "F", "f*", "b", "B", "b*", "B*"})
_KEPT = _PAINTS | {
    "BI", "ID", "EI", "BT", "BX", "c", "cm", "cs", "CS", "d", "d0", "d1", "Do", "ET", "EX", "G", "g", "gs", "h", "i",
    "j", "J", "k", "K", "l", "m", "M", "n", "q", "Q", "re", "rg", "RG", "ri", "sc", "scn", "SC", "SCN", "sh", "T*",
    "Tc", "Td", "TD", "Tf", "Tj", "TJ", "TL", "Tm", "Tr", "Ts", "Tw", "Tz", "v", "w", "W", "W*", "y", "'", '"',
    "INLINE IMAGE",
}  # fmt: skip
_ENDS = _PAINTS | {"n"}


@dataclass
class _Path:
    segments: list[tuple[Point, Point]] = field(default_factory=list)
    start: Point = (0.0, 0.0)
    here: Point = (0.0, 0.0)

    def line_to(self, point: Point) -> None:
        self.segments.append((self.here, point))
        self.here = point

    def rectangle(self, x: float, y: float, width: float, height: float) -> None:
        corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
        thin = min(abs(width), abs(height)) <= 2 * _NEAR
        if thin:
            level = abs(width) >= abs(height)
            ends = ((x, y + height / 2), (x + width, y + height / 2)) if level else (
                (x + width / 2, y), (x + width / 2, y + height)
            )  # fmt: skip
            self.segments.append(ends)
            return
        self.segments += list(zip(corners, corners[1:] + corners[:1], strict=True))


class Reader:
    """Reads the content of one page with every form in it; counts what there is to paint."""

    def __init__(self) -> None:
        self.rulings: list[tuple[Point, Point]] = []
        self.layers = False
        self._painted = 0
        self._cleaned: set[tuple[int, int]] = set()

    def read(self, stream: pikepdf.Object, resources: pikepdf.Object, base: Matrix) -> bytes:
        """The stream's clean content; what it paints through others is walked too, with their own content cleaned."""
        import pikepdf

        return pikepdf.unparse_content_stream(self._walk(stream, resources, base, 0))

    def _walk(self, stream: pikepdf.Object, resources: pikepdf.Object, base: Matrix, depth: int) -> list[Instruction]:
        import pikepdf

        if depth > _DEEPEST:
            raise UnsafeBlank("too_heavy")
        kept: list[Instruction] = []
        matrix, path = base, _Path()
        stack: list[Matrix] = []
        for one in pikepdf.parse_content_stream(stream):
            self._count()
            operator = str(one.operator)
            if operator not in _KEPT:
                self.layers |= operator == "BDC"
                continue
            if operator == "Q" and not stack:
                continue
            kept.append(one)
            if operator == "q":
                stack.append(matrix)
            elif operator == "Q":
                matrix = stack.pop()
            elif operator == "cm":
                matrix = times(_matrix(one), matrix)
            elif operator == "Do":
                self._paint(one, resources, matrix, depth)
            else:
                path = self._follow(operator, one, path, matrix)
        closing = pikepdf.ContentStreamInstruction([], pikepdf.Operator("Q"))
        return kept + [closing] * len(stack)

    def _count(self) -> None:
        self._painted += 1
        if self._painted > MOST_INSTRUCTIONS:
            raise UnsafeBlank("too_heavy")

    def _follow(self, operator: str, one: Instruction, path: _Path, matrix: Matrix) -> _Path:
        if operator in ("m", "l", "re", "h"):
            _draw(operator, [float(number) for number in one.operands], path)
        elif operator in _ENDS:
            if operator in _PAINTS and len(self.rulings) < _MOST_RULINGS:
                self.rulings += [(apply(matrix, a), apply(matrix, b)) for a, b in path.segments]
            return _Path()
        return path

    def _paint(self, one: Instruction, resources: pikepdf.Object, matrix: Matrix, depth: int) -> None:
        """A form painted from here: its content counts each time, and is cleaned once."""
        import pikepdf

        drawn = resources.get("/XObject", pikepdf.Dictionary()).get(str(one.operands[0]))
        if drawn is None or drawn.get("/Subtype") != "/Form":
            return
        if "/Resources" not in drawn:
            drawn["/Resources"] = resources
        inner = times(_numbers(drawn.get("/Matrix", list(IDENTITY))), matrix)
        kept = self._walk(drawn, drawn["/Resources"], inner, depth + 1)
        if drawn.objgen not in self._cleaned:
            self._cleaned.add(drawn.objgen)
            drawn.write(pikepdf.unparse_content_stream(kept))


def straight(lines: list[tuple[Point, Point]], height: float, unit: float) -> Iterator[Ruling]:
    """The upright and level ones in mm from the top left, long enough to be a rule; `unit` points in a mm."""
    for (x1, y1), (x2, y2) in lines[:_MOST_RULINGS]:
        level, upright = abs(y1 - y2) < _NEAR, abs(x1 - x2) < _NEAR
        if (level or upright) and max(abs(x1 - x2), abs(y1 - y2)) > 4:
            xs, ys = sorted((x1 / unit, x2 / unit)), sorted(((height - y1) / unit, (height - y2) / unit))
            yield Ruling(*(round(side, 2) for side in (xs[0], ys[0], xs[1], ys[1])))


def _draw(operator: str, numbers: list[float], path: _Path) -> None:
    if operator == "m":
        path.start = path.here = (numbers[0], numbers[1])
    elif operator == "l":
        path.line_to((numbers[0], numbers[1]))
    elif operator == "re":
        path.rectangle(*numbers[:4])
    else:
        path.line_to(path.start)


def _matrix(one: Instruction) -> Matrix:
    return _numbers(one.operands)


def _numbers(values: object) -> Matrix:
    a, b, c, d, e, f = (float(number) for number in values)  # type: ignore[attr-defined]
    return a, b, c, d, e, f
