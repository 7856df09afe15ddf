"""Passwords: kept as Argon2id (RFC 9106), never shorter than twelve characters, none that everybody tries first."""

from __future__ import annotations

import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache

from app.errors import Refused
from app.paths import RESOURCES

LEAST = 12
LONGEST = 256  # characters: more is no password, but somebody's file


@dataclass(frozen=True)
class Cost:
    """What one try costs: KiB of memory, rounds, lanes."""

    memory: int
    time: int
    lanes: int


STRONG = Cost(64 << 10, 3, 4)
"""0.1 s on a counter's PC; the least that is allowed is 19 MiB, 2, 1 (OWASP)."""
CHEAP_FOR_TESTS = Cost(8, 1, 1)


def hashed(password: str, cost: Cost = STRONG) -> str:
    """The encoded hash, which names its own cost."""
    from argon2 import PasswordHasher

    hasher = PasswordHasher(time_cost=cost.time, memory_cost=cost.memory, parallelism=cost.lanes)
    return hasher.hash(password)


def is_right(kept: str, password: str) -> bool:
    """Whether it is the password of that hash; a hash that is none fits no password."""
    from argon2 import PasswordHasher
    from argon2.exceptions import Argon2Error, InvalidHash

    try:
        return PasswordHasher().verify(kept, password[:LONGEST])
    except (Argon2Error, InvalidHash):
        return False


def is_cheaper(kept: str, cost: Cost) -> bool:
    """Whether a hash was made at less than today's cost, and is to be made anew when its password is next known."""
    from argon2 import extract_parameters

    found = extract_parameters(kept)
    return (found.memory_cost, found.time_cost) < (cost.memory, cost.time)


def refuse_weak(password: str, login: str) -> None:
    """Refused with the reason: too short, too long, the user's own name, or what is tried first everywhere."""
    if len(password) < LEAST or len(set(password)) < 5:
        raise Refused("password_too_short", least=LEAST)
    if len(password) > LONGEST:
        raise Refused("password_too_long")
    bare = _bare(password)
    if not bare or bare in _common() or bare == _bare(login) or _runs(password):
        raise Refused("password_common")


def _bare(text: str) -> str:
    """What is left without digits and signs, of any width and case; a word that is said twice counts once."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    word = "".join(one for one in folded if one.isalpha())
    half = len(word) // 2
    return word[:half] if half and word == word[:half] * 2 else word


def _runs(password: str) -> bool:
    """Nothing but neighbours on the keyboard or in the alphabet: `abcdefghijkl`, `qwertyuiopas`."""
    word = "".join(one for one in password.casefold() if one.isalnum())
    return any(len(word) >= 6 and (word in row or word[::-1] in row) for row in _rows())


@cache
def _common() -> frozenset[str]:
    return frozenset(_data()["words"])


@cache
def _rows() -> tuple[str, ...]:
    return tuple(_data()["rows"])


@cache
def _data() -> dict[str, list[str]]:
    return tomllib.loads((RESOURCES / "common_passwords.toml").read_text(encoding="utf-8"))
