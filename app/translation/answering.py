"""What a visitor said in answer to a question, as its answer: one of the choices, a number, a day.

Nothing is guessed: what fits two answers is none. Whatever is found is shown to the speaker and confirmed by them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from app.data_file import built, read_toml
from app.paths import RESOURCES
from app.translation.numbers import numbers_of

_LARGEST = 999_999_999
_UNSPACED = ("ja", "zh-Hans", "zh-Hant", "ko", "th")
_LETTER = r"\w\u0900-\u0963"
_YEARS = (1900, 2100)
_AHEAD = timedelta(days=62)
_MARKED = re.compile(r"(?:(?P<y>\d{4})[年년])?\s*(?P<m>\d{1,2})[月월]\s*(?P<d>\d{1,2})[日号號일]")


@dataclass(frozen=True)
class _Data:
    source: str
    confidence: str
    words: Mapping[str, Mapping[str, tuple[str, ...]]]


@cache
def _data() -> _Data:
    file = RESOURCES / "spoken_answers.toml"
    return built(file.name, "", _Data, read_toml(file))


def chosen(heard: str, offered: Mapping[str, str], language: str) -> str | None:
    """Which of the offered (id → text) was said: the longest that is in the sentence, unless another is there too."""
    rest = _plain(heard)
    found: str | None = None
    ways = [(way, id_) for id_, text in offered.items() for way in _ways(id_, text, language)]
    for way, id_ in sorted(ways, key=lambda one: -len(one[0])):
        pattern = _whole(way, language)
        if way and pattern.search(rest):
            if found not in (None, id_):
                return None
            found, rest = id_, pattern.sub(" ", rest)
    return found


def number(heard: str, language: str) -> int | None:
    """The one number of the sentence; digits that are said one by one are one number."""
    text = _plain(heard)
    one_by_one = [list(numbers_of(word, language).elements()) for word in text.split()]
    if one_by_one and all(len(values) == 1 and len(values[0]) == 1 for values in one_by_one):
        joined = int("".join(values[0] for values in one_by_one))
        return joined if joined <= _LARGEST else None
    values = list(numbers_of(f"{text}円" if language == "ja" else text, language).elements())
    whole = [int(value) for value in values if value.isdigit()]
    return whole[0] if len(values) == len(whole) == 1 and whole[0] <= _LARGEST else None


def day(heard: str, language: str, months: Sequence[Sequence[str]], today: date) -> date | None:
    """The day of the sentence; without a year the last one, or one that is soon to come.

    `months`: what each is called, January first. Two bare numbers are no day: 3/5 is two.
    """
    text = _plain(heard)
    if marked := _MARKED.search(_digits(text)):
        return _day(int(marked["y"]) if marked["y"] else None, int(marked["m"]), int(marked["d"]), today)
    named = {number for number, names in enumerate(months, 1) for name in names if _says(text, name, language)}
    if len(named) != 1:
        return None
    for name in sorted(months[min(named) - 1], key=len, reverse=True):
        text = _whole(_plain(name), language).sub(" ", text)
    values = [int(value) for value in numbers_of(text, language).elements() if value.isdigit()]
    days, years = [one for one in values if one < _YEARS[0]], [one for one in values if one >= _YEARS[0]]
    if len(days) != 1 or len(years) > 1:
        return None
    return _day(years[0] if years else None, min(named), days[0], today)


def _day(year: int | None, month: int, of_month: int, today: date) -> date | None:
    found = []
    for one in [year] if year else range(today.year - 1, today.year + 2):
        try:
            found.append(date(one, month, of_month))
        except ValueError:
            continue
    if year:
        return found[0] if found and _YEARS[0] <= year < _YEARS[1] else None
    return max((one for one in found if one <= today + _AHEAD), default=None)


def _says(text: str, name: str, language: str) -> bool:
    return bool(name) and bool(_whole(_plain(name), language).search(text))


def _ways(id_: str, text: str, language: str) -> set[str]:
    more = _data().words.get(id_, {})
    said = more.get(language, more.get("zh-Hans", ()) if language == "zh-Hant" else ())
    return {_plain(one) for one in (text, *said)}


def _whole(way: str, language: str) -> re.Pattern[str]:
    """As whole words; anywhere in a language without blanks."""
    escaped = re.escape(way)
    return re.compile(escaped if language in _UNSPACED else rf"(?<![{_LETTER}]){escaped}(?![{_LETTER}])")


def _plain(text: str) -> str:
    """Small letters without marks; an apostrophe stays, it is of the word."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    kept = (" " if unicodedata.category(one)[0] == "P" and one not in "'’" else one for one in folded)
    return " ".join("".join(kept).split())


def _digits(text: str) -> str:
    """Numerals in kanji before 年, 月 and 日 as digits."""
    units = re.compile(r"[〇零一二三四五六七八九十百千]+(?=[年月日号號])")
    return units.sub(lambda found: str(_kanji(found[0])), text).replace(" ", "")


def _kanji(numeral: str) -> int:
    """Digits in their order (二〇二六), or with ten, hundred and thousand between them."""
    digits = {one: value for value, one in enumerate("〇一二三四五六七八九")} | {"零": 0}
    scales = {"十": 10, "百": 100, "千": 1000}
    if not set(numeral) & scales.keys():
        return int("".join(str(digits[one]) for one in numeral))
    total, part = 0, 0
    for one in numeral:
        if one in scales:
            total, part = total + (part or 1) * scales[one], 0
        else:
            part = digits[one]
    return total + part
