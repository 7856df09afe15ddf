"""The numbers that a sentence says, whichever way it says them: 3万円, 三万円, 30,000 yen and thirty thousand are one.

A date is its numbers, an era's year the year of our calendar, a clock time its place on the dial (午後5時, 5 p.m. and
17:00 are one; which half of the day is a matter of words). Plain comparison of digits objects to half of all right
translations (facts 8.3).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from app.data_file import built, read_toml
from app.paths import RESOURCES

_DIGITS = {letter: value for value, letter in enumerate("〇一二三四五六七八九")} | {"零": 0, "両": 2, "两": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000, "십": 10, "백": 100, "천": 1000}
_LARGE = {"万": 10**4, "萬": 10**4, "만": 10**4, "億": 10**8, "亿": 10**8, "억": 10**8, "兆": 10**12}
_HANGUL = "십백천만억"
_KANJI = "".join((*_DIGITS, *_SMALL, *_LARGE))
_NUMERAL = re.compile(rf"(?:\d+(?:\.\d+)?[{_KANJI}]?|[{_KANJI}])+")
_THOUSANDS = re.compile(r"(?<![\d.,])(\d{1,3})((?:[., \u00a0\u202f']\d{3})+)(?!\d)(?![.,]\d{3})")
_COMMA = re.compile(r"(?<=\d),(?=\d)")
_DIAL = re.compile(r"(?<!\d)(\d{1,2})\s*(?::|時|시|h(?=\d))\s*(?:(\d{1,2})\s*(?:分|분)?|(半))?(?!\s*間|\d)")
_CHINESE_HOUR = re.compile(r"(?<=\d)[点點](?!\d*[％%])")
_HALF_DAY = re.compile(r"(?<![\d:])(\d{1,2})(?::(\d{2}))?\s*(?:a\.?\s?m\b|p\.?\s?m\b|o'clock)\.?", re.IGNORECASE)

_PIECE = re.compile(r"\s+|[\w\u0900-\u0963\u0966-\u0dff]+|[^\w\s]")
"""Blanks, a word, a mark; the vowel signs of India's scripts are of the word, which \\w does not know."""


@dataclass(frozen=True)
class Words:
    """How a language says numbers."""

    months: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    weekdays: tuple[str, ...] = ()
    clock: tuple[str, ...] = ()
    words: Mapping[str, int] = field(default_factory=dict)
    tens: Mapping[str, int] = field(default_factory=dict)
    scales: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class _Data:
    source: str
    confidence: str
    not_numbers: tuple[str, ...]
    counters: tuple[str, ...]
    eras: Mapping[str, int]
    languages: Mapping[str, Words]


@cache
def _data() -> _Data:
    file = RESOURCES / "numbers.toml"
    return built(file.name, "", _Data, read_toml(file))


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Words that are no numbers, a year of an era, a counter after a numeral."""
    data = _data()
    words = sorted(data.not_numbers, key=len, reverse=True)
    era = rf"({'|'.join(data.eras)})\s*(\d+|元)"
    counters = "|".join(sorted(map(re.escape, data.counters), key=len, reverse=True))
    return (
        re.compile(rf"(?<![{_KANJI}\d])(?:{'|'.join(words)})"),
        re.compile(era, re.IGNORECASE),
        re.compile(rf"\s*(?:{counters})"),
    )


def numbers_of(text: str, language: str) -> Counter[str]:
    """Every number of the text by its value, a time of day as `5:30`, a Tuesday as `day 2`; how often each is said."""
    found = Counter(_weekdays(text, language))

    def taken(value: str) -> str:
        found[value] += 1
        return " ; "

    rest = _written_out(text, language)
    for time_of_day in (*_clock(language), _HALF_DAY):
        rest = time_of_day.sub(lambda match: taken(_dial(match[1], match[2])), rest)
    rest = _DIAL.sub(lambda match: taken(_dial(match[1], "30" if match[3] else match[2])), rest)
    for match in _NUMERAL.finditer(rest):
        if any(letter.isdigit() and letter.isascii() for letter in match[0]) or _counts(rest, match):
            found[_plain(_value(match[0]) * (10 if rest[match.end() :].startswith("割") else 1))] += 1
    return found


@cache
def _clock(language: str) -> tuple[re.Pattern[str], ...]:
    """How the language says a time of day in words of its own: hour and minutes as groups."""
    words = _data().languages.get(language, Words())
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in words.clock)


def _weekdays(text: str, language: str) -> Iterator[str]:
    words = _data().languages.get(language, Words())
    for number, pattern in enumerate(words.weekdays, 1):
        if re.search(pattern, text, re.IGNORECASE):
            yield f"day {number}"


def _written_out(text: str, language: str) -> str:
    """The text with every way of saying a number turned into digits and kanji numerals."""
    not_numbers, era, _ = _patterns()
    rest = not_numbers.sub(" ", unicodedata.normalize("NFKC", text))
    rest = "".join(str(unicodedata.digit(letter)) if letter.isdigit() else letter for letter in rest)
    rest = _THOUSANDS.sub(lambda match: match[1] + re.sub(r"\D", "", match[2]), rest)
    rest = _COMMA.sub(".", rest)
    rest = _said_clock(_CHINESE_HOUR.sub("時", rest) if language in {"zh-Hans", "zh-Hant"} else rest)
    rest = era.sub(
        lambda match: f" {_data().eras[match[1].lower()] + (1 if match[2] == '元' else int(match[2]))} ", rest
    )
    return _spelled(rest, _data().languages.get(language, Words()))


def _said_clock(text: str) -> str:
    """Hours, minutes and years of eras in kanji as digits."""
    numeral = rf"[{_KANJI}]+"
    text = re.sub(rf"({numeral})(?=[時分]|分钟)", lambda match: _plain(_value(match[1])), text)
    return re.sub(rf"(令和|平成|昭和|大正|明治)({numeral})", lambda match: match[1] + _plain(_value(match[2])), text)


def _spelled(text: str, words: Words) -> str:
    """Number words as digits: `twenty-five thousand` is 25000, a month beside a number is its number."""
    if not words.words:
        return text
    text = re.sub(r"(?<=[a-z])-(?=[a-z])", " ", text, flags=re.IGNORECASE)
    text = re.sub(r"(\d)(?:st|nd|rd|th)\b", r"\1", text)
    if words.scales:
        scale = rf"(\d+(?:\.\d+)?)\s*({'|'.join(words.scales)})\b"
        text = re.sub(
            scale, lambda match: _plain(Decimal(match[1]) * words.scales[match[2].lower()]), text, flags=re.IGNORECASE
        )
    return "".join(_joined(_PIECE.findall(text), words))


def _joined(pieces: list[str], words: Words) -> list[str]:
    done: list[str] = []
    total = part = 0
    running = False
    for place, piece in enumerate(pieces):
        value = _word_value(piece, place, pieces, words)
        if value is not None:
            kind, amount = value
            total, part, new = _added(kind, amount, total, part, running)
            if new:
                done.append(f" {new} ; ")
            running = True
        elif not (running and (piece.isspace() or (piece.lower() == "and" and part % 100 == 0 and part))):
            done.extend([f" {total + part} " if running else "", piece])
            total, part, running = 0, 0, False
    return [*done, f" {total + part} " if running else ""]


def _added(kind: str, amount: int, total: int, part: int, running: bool) -> tuple[int, int, int]:
    """Total and part with one more word, and a number that ended before it (`five, six`; 0 for none)."""
    if kind == "scale":
        if amount == 100:
            return total, (part or 1) * 100, 0
        return total + (part or 1) * amount, 0, 0
    fits = part == 0 or (part % 100 == 0) or (kind == "word" and part % 10 == 0 and amount < 10 and part % 100 >= 10)
    if running and not fits:
        return 0, amount, total + part
    return total, part + amount, 0


def _word_value(piece: str, place: int, pieces: list[str], words: Words) -> tuple[str, int] | None:
    low = piece.lower()
    for kind, table in (("word", words.words), ("ten", words.tens), ("scale", words.scales)):
        if low in table:
            return kind, table[low]
    if low in words.months and (low not in words.ambiguous or _beside_number(pieces, place, words)):
        return "word", words.months.index(low) + 1
    return None


def _beside_number(pieces: list[str], place: int, words: Words) -> bool:
    near = pieces[max(0, place - 4) : place] + pieces[place + 1 : place + 5]
    return any(piece.isdigit() or piece.lower() in words.words for piece in near)


def _counts(text: str, match: re.Match[str]) -> bool:
    """Whether kanji numerals count something: with a counter behind them, or 第 before. 만 alone is a syllable."""
    if match[0][0] in _HANGUL:
        return False
    before = text[match.start() - 1 : match.start()]
    return _patterns()[2].match(text, match.end()) is not None or match[0][-1] in _LARGE or before == "第"


def _value(numeral: str) -> Decimal:
    """Of digits and kanji in any mixture: 3万5千, 一億二千万, 二〇二六."""
    total = section = Decimal(0)
    digits = ""
    for letter in numeral:
        if letter in _SMALL:
            section += (Decimal(digits) if digits else 1) * _SMALL[letter]
            digits = ""
        elif letter in _LARGE:
            total += (section + (Decimal(digits) if digits else 0) or 1) * _LARGE[letter]
            section, digits = Decimal(0), ""
        else:
            digits += str(_DIGITS.get(letter, letter))
    return total + section + (Decimal(digits) if digits else 0)


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _dial(hour: str, minute: str | None) -> str:
    return f"{int(hour) % 12}:{int(minute or 0):02}"


def same_numbers(source: Counter[str], target: Counter[str]) -> bool:
    """Whether both say the same. One may go unsaid (コピーを一枚 is `a copy`), and a repeated number be said once."""
    differing = set(source) ^ set(target)
    return differing <= {"1"} and not ("1" in target and "1" not in source and target["1"] > 1)
