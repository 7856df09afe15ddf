"""Phrases by a few typed letters, in Japanese (kanji or kana) or in any other language, without its accents too."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from app.translation.languages import JAPANESE
from app.translation.office import Phrasebook

MOST = 60
_FEW, _LEAST = 3, 0.25  # phrases; shared pairs of all pairs
_RUBY = re.compile(r"([一-鿿々]+)《([ぁ-ゖー]+)》")
_KATAKANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
_ACCENTED = ("LATIN", "GREEK", "CYRILLIC")
_EXTRA = str.maketrans("đıłøß", "dilos")


class PhraseIndex:
    """Of the phrases in some languages; made once, asked with every letter that is typed."""

    def __init__(self, phrasebook: Phrasebook, languages: Sequence[str]) -> None:
        self._rows = [row for language in languages for row in _rows(phrasebook, language)]
        self._place = {id_: place for place, id_ in enumerate(phrasebook.phrases)}

    def find(self, typed: str) -> tuple[str, ...]:
        """The phrases that hold every typed word: those first in which one of their words begins with it."""
        words = folded(typed).split()
        if not words:
            return ()
        first, others, begins = words[0], words[1:], [f" {word}" for word in words]
        best: dict[str, int] = {}
        for text, id_ in self._rows:
            if first in text and best.get(id_, 1) and all(word in text for word in others):
                rank = sum(begin not in text for begin in begins)
                best[id_] = min(rank, best.get(id_, rank))
        return tuple(sorted(best, key=lambda id_: (best[id_], self._place[id_])))[:MOST]

    def similar(self, text: str) -> tuple[str, ...]:
        """The phrases that share most pairs of letters with a sentence; a few, and none that shares hardly any."""
        wanted = _pairs(folded(text))
        shared = ((len(wanted & _pairs(row)) / max(len(wanted | _pairs(row)), 1), id_) for row, id_ in self._rows)
        best: dict[str, float] = {}
        for share, id_ in shared:
            best[id_] = max(share, best.get(id_, 0))
        likely = sorted((id_ for id_, share in best.items() if share > _LEAST), key=lambda id_: -best[id_])
        return tuple(likely[:_FEW])


def _pairs(text: str) -> set[str]:
    plain = text.replace(" ", "")
    return {plain[place : place + 2] for place in range(len(plain) - 1)}


def _rows(phrasebook: Phrasebook, language: str) -> Iterator[tuple[str, str]]:
    if language != JAPANESE:
        yield from ((f" {folded(text)}", id_) for id_, text in phrasebook.book(language).texts.items())
        return
    for id_, phrase in phrasebook.phrases.items():
        yield f" {folded(phrase.ja)}", id_
        for part in (r"\1", r"\2"):  # the kanji, or its reading
            plain = _RUBY.sub(part, phrase.plain)
            yield f" {folded(plain)}", id_
            yield f" {folded(plain.replace(' ', ''))}", id_


def folded(text: str) -> str:
    """Without widths, capitals, accents and marks; katakana as hiragana."""
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_KATAKANA).translate(_EXTRA)
    letters = unicodedata.normalize("NFD", plain) if _has_accents(plain) else plain
    kept = "".join(letter if _is_said(letter) else " " for letter in letters if not _is_accent(letter))
    return re.sub(" +", " ", kept).strip()


def _is_said(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "LMN"


def _has_accents(text: str) -> bool:
    return any(unicodedata.name(letter, "").startswith(_ACCENTED) for letter in text if ord(letter) > 0x7F)


def _is_accent(letter: str) -> bool:
    """Of Latin, Greek and Cyrillic letters alone: a vowel of Thai or Hindi is a mark too, and belongs to its word."""
    return 0x0300 <= ord(letter) <= 0x036F
