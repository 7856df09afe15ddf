"""The letters of a document: font by font their codes, and the subsets of the fonts that are embedded.

What a form prints for every visitor has its codes and its subsets once and for all (`print_letters`); only the letters
that a visitor's values add make subsets of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from forms import glyphs
from forms.fonts import Embedded
from forms.glyphs import Run
from forms.pdf import Pdf

_A_SUBSET = 256  # codes, of which 0 draws nothing and 32 is the space
_SECOND = chr(_A_SUBSET)  # where the second subset begins
_SPACE = 32


class _Alphabet(dict[int, int]):
    """The letters of one font with their codes, subset after subset; a new letter takes the next."""

    def __init__(self, known: Mapping[int, int]) -> None:
        super().__init__(known)
        self._next = -(-max(known.values(), default=0) // _A_SUBSET) * _A_SUBSET + 1

    def __missing__(self, letter: int) -> int:
        code = self._next
        self[letter] = code
        self._next += 1
        if self._next % _A_SUBSET in (0, _SPACE):
            self._next += 1
        return code

    def subsets(self, first: int) -> Iterator[tuple[int, Sequence[int]]]:
        """Of each subset from this number on its letters by their codes."""
        letters = {code: letter for letter, code in self.items() if code >= first * _A_SUBSET}
        for number, group in groupby(letters, key=lambda code: code // _A_SUBSET):
            start, last = number * _A_SUBSET, max(group)
            yield number, [0, *(letters.get(code, _SPACE) for code in range(start + 1, last + 1))]


@dataclass(frozen=True)
class Letters:
    """The letters that documents have in common: codes by font, and subsets by font and number."""

    alphabets: Mapping[str, Mapping[int, int]] = field(default_factory=dict)
    subsets: Mapping[tuple[str, int], Embedded] = field(default_factory=dict)


NONE = Letters()


def print_letters(runs: Iterable[Run]) -> Letters:
    """What these stretches need, to be shared by documents."""
    document = Lettering()
    for run in runs:
        document.learn(run)
    return Letters(document.alphabets, document.subsets())


class Lettering:
    """The letters of one document, beginning with what is printed on all of its kind."""

    def __init__(self, printed: Letters = NONE) -> None:
        self.alphabets = {font: _Alphabet(known) for font, known in printed.alphabets.items()}
        self._printed = printed
        self._names = {key: f"F{number}" for number, key in enumerate(printed.subsets, 1)}

    def learn(self, run: Run) -> str:
        """The stretch in codes, subset × 256 + the code within it."""
        if run.font not in self.alphabets:
            self.alphabets[run.font] = _Alphabet({})
        return run.codes.translate(self.alphabets[run.font])

    def code(self, run: Run) -> Iterator[tuple[str, bytes]]:
        """The stretch in the codes of one subset after the other, with the name by which the page calls it."""
        codes = self.learn(run)
        if max(codes, default="") < _SECOND:
            yield self._name(run.font, 0), codes.encode("latin-1")
            return
        for subset, group in groupby(map(ord, codes), key=lambda code: code // _A_SUBSET):
            yield self._name(run.font, subset), bytes(code % _A_SUBSET for code in group)

    def _name(self, font: str, subset: int) -> str:
        return self._names.setdefault((font, subset), f"F{len(self._names) + 1}")

    def subsets(self) -> Mapping[tuple[str, int], Embedded]:
        """Every subset of the document by font and number."""
        made = dict(self._printed.subsets)
        for name, alphabet in self.alphabets.items():
            known = sum(font == name for font, _ in self._printed.subsets)
            made |= {(name, number): glyphs.font(name).embed(letters) for number, letters in alphabet.subsets(known)}
        return made

    def write(self, pdf: Pdf) -> str:
        """The fonts as objects of the file; returns their names with the objects' numbers."""
        return " ".join(f"/{self._name(*key)} {subset.write(pdf)} 0 R" for key, subset in self.subsets().items())
