"""Addresses of the ward: what was typed (`あづま1-23-20`, `130-0001`) → the address as the residence record writes it.

Only the search is folded; an address that stands in a case is never changed.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

import jaconv

from app.paths import RESOURCES

_KANJI = "〇一二三四五六七八九"
_MOST = 8
_NUMBERS = re.compile(r"(\d+)(?:丁目|番地|番|号)?[-の]?")
_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_HYPHENS = "‐‑‒–—―−－ーｰ-"
_SAME_SOUND = str.maketrans("ヅヂヴァィゥェォッャュョ", "ズジウアイウエオツヤユヨ")


@dataclass(frozen=True)
class Town:
    """A town (町) of the ward: `chome` is the number of its last 丁目; `mistaken` are look-alikes of its name."""

    name_ja: str
    kana: str
    postcode: str
    chome: int
    mistaken: tuple[str, ...] = ()


@dataclass(frozen=True)
class Suggestion:
    """An address as the record writes it (`東京都墨田区吾妻橋一丁目23番20号`), and what is left as 方書."""

    address: str
    postcode: str
    building: str = ""


@cache
def towns() -> tuple[Town, ...]:
    """All towns of the ward, those with the longest names first so that 東墨田 is not taken for 墨田."""
    found = [Town(**{**town, "mistaken": tuple(town.get("mistaken", ()))}) for town in _data()["towns"]]
    return tuple(sorted(found, key=lambda town: -len(town.name_ja)))


def suggestions(typed: str) -> tuple[Suggestion, ...]:
    """Addresses that were meant, the likeliest first; empty where the typing is no beginning of one of this ward's."""
    plain = _folded(typed)
    if not plain:
        return ()
    if re.fullmatch(r"\d{3}-?\d{0,4}", plain):
        return tuple(_of_postcode(plain.replace("-", "")))[:_MOST]
    meant = [(town, rest) for town in towns() if (rest := _rest(town, plain)) is not None]
    if len(meant) > 1:
        return tuple(one for town, rest in meant for one in _numbered(town, rest, typed) or [_bare(town)])[:_MOST]
    return tuple(one for town, rest in meant for one in _numbered(town, rest, typed) or _by_chome(town, rest))


def town_of(address: str) -> Town | None:
    """The town that an address of this ward names."""
    plain = address.removeprefix(ward())
    return next((town for town in towns() if plain.startswith(town.name_ja)), None) if plain != address else None


def ward() -> str:
    return str(_data()["ward"])


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((RESOURCES / "towns.toml").read_text(encoding="utf-8"))


def _folded(typed: str) -> str:
    """Half-width digits and one kind of hyphen between them, character by character; without prefecture and ward."""
    plain = re.sub(rf"(?<=\d)[{_HYPHENS}](?=\d|$)", "-", typed.translate(_DIGITS))
    plain = plain.lstrip(" \u3000〒").removeprefix("東京都").removeprefix("墨田区")
    return plain.lstrip(" \u3000")


def _of_postcode(digits: str) -> list[Suggestion]:
    return [
        _bare(town)
        for town in sorted(towns(), key=lambda one: one.postcode)
        if town.postcode.replace("-", "").startswith(digits)
    ]


def _rest(town: Town, plain: str) -> str | None:
    """What follows the town's name; empty also where only its beginning was typed; None for another town."""
    for name in (town.name_ja, *town.mistaken):
        if plain.startswith(name):
            return plain.removeprefix(name)
        if name.startswith(plain):
            return ""
    words = re.match(r"[ぁ-んァ-ヶー]+", plain)
    if words is None:
        return None
    if not _sound(town.kana).startswith(_sound(jaconv.hira2kata(words[0]))):
        return None
    return plain[words.end() :]


def _sound(kana: str) -> str:
    return kana.translate(_SAME_SOUND)


def _by_chome(town: Town, rest: str) -> list[Suggestion]:
    """Every 丁目 of a town, as long as nothing follows its name."""
    return [] if rest else [_written(town, (chome,), "") for chome in range(1, town.chome + 1)]


def _numbered(town: Town, rest: str, typed: str) -> list[Suggestion]:
    """`1-23-20` → 一丁目23番20号, and what stands behind it as 方書, exactly as it was typed."""
    numbers, behind = _numbers(rest)
    if not numbers or not 1 <= numbers[0] <= town.chome:
        return []
    building = typed[len(typed) - len(behind) :] if behind else ""
    return [_written(town, numbers, building.strip(" \u3000"))]


def _numbers(rest: str) -> tuple[tuple[int, ...], str]:
    """Up to three numbers, and what stands behind them."""
    for digit, kanji in enumerate(_KANJI):
        rest = re.sub(rf"^{kanji}丁目", f"{digit}丁目", rest)
    found: list[int] = []
    while len(found) < 3 and (match := _NUMBERS.match(rest)):
        found.append(int(match[1]))
        rest = rest[match.end() :]
    return tuple(found), rest


def _bare(town: Town) -> Suggestion:
    return Suggestion(f"{ward()}{town.name_ja}", town.postcode)


def _written(town: Town, numbers: tuple[int, ...], building: str) -> Suggestion:
    chome, *block = numbers
    text = "".join(f"{number}{unit}" for number, unit in zip(block, "番号", strict=False))
    return Suggestion(f"{ward()}{town.name_ja}{_KANJI[chome]}丁目{text}", town.postcode, building)
