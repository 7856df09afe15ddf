"""Bytes as letters that people can copy from paper: no I, L, O, U, and every group checks itself.

Base 32 in the alphabet of D. Crockford; four letters of content and one that checks them and their place.
"""

from __future__ import annotations

import unicodedata
from hashlib import sha256

from app.errors import InvalidInput, Problem
from app.sentences import bilingual

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans("OIL", "011")
_CONTENT = 4
_GROUP = _CONTENT + 1


def to_letters(content: bytes) -> tuple[str, ...]:
    """Groups of five letters."""
    letters = _encoded(content)
    parts = [letters[start : start + _CONTENT] for start in range(0, len(letters), _CONTENT)]
    return tuple(part + _check(place, part) for place, part in enumerate(parts))


def from_letters(typed: str, size: int, what: str = "recovery_key") -> bytes:
    """`size` bytes again. Width, case, spaces and hyphens do not matter; O is read as 0, I and L as 1.

    InvalidInput names the groups of `what` that do not hold together, never what was typed.
    """
    letters = _folded(typed)
    groups = [letters[start : start + _GROUP] for start in range(0, len(letters), _GROUP)]
    wanted = -(-size * 8 // (5 * _CONTENT))
    if len(groups) != wanted or len(letters) != wanted * _GROUP:
        raise InvalidInput(
            [
                Problem(
                    what,
                    bilingual("characters", count=len(letters)),
                    bilingual("characters", count=wanted * _GROUP),
                )
            ]
        )
    wrong = [place for place, group in enumerate(groups) if not _holds(place, group)]
    if wrong:
        allowed = bilingual("recovery_letters")
        raise InvalidInput([Problem(f"{what}[{place + 1}]", "…", allowed) for place in wrong])
    return _decoded("".join(group[:_CONTENT] for group in groups), size)


def same_group(printed: str, typed: str) -> bool:
    """Whether one group was copied right, as generously as `from_letters` reads."""
    return _folded(typed) == printed


def _folded(typed: str) -> str:
    folded = unicodedata.normalize("NFKC", typed).upper().translate(_READ_AS)
    return "".join(one for one in folded if one.isalnum())


def _holds(place: int, group: str) -> bool:
    return all(one in _LETTERS for one in group) and _check(place, group[:_CONTENT]) == group[_CONTENT:]


def _check(place: int, part: str) -> str:
    return _LETTERS[sha256(f"{place}:{part}".encode()).digest()[0] % 32]


def _encoded(content: bytes) -> str:
    count = -(-len(content) * 8 // (5 * _CONTENT)) * _CONTENT
    number = int.from_bytes(content, "big") << (count * 5 - len(content) * 8)
    return "".join(_LETTERS[number >> shift & 31] for shift in range((count - 1) * 5, -1, -5))


def _decoded(letters: str, size: int) -> bytes:
    number = 0
    for one in letters:
        number = number << 5 | _LETTERS.index(one)
    return (number >> (len(letters) * 5 - size * 8)).to_bytes(size, "big")
