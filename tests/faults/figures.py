"""What a run of the bench found, as a table for people and as JSON."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, fields, replace


@dataclass(frozen=True)
class Figures:
    """`tried` faults of one kind; `acknowledged` saves that had been promised when they came.

    `lost`: promised and not there. `half`: there and not whole. `unclear`: ended otherwise than with a clear sentence.
    `leaked`: files with a marked individual number in them. All four must be 0.
    `more` are further figures of this fault alone.
    """

    fault: str
    tried: int = 0
    acknowledged: int = 0
    lost: int = 0
    half: int = 0
    unclear: int = 0
    seconds: float = 0
    more: dict[str, float] = field(default_factory=dict)
    told: tuple[str, ...] = ()
    leaked: int = 0

    @property
    def holds(self) -> bool:
        return self.tried > 0 and not (self.lost or self.half or self.unclear or self.leaked)

    def and_(self, other: Figures) -> Figures:
        """Both together, under the name of the first."""
        names = ("tried", "acknowledged", "lost", "half", "unclear", "leaked", "seconds")
        summed = {name: getattr(self, name) + getattr(other, name) for name in names}
        more = {key: self.more.get(key, 0) + other.more.get(key, 0) for key in (*self.more, *other.more)}
        return replace(self, **summed, more=more, told=(*self.told, *other.told))


_COLUMNS = ("fault", "tried", "acknowledged", "lost", "half", "unclear", "leaked", "seconds")
_TOLD = 5


def table(found: Iterable[Figures]) -> str:
    """One line a fault, further figures behind it; below, what went wrong."""
    found = list(found)
    rows = [_COLUMNS, *([_shown(getattr(one, name)) for name in _COLUMNS] for one in found)]
    widths = [max(_width(row[column]) for row in rows) for column in range(len(_COLUMNS))]
    lines = [_line(row, widths) for row in rows]
    for place, one in enumerate(found, 1):
        lines[place] += "".join(f"  {key} {_shown(value)}" for key, value in one.more.items())
    wrong = [f"{one.fault}: {text}" for one in found for text in one.told[:_TOLD]]
    return "\n".join([lines[0], "-" * len(lines[0]), *lines[1:], *wrong])


def as_json(found: Iterable[Figures]) -> str:
    return json.dumps([asdict(one) | {"holds": one.holds} for one in found], ensure_ascii=False)


def from_json(text: str) -> list[Figures]:
    """As `as_json` wrote them, in another process."""
    names = {one.name for one in fields(Figures)}
    rows = [{key: value for key, value in row.items() if key in names} for row in json.loads(text)]
    return [Figures(**row | {"told": tuple(row["told"])}) for row in rows]


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = (
        " " * (width - _width(cell)) + cell if place else cell + " " * (width - _width(cell))
        for place, (cell, width) in enumerate(zip(row, widths, strict=True))
    )
    return "  ".join((first, *others))


def _shown(value: object) -> str:
    return f"{value:,.1f}" if isinstance(value, float) else f"{value:,}" if isinstance(value, int) else str(value)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)
