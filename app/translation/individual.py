"""Whether a text may hold an individual number (個人番号), which is never translated: twelve digits in any dress.

Stricter than a check of the digits: one wrong digit may be a slip, and it is somebody's number. Source: 番号法19条.
"""

from __future__ import annotations

import re
import unicodedata

_KANJI = str.maketrans("〇零一二三四五六七八九", "00123456789")
_RUN = re.compile(r"\d+(?:[^\S\n]?[\s.,、，・･·_/\u2010-\u2015\u2212\u30fc\uff0d-]{0,3}\d+)*")
_GROUP = re.compile(r"\d+")


def may_hold_number(text: str) -> bool:
    """Twelve digits of any width, in one piece or in neighbouring groups of any size."""
    return any(_adds_up([len(group) for group in _GROUP.findall(run)]) for run in _RUN.findall(_digits(text)))


def _digits(text: str) -> str:
    """Every kind of digit as ours, without letters that nobody sees."""
    seen = (letter for letter in unicodedata.normalize("NFKC", text) if unicodedata.category(letter) != "Cf")
    return "".join(str(unicodedata.digit(one, one)) for one in seen).translate(_KANJI)


def _adds_up(groups: list[int]) -> bool:
    return any(
        sum(groups[start:end]) == 12 for start in range(len(groups)) for end in range(start + 1, len(groups) + 1)
    )
