"""A procedure that a case calls for, and the plan of all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class PlannedProcedure:
    """One procedure of this case. `members` are indexes into the case; `confidence` S, P, L or B (facts, top).

    `due_on` is already moved to the next open day where the law moves it; None where there is no day.
    `because` are the facts of the case that called for it, as sentences for the clerk. `translations` are words of the
    name and of what to bring, by language, that the language's own cover sheet does not have.
    """

    id: str
    name_ja: str
    due_on: date | None
    due_rule: str
    desk: str
    floor: str
    forms: tuple[str, ...]
    bring: tuple[str, ...]
    because: tuple[str, ...]
    source: str
    confidence: str
    members: tuple[int, ...]
    name_en: str = ""
    desk_en: str = ""
    phone: str = ""
    also_at: tuple[str, ...] = ()
    who_may_file: tuple[str, ...] = ()
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class NotNeeded:
    """A procedure that was asked about and does not apply, with the reason."""

    id: str
    name_ja: str
    name_en: str
    because: str


@dataclass(frozen=True)
class HeldBack:
    """A form that shows a protected address (支援措置), and the fields that do: locked until a supervisor's release."""

    form: str
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """What this case calls for, in the order of the counter. `held_back` are the forms that exist and are locked."""

    procedures: tuple[PlannedProcedure, ...]
    asked_but_not_needed: tuple[NotNeeded, ...] = ()
    questions_open: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    held_back: tuple[HeldBack, ...] = ()

    @property
    def forms(self) -> tuple[str, ...]:
        """The form ids of all procedures, each once, in hand-in order."""
        return tuple(dict.fromkeys(form for procedure in self.procedures for form in procedure.forms))

    @property
    def stops(self) -> tuple[PlannedProcedure, ...]:
        """One procedure for each desk that has a place to go to, in the order of the visit."""
        seen: dict[tuple[str, str], PlannedProcedure] = {}
        for procedure in self.procedures:
            if procedure.floor:
                seen.setdefault((procedure.floor, procedure.desk), procedure)
        return tuple(seen.values())
