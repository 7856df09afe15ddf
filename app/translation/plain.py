"""Proposals in やさしい日本語 before a sentence is translated: rules and words of `resources/plain.toml`.

A proposal, never a change: staff see it beside what they wrote, and choose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from app.data_file import built, read_toml
from app.paths import RESOURCES
from app.translation.sentences import split_sentences

Hint = Literal["long", "several", "double_negation", "honorific"]
_JOINTS = re.compile(
    r"(?:ので|ため|けれども|けれど|ますが|ですが|たら|れば|して|のうえ|とともに)、|、(?:また|かつ|なお)"
)
_DOUBLE = re.compile(r"(?:ない|なく|なけれ|ず).{0,8}(?:ない|ません)(?!か)")
_ONE_MUST = re.compile(r"なければな(?:りません|らない)|ないと(?:いけません|いけない)|なくては(?:いけません|なりません)")
_HONORIFIC = re.compile(
    r"させていただ|いたしかね|なられま|お.{1,6}いたしま|ご.{1,6}(?:くださいますよう|申し上げ)|賜り|存じま"
)


@dataclass(frozen=True)
class Word:
    """A pattern, and what is said instead of what it finds."""

    hard: str
    plain: str


@dataclass(frozen=True)
class _Data:
    source: str
    confidence: str
    longest: int
    words: tuple[Word, ...]
    hints: Mapping[Hint, str]


@dataclass(frozen=True)
class Proposal:
    """`text` is the sentence with plain words, the same where there are none; `hints` what rules cannot mend."""

    text: str
    hints: tuple[Hint, ...]


@cache
def _data() -> _Data:
    file = RESOURCES / "plain.toml"
    return built(file.name, "", _Data, read_toml(file))


def hint_text(hint: Hint) -> str:
    """The hint as a sentence for staff."""
    return _data().hints[hint]


def plainer(japanese: str) -> Proposal:
    """What could be said instead. A term that stands in brackets already is explained already."""
    text = japanese
    for word in _data().words:
        text = re.sub(rf"(?<!（){word.hard}", word.plain, text)
    hints = (hint for sentence in split_sentences(japanese) for hint in _hints(sentence))
    return Proposal(text, tuple(dict.fromkeys(hints)))


def _hints(sentence: str) -> Iterator[Hint]:
    if len(sentence) > _data().longest:
        yield "long"
    if len(_JOINTS.findall(sentence)) > 1:
        yield "several"
    if _DOUBLE.search(_ONE_MUST.sub("", sentence)):
        yield "double_negation"
    if _HONORIFIC.search(sentence):
        yield "honorific"
