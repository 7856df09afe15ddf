"""A text cut into sentences by rules of our own: no model, no network (the engines' own splitters want one)."""

from __future__ import annotations

import re

LONGEST = 200  # characters; one endless sentence must not run away with the machine
_ENDS = "。！？!?؟।॥။។…."
_OPENING, _CLOSING = "「『（(【[", "」』）)】]"
_ABBREVIATIONS = re.compile(r"(?:^|\s)(?:[A-Za-z]|No|Mr|Mrs|Ms|Dr|St|Nr|Sr|Sra|etc|a\.m|p\.m)$", re.IGNORECASE)


def split_sentences(text: str) -> list[str]:
    """The sentences of each line, in order, without blanks around them; none is longer than LONGEST."""
    return [part for line in text.splitlines() for sentence in _of_line(line) for part in _hard_cut(sentence.strip())]


def _of_line(line: str) -> list[str]:
    found, start, depth = [], 0, 0
    for place, letter in enumerate(line):
        depth = max(0, depth + (letter in _OPENING) - (letter in _CLOSING))
        after = line[place + 1 : place + 2]
        if letter in _ENDS and depth == 0 and after not in (*_ENDS, *_CLOSING) and _ends(line, start, place):
            found.append(line[start : place + 1])
            start = place + 1
    return [*found, line[start:]]


def _ends(line: str, start: int, place: int) -> bool:
    """Whether the mark ends a sentence: a point does before a blank, unless after a number's mark or a short form."""
    after = line[place + 1 : place + 2]
    if line[place] != ".":
        return line[place] in "。！？" or after == "" or not after.isalnum() or line[place] in "؟।॥။។"
    return (after == "" or after.isspace()) and not (after and _ABBREVIATIONS.search(line[start:place]))


def _hard_cut(sentence: str) -> list[str]:
    parts = []
    while len(sentence) > LONGEST:
        cut = max(sentence.rfind(mark, 1, LONGEST) for mark in "、,，; ") + 1 or LONGEST
        parts.append(sentence[:cut].strip())
        sentence = sentence[cut:].strip()
    return [*parts, *([sentence] if sentence else [])]
