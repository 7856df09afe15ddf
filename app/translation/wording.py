"""Whether a text may stand in the phrasebook: its slots, its letters, its length. A fault is a code with a sentence."""

from __future__ import annotations

import re
import unicodedata

from app.translation.individual import may_hold_number
from app.translation.languages import JAPANESE, Language, languages
from app.translation.phrasebook import slots_of

LONGEST = 200  # characters: what the largest type still shows on a visitor's screen
TERMS = re.compile(r"(?<![A-Za-z])(My Number Card|My Number|Mynaportal|PIN|tsusho)(?![A-Za-z])")
"""Established terms that stand in Latin letters whatever the language is."""
_SLOT = re.compile(r"\{[^{}]*\}")
_RUBY = re.compile(r"([一-鿿々]+)《[ぁ-ゖー]+》")
_KANJI = re.compile(r"[一-鿿々《》]")
_JAPANESE_MARKS = re.compile(r"[\u3000-\u303f\uff00-\uffef\u30fb]")
_KANA = re.compile(r"[\u3041-\u30ff]")


def bare(text: str) -> str:
    """Without slots and established terms."""
    return TERMS.sub("", _SLOT.sub("", text))


def foreign_letters(text: str, language: Language) -> str:
    """The letters that the language does not write."""
    return "".join(
        letter for letter in bare(text) if unicodedata.category(letter)[0] in "LM" and not language.writes(letter)
    )


def faults(text: str, japanese: str, language: str) -> tuple[str, ...]:
    """What is wrong with the translation of a Japanese phrase; nothing where it may be shown."""
    checks = {
        "empty": not text.strip() or "\n" in text or "  " in text,
        "slots": _slots(text) != _slots(japanese) or len(re.findall(r"[{}]", text)) != 2 * len(_SLOT.findall(text)),
        "long": len(text) > LONGEST,
        "number": may_hold_number(text),
    }
    if language != JAPANESE:
        checks["japanese"] = _left_japanese(text, languages()[language])
        checks["script"] = not checks["japanese"] and bool(foreign_letters(text, languages()[language]))
    return tuple(code for code, wrong in checks.items() if wrong)


def plain_faults(plain: str, japanese: str) -> tuple[str, ...]:
    """Of a やさしい日本語: as of every text, and each kanji has its reading behind it."""
    unread = ("reading",) if _KANJI.search(_RUBY.sub("", plain)) else ()
    return (*faults(plain, japanese, JAPANESE), *unread)


def _slots(text: str) -> tuple[list[str], int]:
    return sorted(slots_of(text)), len(_SLOT.findall(text))


def _left_japanese(text: str, language: Language) -> bool:
    marks = language.script != "han" and bool(_JAPANESE_MARKS.search(text))
    return marks or bool(_KANA.search(text))
