"""The entry fields (AcroForm) of a file as places for ours: name, box, kind. Nothing else of them is kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from forms.fit import MM
from forms.intake.blank import Hint
from forms.intake.matrix import Matrix, apply
from forms.paper import Box

if TYPE_CHECKING:
    import pikepdf

_MOST, _LONGEST_NAME, _DEEPEST = 500, 80, 10
_COMB = 1 << 24  # field flag 25 (ISO 32000-1, table 228)


def entry_fields(page: pikepdf.Page, number: int, matrix: Matrix, height: float) -> Iterator[Hint]:
    """The page's entry fields in the order of the file; `height` of the upright page in points."""
    annotations = page.obj.get("/Annots", ())
    for index, annotation in enumerate(annotations):
        if index >= _MOST:
            return
        if annotation.get("/Subtype") != "/Widget":
            continue
        rectangle = [float(side) for side in annotation.get("/Rect", ())]
        if len(rectangle) == 4:
            yield _hint(annotation, number, _box(rectangle, matrix, height))


def _hint(annotation: pikepdf.Object, number: int, box: Box) -> Hint:
    line = list(_lineage(annotation))
    kind = next((str(one["/FT"]) for one in line if "/FT" in one), "/Tx")
    flags = next((int(one["/Ff"]) for one in line if "/Ff" in one), 0)
    length = next((int(one["/MaxLen"]) for one in line if "/MaxLen" in one), 0)
    name = ".".join(str(one["/T"]) for one in reversed(line) if "/T" in one)
    printable = "".join(letter for letter in name if letter.isprintable())[:_LONGEST_NAME]
    comb = length if flags & _COMB and 0 < length <= 40 else 0
    return Hint(printable, number, box, "check" if kind == "/Btn" else "text", comb)


def _lineage(annotation: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """The field and those above it, of which it inherits."""
    one: pikepdf.Object | None = annotation
    for _ in range(_DEEPEST):
        if one is None:
            return
        yield one
        one = one.get("/Parent")


def _box(sides: list[float], matrix: Matrix, height: float) -> Box:
    (x1, y1), (x2, y2) = apply(matrix, (sides[0], sides[1])), apply(matrix, (sides[2], sides[3]))
    left, top = min(x1, x2) / MM, (height - max(y1, y2)) / MM
    return Box(round(left, 2), round(top, 2), round(abs(x1 - x2) / MM, 2), round(abs(y1 - y2) / MM, 2))
