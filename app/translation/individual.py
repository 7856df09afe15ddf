"""Whether a text may hold an individual number (個人番号), which is never translated: twelve digits in any dress.

Stricter than a check of the digits: one wrong digit may be a slip, and it is somebody's number. Source: 番号法19条.
Digits are counted whether they are written as digits or said as words (`resources/spoken_digits.toml`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

import jaconv

from app.data_file import built, read_toml
from app.paths import RESOURCES

_TWELVE = 12
_TELLING = 9  # digits in a row after which a text that is still growing is not shown
_BREAK = r"[\s.,、，・･·_/\u2010-\u2015\u2212\u30fc\uff0d-]{0,4}"
_LETTER = r"\w\u0900-\u0963"  # the vowel signs of India's scripts are of the word, which \w does not know
_WRITTEN = "written"
_SIZES = {"one": 1, "teens": 2, "two": 2, "three": 3, "four": 4}


@dataclass(frozen=True)
class Spoken:
    """How a language says digits: regular expressions by how many digits they stand for."""

    one: tuple[str, ...]
    two: tuple[str, ...] = ()
    teens: tuple[str, ...] = ()
    three: tuple[str, ...] = ()
    four: tuple[str, ...] = ()
    unspaced: bool = False


@dataclass(frozen=True)
class _Data:
    source: str
    confidence: str
    between: tuple[str, ...]
    languages: Mapping[str, Spoken]


def may_hold_number(text: str) -> bool:
    """Twelve digits of any width or in words, in one piece or in neighbouring groups of any size."""
    for counts in _runs(text):
        ends = set(accumulate(counts, initial=0))
        if any(end + _TWELVE in ends for end in ends):
            return True
    return False


def may_become_number(text: str) -> bool:
    """Whether the text, which somebody is still saying, is on the way there: nobody need read it meanwhile."""
    return any(sum(counts) >= _TELLING for counts in _runs(text))


def _runs(text: str) -> Iterator[list[int]]:
    """How many digits each number has, of those that follow each other with hardly anything between them."""
    digits, gap = _patterns()
    plain = _plain(text)
    counts: list[int] = []
    end, open_to = 0, 0  # `open_to`: the last digits of a number that words may still say
    for found in digits.finditer(plain):
        if counts and not gap.fullmatch(plain, end, found.start()):
            yield counts
            counts, open_to = [], 0
        kind = str(found.lastgroup).rstrip("_")
        size = _SIZES.get(kind, len(found[0]))
        if kind == _WRITTEN or size >= open_to:
            counts.append(size)
        open_to = 0 if kind in (_WRITTEN, "teens") else size
        end = found.end()
    yield counts


def _plain(text: str) -> str:
    """Every kind of digit as ours, katakana as hiragana, small letters, and none that nobody sees."""
    seen = (one for one in unicodedata.normalize("NFKC", text) if unicodedata.category(one) != "Cf")
    return jaconv.kata2hira("".join(str(unicodedata.digit(one, one)) for one in seen)).casefold()


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A number, by the kind of it; and what may stand between two."""
    file = RESOURCES / "spoken_digits.toml"
    data = built(file.name, "", _Data, read_toml(file))
    parts = [rf"(?P<{_WRITTEN}>\d+)"]
    for unspaced, group in ((True, "{}"), (False, "{}_")):
        spoken = [one for one in data.languages.values() if one.unspaced is unspaced]
        for kind in sorted(_SIZES, key=lambda kind: -_SIZES[kind]):
            words = "|".join(word for one in spoken for word in getattr(one, kind))
            if words:
                bare = words if unspaced else rf"(?<![{_LETTER}])(?:{words})(?![{_LETTER}])"
                parts.append(f"(?P<{group.format(kind)}>{bare})")
    return re.compile("|".join(parts)), re.compile(f"{_BREAK}(?:(?:{'|'.join(data.between)}){_BREAK})?")
