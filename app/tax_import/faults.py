"""What is wrong with an extract: all of it together, so that it is mended once and not row by row."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.errors import Bilingual, InvalidInput, Problem
from app.individual_number import masked
from app.tax_import.layout import Words

_LONGEST = 40


@dataclass(frozen=True)
class CellProblem(Problem):
    """A fault of an extract: file, row (the header is 1, 0 is the whole file), column (empty: the whole row)."""

    file: str = ""
    row: int = 0
    column: str = ""


@dataclass
class Faults:
    """Collects up to `most` problems and counts the others."""

    most: int
    count: int = 0
    problems: list[CellProblem] = field(default_factory=list)

    def add(self, file: str, row: int, column: str, found: str, allowed: Words) -> None:
        self.count += 1
        if len(self.problems) < self.most:
            name = _visible(file)
            path = ":".join(filter(None, (name, str(row or ""), column)))
            self.problems.append(CellProblem(path, _shown(found), Bilingual(allowed.ja, allowed.en), name, row, column))

    def refusal(self) -> InvalidInput:
        """The problems and, as more may have been found than are named, how many there are."""
        return InvalidInput(self.problems, problem_count=self.count)


def _shown(found: str) -> str:
    """The beginning of what stands there: signs that cannot be seen by their number, twelve digits never."""
    return masked(_visible(found[:_LONGEST]) + ("…" if len(found) > _LONGEST else ""))


def _visible(text: str) -> str:
    return "".join(char if char.isprintable() else f"<U+{ord(char):04X}>" for char in text)
