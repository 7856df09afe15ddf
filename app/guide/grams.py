"""A text as the small pieces that two spellings of it have in common, whatever its script."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from app.search_keys import kana_key

_WORDS = re.compile(r"[^\W_]+(?:[\u0300-\u036F\u0900-\u0903\u093A-\u094F\u0E31\u0E34-\u0E4E\u102B-\u103E]+[^\W_]*)*")
_UNSPACED = re.compile(r"[\u0E00-\u0E7F]+|[\u1000-\u109F]+|[\u3005-\u30FF\u3400-\u9FFF]+|[\uAC00-\uD7A3]+")
_PIECE, _SPACED_PIECE = 2, 3  # letters
_EDGE, _WHOLE = "^", "="


def folded(text: str) -> str:
    """Without widths, capitals and kinds of kana; words apart by one blank."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(kana_key(word) for word in _WORDS.findall(plain))


def _without_accents(word: str) -> str:
    """Latin letters alone lose them, as people type who have no key for them."""
    apart = unicodedata.normalize("NFD", word.replace("đ", "d").replace("ı", "i"))
    if not "a" <= apart[0] <= "z":
        return word
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


@lru_cache(maxsize=8192)
def grams(folded_text: str) -> frozenset[str]:
    """Pairs of letters where words stand without blanks; else threes without accents, and the whole word with them."""
    return frozenset(piece for word in folded_text.split() for piece in _of_word(word))


def _of_word(word: str) -> list[str]:
    pieces, rest = [], word
    for run in _UNSPACED.findall(word):
        pieces += _cut(run, _PIECE)
        rest = rest.replace(run, " ", 1)
    for run in rest.split():
        pieces += [f"{_WHOLE}{run}", *_cut(f"{_EDGE}{_without_accents(run)}{_EDGE}", _SPACED_PIECE)]
    return pieces


def _cut(run: str, length: int) -> list[str]:
    return [run[start : start + length] for start in range(max(len(run) - length, 0) + 1)]
