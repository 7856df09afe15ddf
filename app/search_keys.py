"""Keys to search by: folded copies beside names and addresses, which themselves are never changed."""

from __future__ import annotations

import re
import unicodedata

import jaconv

from app.variants import usual_forms

_LARGE = str.maketrans("ァィゥェォッャュョヮヵヶヂヅヲヰヱ", "アイウエオツヤユヨワカケジズオイエ")
_V = (("ヴァ", "バ"), ("ヴィ", "ビ"), ("ヴェ", "ベ"), ("ヴォ", "ボ"), ("ヴ", "ブ"))
_ROWS = {
    "ア": "アカサタナハマヤラワガザダバパ",
    "イ": "イキシチニヒミリギジビピ",
    "ウ": "ウクスツヌフムユルグズブプ",
    "エ": "エケセテネヘメレゲゼデベペ",
    "オ": "オコソトノホモヨロゴゾドボポ",
}
_LENGTHENED_BY = {"ア": "アー", "イ": "イー", "ウ": "ウー", "エ": "エイー", "オ": "オウー"}
_LONG = re.compile("|".join(f"(?<=[{kana}])[{_LENGTHENED_BY[row]}]" for row, kana in _ROWS.items()))
_DASHES = "‐‑‒–—―−－-"
_KANJI = "〇一二三四五六七八九"
_LETTERS = str.maketrans({"đ": "d", "ø": "o", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})
_ROMAJI = re.compile("[a-z]+")
_CHOME = re.compile(rf"([{_KANJI[1:]}]?十[{_KANJI[1:]}]?|[{_KANJI}]{{1,3}})丁目")
_UNITS = re.compile(r"(?<=\d)(?:丁目|番地の?|番|号|の|ー)")


def kana_key(text: str) -> str:
    """Kana (or, of a name without kana, its letters) as they sound: half and full width, hiragana and katakana, small
    and large, ヴ and ブ, ヂ and ジ, オウ, オオ and オー are each the same; spaces and dots are nothing.
    """
    wide = unicodedata.normalize("NFKC", text).casefold()
    plain = re.sub(r"[\s・.,'’]", "", jaconv.hira2kata(wide))
    plain = re.sub(rf"(?<=[ァ-ヺ])[{_DASHES}]", "ー", plain)
    for written, sound in _V:
        plain = plain.replace(written, sound)
    return _LONG.sub("ー", plain.translate(_LARGE))


def name_key(text: str) -> str:
    """A name as people half remember it: as `kana_key`, and voiced as unvoiced (ヤマザキ, ヤマサキ), every 異体字 as
    the usual form (髙, 高), letters without their marks (NGUYỄN). It may bring together more than is meant, never less.
    """
    plain = usual_forms(kana_key(text)).translate(_LETTERS)
    return "".join(one for one in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(one))


def name_keys(typed: str) -> tuple[str, ...]:
    """What somebody who looks for a name may mean: the letters as they stand, and as the kana that they spell."""
    key = name_key(typed)
    if not _ROMAJI.fullmatch(key):
        return (key,)
    kana = jaconv.alphabet2kana(key)
    return (key,) if _ROMAJI.search(kana) else (key, name_key(kana))


def address_key(text: str) -> str:
    """An address from its town on, numbers as 1-23-20: 墨田区吾妻橋一丁目23番20号 is the same as 吾妻橋1－23－20."""
    wide = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).casefold()
    plain = wide.removeprefix("東京都").removeprefix("墨田区")
    numbered = _CHOME.sub(lambda match: f"{_number(match[1])}丁目", plain)
    joined = _UNITS.sub("-", re.sub(rf"(?<=\d)[{_DASHES}]", "-", numbered))
    return re.sub(r"-+(?!\d)", "", joined)


def _number(kanji: str) -> int:
    """二 → 2, 十 → 10, 二十三 → 23."""
    tens, ten, ones = kanji.rpartition("十")
    ten_part = (_KANJI.index(tens) if tens else 1) * 10 if ten else 0
    return ten_part + (int("".join(str(_KANJI.index(one)) for one in ones)) if ones else 0)


def number_key(text: str) -> str:
    """A number as the records have it, half width and without spaces."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
