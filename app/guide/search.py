"""Which answers a question is after: the words of every answer, weighed by what is rare in them.

A word counts as found by the share of its pieces (`grams`) that the question has, a rare piece more than a common one
(as in BM25 and its kin), and the more of the question it explains the better. What stays under the limit is not known.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.guide.entries import KINDS, Entry, Kind
from app.guide.grams import folded, grams
from app.guide.words import ENGLISH, JAPANESE, Words

LIMIT = 0.5  # below it the guide does not know; weighed with tests/cases/guide
_EXPLAINED = 0.45  # how much of a score is the share of the question that the word explains
_STRANGE = 0.4  # weight of what no word of the guide has, against the rarest that one has
_HINTED = 1.12
_OTHER_LANGUAGE = 0.93


@dataclass(frozen=True)
class Hit:
    """An answer and how surely it is meant: 1 is a word of it and nothing else."""

    entry: Entry
    score: float


@dataclass(frozen=True)
class _Word:
    entry: int
    weight: float  # of all its pieces
    factor: float


class Index:
    """The words of the answers in one language of the visitor, with the Japanese and English ones beside them."""

    def __init__(self, entries: Sequence[Entry], words: Mapping[str, Words], language: str) -> None:
        self._entries = entries
        self._languages = tuple(dict.fromkeys((language, JAPANESE, ENGLISH)))
        self._hints = [
            (kind, _as_phrase(folded(hint)))
            for one in self._languages
            for kind in KINDS
            for hint in sorted(words[one].hints[kind], key=len, reverse=True)
        ]
        spoken = [
            (number, one, grams(folded(word)))
            for number, entry in enumerate(entries)
            for one in self._languages
            for word in entry.texts[one].words
        ]
        self._weights = _weights(pieces for _, _, pieces in spoken)
        self._strange = _STRANGE * max(self._weights.values(), default=1.0)
        self._words = [_Word(number, self._sum(pieces), self._factor(one)) for number, one, pieces in spoken]
        self._found: dict[str, list[int]] = defaultdict(list)
        for number, (_, _, pieces) in enumerate(spoken):
            for piece in pieces:
                self._found[piece].append(number)

    def search(self, question: str, most: int = 5) -> list[Hit]:
        """The likeliest answers, the best first; none where the guide does not know."""
        whole = folded(question)
        content, kinds = self._content(whole)
        scores = self._scores(grams(whole), kinds)
        for number, score in self._scores(grams(content), kinds).items():
            scores[number] = max(score, scores[number])
        best = sorted(scores, key=lambda number: (-scores[number], number))[:most]
        return [Hit(self._entries[number], scores[number]) for number in best if scores[number] >= LIMIT]

    def kind_meant(self, question: str) -> Kind | None:
        """Where the question says nothing but of what kind the answer shall be ("garbage"): that kind."""
        rest, kinds = self._content(folded(question))
        return next(iter(kinds)) if len(kinds) == 1 and len(rest.replace(" ", "")) <= 1 else None  # の may be left

    def _content(self, question: str) -> tuple[str, set[Kind]]:
        """The question without the words that only say what kind of answer it is after, and these kinds."""
        rest, kinds = question, set()
        for kind, hint in self._hints:
            shorter = hint.sub(" ", rest)
            if shorter != rest:
                kinds.add(kind)
                rest = shorter
        return rest, kinds

    def _scores(self, question: frozenset[str], kinds: set[Kind]) -> dict[int, float]:
        common: dict[int, float] = defaultdict(float)
        for piece in question & self._found.keys():
            for number in self._found[piece]:
                common[number] += self._weights[piece]
        whole, scores = self._sum(question), defaultdict[int, float](float)
        for number, weight in common.items():
            word = self._words[number]
            score = weight / word.weight * (1 - _EXPLAINED + _EXPLAINED * weight / whole) * word.factor
            if self._entries[word.entry].kind in kinds:
                score *= _HINTED
            scores[word.entry] = max(scores[word.entry], score)
        return scores

    def _sum(self, pieces: frozenset[str]) -> float:
        return sum(self._weights.get(piece, self._strange) for piece in pieces) or 1.0

    def _factor(self, language: str) -> float:
        return 1.0 if language == self._languages[0] else _OTHER_LANGUAGE


def _weights(words: Iterable[frozenset[str]]) -> dict[str, float]:
    """The inverse document frequency of each piece (Robertson's, never below a tenth)."""
    every = list(words)
    counts = Counter(piece for pieces in every for piece in pieces)
    return {piece: max(math.log(1 + len(every) / count), 0.1) for piece, count in counts.items()}


def _as_phrase(hint: str) -> re.Pattern[str]:
    """Whole words where words have blanks between them."""
    edge = r"\b" if hint.isascii() else ""
    return re.compile(f"{edge}{re.escape(hint)}{edge}")
