"""The languages of the counter and what each engine calls them (`resources/languages.toml`)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from app.data_file import DataError, built, read_toml
from app.paths import RESOURCES

JAPANESE = "ja"
_KEYS = ("source", "confidence", "scripts", "languages")
_RANGE = re.compile(r"[0-9A-F]{4,6}-[0-9A-F]{4,6}")


@dataclass(frozen=True)
class Language:
    """`text`, `listen` and `espeak` are the engines' own codes, empty where an engine has no such language.

    `name` is the language's own; `letters` are ranges of code points, both ends included; fonts: first choice first;
    `yen` is an amount with its unit.
    """

    code: str
    name: str
    name_ja: str
    direction: Literal["ltr", "rtl"]
    script: str
    letters: tuple[tuple[int, int], ...]
    text: str
    listen: str
    espeak: str
    locale: str
    fonts_windows: tuple[str, ...]
    fonts_debian: tuple[str, ...]
    main: bool = False
    note: str = ""
    yen: str = "¥{}"

    @property
    def engines(self) -> tuple[str, ...]:
        """For what an engine exists at all: `text` (translation), `listen`, `speak`."""
        codes = {"text": self.text, "listen": self.listen, "speak": self.espeak}
        return tuple(name for name, code in codes.items() if code)

    def writes(self, letter: str) -> bool:
        """Whether the letter is one of the language's script."""
        return any(first <= ord(letter) <= last for first, last in self.letters)


@cache
def languages() -> Mapping[str, Language]:
    """Every language by our code, Japanese among them, in the order in which they are offered."""
    return load_languages(RESOURCES / "languages.toml")


def foreign_languages() -> tuple[Language, ...]:
    """Every language beside Japanese."""
    return tuple(language for language in languages().values() if language.code != JAPANESE)


def load_languages(file: Path) -> Mapping[str, Language]:
    """The languages of a file; DataError with file, key, what was found and what is allowed."""
    data = read_toml(file)
    if unknown := set(data) ^ set(_KEYS):
        raise DataError(file.name, "", sorted(unknown), f"exactly {', '.join(_KEYS)}")
    scripts = built(file.name, "scripts", dict[str, list[str]], data["scripts"])
    letters = {name: tuple(_range(file.name, name, one) for one in ranges) for name, ranges in scripts.items()}
    rows = built(file.name, "languages", dict[str, dict[str, object]], data["languages"])
    return MappingProxyType({code: _language(file.name, code, row, letters) for code, row in rows.items()})


def _range(file: str, script: str, text: str) -> tuple[int, int]:
    first, _, last = text.partition("-")
    if not _RANGE.fullmatch(text) or int(first, 16) > int(last, 16):
        raise DataError(file, f"scripts.{script}", text, "two code points in order, as 0041-005A")
    return int(first, 16), int(last, 16)


def _language(
    file: str, code: str, row: Mapping[str, object], letters: Mapping[str, tuple[tuple[int, int], ...]]
) -> Language:
    key = f"languages.{code}"
    if own := {"code", "letters"} & set(row):
        raise DataError(file, f"{key}.{min(own)}", min(own), "the code is the table's name, the letters its script's")
    if row.get("script") not in letters:
        raise DataError(file, f"{key}.script", row.get("script", "nothing"), ", ".join(letters))
    return built(file, key, Language, {"code": code, "letters": letters[str(row["script"])], **row})
