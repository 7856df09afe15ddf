"""The shapes of the data: a procedure as its file has it, a desk, a question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from app.procedures.calendar import Moves
from models.case import Event

Confidence = Literal["S", "P", "L", "B", "U"]
Start = Literal["moved_on", "planned_out_on", "filed_on", "lost_employer_insurance_on", "joined_employer_insurance_on"]


@dataclass(frozen=True)
class Line:
    """A paper, a form or a sentence that belongs to a procedure only where its conditions hold.

    `who` must hold all together for one of the procedure's people, `when` for the case.
    """

    text: str
    who: tuple[str, ...] = ()
    when: tuple[str, ...] = ()


@dataclass(frozen=True)
class Clock:
    """So many days after a day of the case (the first not counted), where its conditions hold.

    `moves` off a closed day. `words` name the clock to the clerk. One that does not `count` is shown beside the others
    and sets no date. An `expected` start that is not known is asked for.
    """

    start: Start
    days: int
    moves: Moves = "next"
    words: str = ""
    who: tuple[str, ...] = ()
    when: tuple[str, ...] = ()
    counts: bool = True
    expected: bool = True


@dataclass(frozen=True)
class Deadline:
    """The rule in words, and the clocks that make it a day: the earliest counts. Without a clock there is no day."""

    rule: str
    clocks: tuple[Clock, ...] = ()


@dataclass(frozen=True)
class Rule:
    """One procedure. `who` is any of several lists of conditions that all must hold for a person; `when` for the case.

    `order` is the place on the visitor's way. `why_not` says, by condition, why the procedure is not needed where
    that condition fails. `late` is said where the last day is past. `whole_household` looks beyond those who move.
    Procedures of one id in several files share no event. `translations` are by language the words of `name_ja` and
    `bring` that its cover sheet does not have of others.
    """

    id: str
    name_ja: str
    name_en: str
    events: tuple[Event, ...]
    who: tuple[tuple[str, ...], ...]
    deadline: Deadline
    desk: str
    order: int
    because: tuple[Line, ...]
    source: str
    confidence: Confidence
    since: date
    until: date | None = None
    when: tuple[str, ...] = ()
    also_at: tuple[str, ...] = ()
    forms: tuple[Line, ...] = ()
    bring: tuple[Line, ...] = ()
    who_may_file: tuple[str, ...] = ()
    why_not: Mapping[str, str] = field(default_factory=dict)
    notices: tuple[Line, ...] = ()
    late: tuple[Line, ...] = ()
    whole_household: bool = False
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def in_force(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True)
class Desk:
    """`floor` of the ward office, or the address of another house."""

    name_ja: str
    name_en: str
    floor: str
    phone: str
    source: str
    confidence: Confidence


@dataclass(frozen=True)
class Question:
    """A question of the interview: `id` is the key of the answer, or of the fact of a case or a person.

    `who` (any of several lists) and `when` say to whom it matters. What is not `asked` is the visitor's to say.
    """

    id: str
    text_ja: str
    text_en: str
    why_ja: str
    kind: Literal["yes_no", "count", "fact"] = "yes_no"
    who: tuple[tuple[str, ...], ...] = ()
    when: tuple[str, ...] = ()
    asked: bool = True
