"""What is said of a record, and what a clerk means by the words typed to find one. No Qt."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from app import clock
from models.reception import State
from models.records import RecordQuery

if TYPE_CHECKING:
    from collections.abc import Mapping

STATES = {
    State.RECEIVED: "受付済", State.CHECKED: "確認済", State.HANDED_OVER: "引継済", State.CLOSED: "完了",
}  # fmt: skip
UNFINISHED = "途中"
_DAY = re.compile(r"(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})日?")


def asked(typed: str, rest: RecordQuery | None = None) -> RecordQuery:
    """The query with what was typed: days, states and kinds of notification are known by their words; all else is text.

    A day without a year is the last one that has been.
    """
    query, names = rest or RecordQuery(), []
    for word in unicodedata.normalize("NFKC", typed).split():
        plain = word.removesuffix("保存")
        if (day := _day(plain)) is not None:
            query = replace(query, since=day, until=day)
        elif plain == UNFINISHED:
            query = replace(query, unfinished=True)
        elif (state := _of(STATES, plain)) is not None:
            query = replace(query, state=state, unfinished=False)
        elif events := _events(plain):
            query = replace(query, events=events)
        else:
            names.append(word)
    return replace(query, text=" ".join(names))


def event_name(event: str) -> str:
    """転入（国内から）; empty for what is none of ours."""
    from ui.pages.household_words import EVENTS

    return next((word for key, word in EVENTS.items() if key == event), "")


def _day(word: str) -> date | None:
    found = _DAY.fullmatch(word)
    if found is None:
        return None
    year, month, day = (int(one) if one else 0 for one in found.groups())
    today = clock.today()
    try:
        read = date(year or today.year, month, day)
    except ValueError:
        return None
    return read if year or read <= today else read.replace(year=today.year - 1)


def _of(words: Mapping[State, str], typed: str) -> State | None:
    return next((key for key, word in words.items() if word == typed), None)


def _events(word: str) -> tuple[str, ...]:
    """Every kind whose name begins so: 転入 is three of them."""
    from ui.pages.household_words import EVENTS

    return tuple(str(key) for key, name in EVENTS.items() if name.startswith(word)) if len(word) > 1 else ()
