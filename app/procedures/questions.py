"""Which questions a case still needs: those whose answer changes what this event asks of this household."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any

from app.procedures.conditions import asked_by, case_meets, member_meets
from app.procedures.deadlines import due
from app.procedures.household import event_day
from app.procedures.load import questions, rules_of
from app.procedures.meets import Match, Missing, look, matches, open_facts
from app.procedures.rule import Question, Rule
from app.procedures.truth import all_of, any_of
from models.case import Case, Event, Member


def open_questions(case: Case, found: Iterable[Match]) -> tuple[str, ...]:
    """The keys of the facts and answers that are still missing, in the order in which they are asked."""
    wanted = {missing.key for missing in _wanted(case, found) if _matters(missing, case)}
    return tuple(key for key in questions() if key in wanted)


def interview(case: Case) -> tuple[tuple[Question, bool | None], ...]:
    """The questions of this event and household with their answers so far, open ones included, in their order."""
    return tuple(_asked(case))


def _asked(case: Case) -> Iterator[tuple[Question, bool | None]]:
    missing = open_questions(case, matches(case))
    for key, question in questions().items():
        if question.kind == "fact":
            if key in missing:
                yield question, None
            continue
        answer = getattr(case.answers, key)
        if key in missing or (answer is not None and _would_be_open(case, key)):
            yield question, None if answer is None else bool(answer)


def _would_be_open(case: Case, key: str) -> bool:
    """The question is still one of this case's: without its answer it would be asked."""
    blank: dict[str, Any] = {key: None}
    before = replace(case, answers=replace(case.answers, **blank))
    found = (look(rule, before) for rule in _asking(key, case.event) if rule.in_force(case.filed_on))
    return any(missing.key == key and _matters(missing, before) for missing in _wanted(before, found))


@cache
def _asking(key: str, event: Event) -> tuple[Rule, ...]:
    """The procedures of an event that look at an answer."""
    return tuple(rule for rule in rules_of(event) if key in {asked_by(one) for one in _case_conditions(rule)})


def _case_conditions(rule: Rule) -> Iterator[str]:
    yield from rule.when
    for line in (*rule.forms, *rule.bring, *rule.notices):
        yield from line.when


def _wanted(case: Case, found: Iterable[Match]) -> Iterator[Missing]:
    for match in found:
        yield from open_facts(match, case)
        if match.applies:
            yield from (Missing(key, None) for key in due(match.rule, case, match.certain).open)


def _matters(missing: Missing, case: Case) -> bool:
    """It is asked at all, and the one whom it is about, or someone, is one of those to whom it matters."""
    question = questions().get(missing.key)
    if question is None or not question.asked or not all(case_meets(case, one) for one in question.when):
        return False
    persons = (missing.member,) if missing.member else case.members
    return not question.who or any(_asks(question, case, member) for member in persons)


def _asks(question: Question, case: Case, member: Member) -> bool:
    day = event_day(case)
    lists = (all_of(member_meets(case, member, day, one) for one in conditions) for conditions in question.who)
    return any_of(lists) is not False
