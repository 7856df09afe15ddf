"""How Japanese is read aloud: the office's words and its ways of writing, before a voice sees the text.

A voice's own dictionary reads 番号札 as ばんごうさつ and 9:30 as two numbers. What is mended is data
(`resources/speech/readings.toml`): patterns, which write a number in the way that the voice reads rightly, then words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from app.data_file import DataError, built, read_toml
from app.paths import RESOURCES


@dataclass(frozen=True)
class Pattern:
    """`find` is a regular expression, `say` the text with {name} for its groups, each a number."""

    find: str
    say: str


@dataclass(frozen=True)
class Readings:
    """`patterns` are applied in their order, then of `words` (written → said) the longest first."""

    source: str
    confidence: str
    patterns: list[Pattern]
    words: Mapping[str, str]


def spoken(text: str) -> str:
    """The text as it is given to a Japanese voice."""
    for compiled, say in _compiled():
        text = compiled.sub(_Said(say), text)
    return _words().sub(lambda found: readings().words[found[0]], text)


@dataclass(frozen=True)
class _Said:
    say: str

    def __call__(self, found: re.Match[str]) -> str:
        return self.say.format_map({name: _number(value) for name, value in found.groupdict().items()})


def _number(digits: str) -> str:
    """Narrow digits without leading noughts and without commas."""
    return str(int(re.sub("[,，]", "", digits)))


@cache
def _compiled() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern.find), pattern.say) for pattern in readings().patterns)


@cache
def _words() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(readings().words, key=len, reverse=True))))


@cache
def readings() -> Readings:
    """The shipped table."""
    return load_readings(RESOURCES / "speech" / "readings.toml")


def load_readings(file: Path) -> Readings:
    """The table of a file; DataError with file, key, what was found and what is allowed."""
    table = built(file.name, "", Readings, read_toml(file))
    for place, pattern in enumerate(table.patterns):
        key = f"patterns[{place}]"
        try:
            groups = set(re.compile(pattern.find).groupindex)
        except re.error as error:
            raise DataError(file.name, f"{key}.find", pattern.find, f"a regular expression ({error})") from None
        if unknown := set(re.findall(r"\{(\w*)\}", pattern.say)) - groups:
            raise DataError(file.name, f"{key}.say", sorted(unknown), ", ".join(sorted(groups)))
    return table
