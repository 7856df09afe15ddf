"""Case → plan: which procedures apply, by when, where, because of what; and what was asked and is not needed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from app.procedures.calendar import days_after, next_open
from app.procedures.conditions import case_meets, member_meets, split
from app.procedures.load import Question, Rule, desks, questions, rules
from models.case import Case
from models.procedure import NotNeeded, Plan, PlannedProcedure

_PROTECTION = "p_dv"
_PROTECTION_NOTICE = (
    "支援措置の申出があります。住所が表れる書類の表示・印刷・引継ぎは、責任者が確認するまで行わないでください。"
)


def make_plan(case: Case) -> Plan:
    """Every procedure that the case calls for, in the order in which the visitor walks."""
    of_event = [rule for rule in rules() if case.event in rule.events and _in_force(rule, case.filed_on)]
    applying, not_needed = [], []
    for rule in of_event:
        members, holds = _members(rule, case), _holds(rule, case)
        if members and holds:
            applying.append(_planned(rule, case, members))
        elif members and holds is False:
            not_needed.append(NotNeeded(rule.id, rule.why_not))
    notices = dict.fromkeys(_notices(applying, of_event))
    return Plan(tuple(applying), tuple(not_needed), tuple(open_ids(case, of_event)), tuple(notices))


def interview(case: Case) -> tuple[tuple[Question, bool | None], ...]:
    """The questions of this event and household with their answers so far, open ones included, in their order."""
    of_event = [rule for rule in rules() if case.event in rule.events and _in_force(rule, case.filed_on)]
    asked = {
        split(condition.removeprefix("not:"))[1]
        for rule in of_event
        if _members(rule, case)
        for condition in rule.when
        if split(condition.removeprefix("not:"))[0] == "answer"
    }
    still_open = open_ids(case, of_event)
    answers = {key: getattr(case.answers, key) for key in questions() if key in asked}
    return tuple(
        (questions()[key], None if answer is None else bool(answer))
        for key, answer in answers.items()
        if answer is not None or key in still_open
    )


def open_ids(case: Case, of_event: Iterable[Rule]) -> list[str]:
    """Keys of answers that are missing where all else of a rule holds."""
    wanted = {key for rule in of_event if _members(rule, case) for key in _open(rule, case)}
    return [key for key in questions() if key in wanted]


def _open(rule: Rule, case: Case) -> Iterator[str]:
    results = {condition: case_meets(case, condition) for condition in rule.when}
    if False not in results.values():
        for condition, result in results.items():
            if result is None:
                yield split(condition.removeprefix("not:"))[1]


def _in_force(rule: Rule, day: date) -> bool:
    return rule.since <= day and (rule.until is None or day <= rule.until)


def _holds(rule: Rule, case: Case) -> bool | None:
    results = [case_meets(case, condition) for condition in rule.when]
    return False if False in results else None if None in results else True


def _members(rule: Rule, case: Case) -> tuple[int, ...]:
    day = case.moved_on or case.filed_on
    return tuple(
        index
        for index, member in enumerate(case.members)
        if (member.moving or rule.whole_household)
        and any(member_meets(member, day, conditions) for conditions in rule.who)
    )


def _planned(rule: Rule, case: Case, members: tuple[int, ...]) -> PlannedProcedure:
    desk = desks()[rule.desk]
    return PlannedProcedure(
        rule.id,
        rule.name_ja,
        _due_on(rule, case),
        rule.deadline.rule,
        desk.name_ja,
        desk.floor,
        rule.forms,
        rule.bring,
        tuple(_because(rule, case, members)),
        rule.source,
        rule.confidence,
        members,
    )


def _because(rule: Rule, case: Case, members: tuple[int, ...]) -> Iterator[str]:
    names = "、".join(f"{case.members[index].name}さん" for index in members)
    yield rule.because.replace("{names}", names)


def _due_on(rule: Rule, case: Case) -> date | None:
    """The last day in time; moved to the next open day where the law moves it."""
    start: date | None = getattr(case, rule.deadline.start) if rule.deadline.start else None
    if rule.deadline.start == "planned_out_on":
        start = start or case.moved_on  # from abroad there is no 転出予定日
    if start is None:
        return None
    last = days_after(start, rule.deadline.days)
    return next_open(last) if rule.deadline.rolls else last


def _notices(applying: Iterable[PlannedProcedure], of_event: Iterable[Rule]) -> Iterator[str]:
    ids = {procedure.id for procedure in applying}
    if _PROTECTION in ids:
        yield _PROTECTION_NOTICE
    for rule in of_event:
        if rule.id in ids and rule.notice:
            yield rule.notice
