"""A machine's translation judged before anybody sees it: refused, marked, or passed (translation-and-speech §8).

What is refused would mislead by itself (empty, endless, untranslated); what is marked needs a person's eye beside the
way back. Both are normal answers.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from app.data_file import built, read_toml
from app.paths import RESOURCES
from app.translation.engine import Raw
from app.translation.languages import languages
from app.translation.numbers import numbers_of, same_numbers

_REPEATED = re.compile(r"(\S.{1,30}?)(?:[\s,、。.]*\1){3,}|\b(\w{2,})(?:\W+\2\b){2,}", re.IGNORECASE)

_CONTENT = re.compile(r"[\u3400-\u9fff々]{2,}|[\u30a1-\u30fa\u30fc]{3,}|[a-z]{6,}")
_KANJI = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True)
class Limits:
    """Numbers of `resources/translation.toml`."""

    shortest: float
    longest: float
    score: float
    script: float
    alike: float


@dataclass(frozen=True)
class Negation:
    """Patterns of a language: what says no, what holds a no and says none, what may stand for one."""

    strong: str
    weak: str
    idioms: str = ""


@dataclass(frozen=True)
class _Rules:
    source: str
    confidence: str
    limits: Limits
    negation: Mapping[str, Negation]
    opposites: tuple[Mapping[str, str | tuple[str, str]], ...]
    test_model: Mapping[str, str]


@dataclass(frozen=True)
class Verdict:
    """`refusal`: why it must not be shown, None where it may; `warnings`: what a person must look at."""

    refusal: str | None
    warnings: tuple[str, ...] = ()


@cache
def rules() -> _Rules:
    """Patterns and limits."""
    file = RESOURCES / "translation.toml"
    return built(file.name, "", _Rules, read_toml(file))


def judge(source: str, languages_: tuple[str, str], made: Raw, back: Raw | None) -> Verdict:
    """The translation from the first language to the second, with its way back where there is one."""
    refusal = next(_refusals(source, languages_[1], made), None)
    return (
        Verdict(refusal) if refusal else Verdict(None, tuple(dict.fromkeys(_warnings(source, languages_, made, back))))
    )


def _refusals(source: str, target: str, made: Raw) -> Iterator[str]:
    limits, text = rules().limits, made.text
    if not any(letter.isalnum() for letter in text):
        yield "translation_empty"
        return
    if _folded(text) == _folded(source) and any(letter.isalpha() for letter in source):
        yield "translation_untranslated"
    if _repeats(text) and not _repeats(source):
        yield "translation_repeats"
    if _share_of_script(text, target) < limits.script:
        yield "translation_wrong_script"
    if not limits.shortest <= _length(text) / max(_length(source), 1) <= limits.longest:
        yield "translation_wrong_length"
    if made.score < limits.score:
        yield "translation_unsure"


def _warnings(source: str, pair: tuple[str, str], made: Raw, back: Raw | None) -> Iterator[str]:
    if not same_numbers(numbers_of(source, pair[0]), numbers_of(made.text, pair[1])):
        yield "numbers_changed"
    if turned(source, pair[0], made.text, pair[1]):
        yield "negation_changed"
    yield from opposites_of(source, pair[0], made.text, pair[1])
    if back is None:
        yield "no_way_back"
        return
    if not same_numbers(numbers_of(source, pair[0]), numbers_of(back.text, pair[0])):
        yield "numbers_changed"
    if turned(source, pair[0], back.text, pair[0]):
        yield "negation_changed"
    yield from opposites_of(source, pair[0], back.text, pair[0])
    if alike(source, back.text) < rules().limits.alike:
        yield "back_differs"
    elif loses_words(source, back.text):
        yield "words_lost"


def _folded(text: str) -> str:
    """For comparing: without widths, capitals, blanks and points."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", text).casefold() if letter.isalnum())


def _repeats(text: str) -> bool:
    return _REPEATED.search(text) is not None


def _share_of_script(text: str, target: str) -> float:
    """Of the letters; foreign names and loans may stand among them, so not all must belong."""
    language = languages().get(target)
    letters = [letter for letter in text if letter.isalpha()]
    if language is None or not letters:
        return 1.0
    return sum(language.writes(letter) for letter in letters) / len(letters)


def _length(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text if not letter.isspace())


def turned(source: str, source_language: str, text: str, language: str) -> bool:
    """Whether one of the two says no and the other has nothing that could stand for it."""
    if not {source_language, language} <= rules().negation.keys():
        return False
    here, there = _negated(source, source_language), _negated(text, language)
    return (here[0] and not any(there)) or (there[0] and not any(here))


def _negated(text: str, language: str) -> tuple[bool, bool]:
    """A strong negation, a weak one."""
    words = rules().negation[language]
    plain = re.sub(words.idioms, " ", text, flags=re.IGNORECASE) if words.idioms else text
    strong, weak = (re.search(pattern, plain, re.IGNORECASE) is not None for pattern in (words.strong, words.weak))
    return strong, weak


def opposites_of(source: str, source_language: str, text: str, language: str) -> Iterator[str]:
    """`direction_changed` where a word has become its opposite."""
    for pair in rules().opposites:
        here, there = pair.get(source_language), pair.get(language)
        if here and there:
            said, heard = (_sides(side, words) for side, words in ((here, source), (there, text)))
            if sum(said) == 1 and sum(heard) == 1 and said != heard:
                yield "direction_changed"


def _sides(patterns: str | tuple[str, ...], text: str) -> tuple[bool, ...]:
    return tuple(re.search(pattern, text, re.IGNORECASE) is not None for pattern in patterns)


def alike(one: str, other: str) -> float:
    """How much of two texts of one language is the same, 0 to 1: their pairs of letters (Dice)."""
    first, second = (_pairs(text) for text in (one, other))
    total = first.total() + second.total()
    return 2 * (first & second).total() / total if total else 1.0


def _pairs(text: str) -> Counter[str]:
    letters = _folded(text)
    return Counter(letters[place : place + 2] for place in range(len(letters) - 1)) or Counter([letters])


def loses_words(source: str, back: str) -> bool:
    """Whether the way back lacks a word of weight (in kanji, katakana, six letters) wholly, or most of the kanji."""
    here, there = (unicodedata.normalize("NFKC", text).casefold() for text in (source, back))
    lost = (not any(word[at : at + 2] in there for at in range(len(word) - 1)) for word in _CONTENT.findall(here))
    kanji = set(_KANJI.findall(here))
    return any(lost) or len(kanji - set(there)) * 2 > len(kanji)
