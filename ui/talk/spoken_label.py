"""A label in a visitor's language whose lines break where that language breaks them.

Qt knows no syllables of Burmese and, without a library that Windows has not, no words of Thai: it would cut a vowel or
a full stop off its letter, or not break at all. These two are broken here, into lines of about the same length.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, QRect, Qt, QTextBoundaryFinder
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QLabel

from app.translation.languages import JAPANESE, languages
from ui.talk.script import dress

_BURMESE = re.compile(r"(?<!\u1039)(?=[\u1000-\u102a\u103f\u104c-\u104f](?!\u1037?[\u1039\u103a]))")
"""Before a consonant that neither ends a syllable (asat) nor lies under another one (virama) or has one below it."""
_THAI_VOWEL = re.compile(r"(?=[\u0e40-\u0e44])")
"""Before a vowel that is written first: a syllable begins there."""
_BETWEEN_THAI = re.compile(r"(?<=[\u0e00-\u0e7f])(?=[\u0e00-\u0e7f])")
_FAR = 1 << 20  # pixels


class SpokenLabel(QLabel):
    """`say` is how words come here; `text` gives them back as they came."""

    def __init__(self, role: str = "") -> None:
        super().__init__()
        self._said = ""
        self._parts: Sequence[tuple[str, frozenset[int]]] = ()  # its lines as given, where they are broken here
        self._known: dict[int, str] = {}  # as they are broken, by width
        self.setProperty("role", role)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)

    def say(self, text: str, language: str = JAPANESE) -> None:
        """In the language's fonts and direction."""
        dress(self, language)  # first: words are measured when they are set
        self._said = text
        self._parts = [(part, places(part, language)) for part in text.split("\n")] if is_broken_here(language) else ()
        self._known.clear()
        self._fold()

    def text(self) -> str:
        return self._said

    def heightForWidth(self, width: int) -> int:  # noqa: N802 Qt's name
        if not self._parts:
            return super().heightForWidth(width)
        within = QRect(0, 0, max(width, 1), _FAR)
        return self.fontMetrics().boundingRect(within, int(self.alignment()), self._folded(width)).height()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 Qt's name
        self._fold()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 Qt's name
        """Another type: other lines."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._known.clear()
            self._fold()

    def _fold(self) -> None:
        super().setText(self._folded(self.width()) if self._parts else self._said)

    def _folded(self, width: int) -> str:
        if width not in self._known:  # a layout asks for the same widths again and again
            metrics = self.fontMetrics()
            folded = (line for part, breaks in self._parts for line in lines(part, breaks, width, metrics))
            self._known[width] = "\n".join(folded)
        return self._known[width]


def is_broken_here(language: str) -> bool:
    return languages()[language].script in ("myanmar", "thai")


def places(text: str, language: str) -> frozenset[int]:
    """Where a line of Burmese or Thai may begin."""
    burmese = languages()[language].script == "myanmar"
    found = {one.start() for one in _BURMESE.finditer(text)} if burmese else _thai(text)
    return frozenset((found | _words(text)) - {0, len(text)})


def _words(text: str) -> set[int]:
    """After blanks, but for those that hold together."""
    return {one.end() for one in re.finditer(" +", text)} - {len(text)}


def _thai(text: str) -> set[int]:
    """Between words where the system knows them, else before a vowel that begins a syllable."""
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Line, text)
    known = set(iter(finder.toNextBoundary, -1))
    if known & {one.start() for one in _BETWEEN_THAI.finditer(text)}:
        return known
    return {one.start() for one in _THAI_VOWEL.finditer(text)}


def lines(text: str, breaks: Collection[int], width: int, metrics: QFontMetrics) -> list[str]:
    """As few lines as fit the width (pixels), broken between words where that takes no more, and about equally long."""
    wide: Callable[[str], int] = metrics.horizontalAdvance
    fewest = _filled(text, breaks, width, wide)
    if len(fewest) == 1:
        return fewest
    for allowed in (_words(text), breaks):
        tried = _filled(text, allowed, width, wide)
        if len(tried) <= len(fewest) and max(map(wide, tried)) <= max(width, *map(wide, fewest)):
            return _even(text, allowed, width, wide, len(tried))
    return fewest


def _even(text: str, breaks: Collection[int], width: int, wide: Callable[[str], int], count: int) -> list[str]:
    """In the narrowest room that still takes no more lines."""
    low, high = width // count, width
    while low < high:
        middle = (low + high) // 2
        tried = _filled(text, breaks, middle, wide)
        if len(tried) > count or max(map(wide, tried)) > middle:
            low = middle + 1
        else:
            high = middle
    return _filled(text, breaks, high, wide)


def _filled(text: str, breaks: Collection[int], width: int, wide: Callable[[str], int]) -> list[str]:
    """Line by line, each as full as it may be."""
    done: list[str] = []
    line = ""
    for piece in _pieces(text, breaks):
        if line and wide((line + piece).rstrip()) > width:
            done.append(line.rstrip())
            line = ""
        line += piece
    return [*done, line.rstrip()]


def _pieces(text: str, breaks: Collection[int]) -> Sequence[str]:
    return [text[one:other] for one, other in pairwise((0, *sorted(breaks), len(text)))]
