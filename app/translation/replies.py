"""What the visitor can touch in answer (`resources/replies.toml`): phrases of the book, some with a day or a number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from app.data_file import DataError, built, read_toml
from app.paths import RESOURCES
from app.translation.office import Phrasebook
from app.translation.phrasebook import base

_FOR_VISITORS = frozenset({"date", "number"})
"""The slots that a visitor fills by touching; the others are ours."""


@dataclass(frozen=True)
class Replies:
    """`question`: the replies to a question that has none of its own; `other`: to anything else that is said."""

    question: tuple[str, ...]
    other: tuple[str, ...]
    replies: Mapping[str, tuple[str, ...]]

    def to(self, phrase_id: str, japanese: str) -> tuple[str, ...]:
        """The ids for a phrase; by its Japanese where it has none of its own or is no phrase."""
        usual = self.question if japanese.rstrip("。").endswith(("か", "？", "?")) else self.other
        return self.replies.get(phrase_id, usual)


@cache
def replies() -> Replies:
    """The shipped ones, every id in them known."""
    return load(RESOURCES / "replies.toml")


def load(file: Path) -> Replies:
    """A file of replies; DataError with file, key, what was found and what is allowed."""
    data = read_toml(file)
    found = built(file.name, "", Replies, data)
    for key, ids in {"question": found.question, "other": found.other, **found.replies}.items():
        for id_ in (*ids, *({key} & found.replies.keys())):
            if id_ not in base():
                raise DataError(file.name, key, id_, "an id of ja.toml")
        for id_ in ids:
            if not base()[id_].slots <= _FOR_VISITORS:
                raise DataError(file.name, key, id_, "a phrase with no other slots than date and number")
    return found


def replies_to(phrasebook: Phrasebook, phrase_id: str, japanese: str, language: str) -> tuple[str, ...]:
    """Those that the visitor's language has; of several with a day or with a number only the first."""
    offered: list[str] = []
    taken: set[frozenset[str]] = set()
    for id_ in replies().to(phrase_id, japanese):
        slots = phrasebook.phrases[id_].slots if id_ in phrasebook.phrases else None
        if slots is None or id_ not in phrasebook.book(language).texts or (slots and slots in taken):
            continue
        taken.add(slots)
        offered.append(id_)
    return tuple(offered)
