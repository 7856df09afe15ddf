"""Case → plan: which procedures apply, by when, where, because of what; and what was asked and is not needed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from app.procedures.conditions import bare, case_meets, member_meets
from app.procedures.deadlines import due
from app.procedures.household import event_day
from app.procedures.load import desks, rules
from app.procedures.meets import applies, concerned, holds, people, someone, whose
from app.procedures.questions import open_questions
from app.procedures.rule import Line, Rule
from models.case import Case
from models.procedure import NotNeeded, Plan, PlannedProcedure


def make_plan(case: Case) -> Plan:
    """Every procedure that the case calls for, in the order in which the visitor walks."""
    applying: list[PlannedProcedure] = []
    not_needed: list[NotNeeded] = []
    notices: dict[str, None] = {}
    for rule in rules():
        if not rule.concerns(case.event, case.filed_on):
            continue
        members = concerned(rule, case)
        if members and holds(rule, case):
            procedure = _planned(rule, case, members)
            applying.append(procedure)
            notices |= dict.fromkeys(_notices(rule, case, procedure))
        elif why := _why_not(rule, case):
            not_needed.append(NotNeeded(rule.id, rule.name_ja, rule.name_en, why))
    return Plan(tuple(applying), tuple(not_needed), open_questions(case), tuple(notices))


def _planned(rule: Rule, case: Case, members: Sequence[int]) -> PlannedProcedure:
    desk, when = desks()[rule.desk], due(rule, case, members)
    return PlannedProcedure(
        id=rule.id,
        name_ja=rule.name_ja,
        due_on=when.on,
        due_rule=when.rule,
        desk=desk.name_ja,
        floor=desk.floor,
        forms=_texts(rule.forms, case, members),
        bring=_texts(rule.bring, case, members),
        because=tuple(_because(rule, case, members)),
        source=rule.source,
        confidence=rule.confidence,
        members=tuple(members),
        name_en=rule.name_en,
        desk_en=desk.name_en,
        phone=desk.phone,
        also_at=tuple(desks()[other].name_ja for other in rule.also_at),
        who_may_file=rule.who_may_file,
    )


def _texts(lines: Iterable[Line], case: Case, members: Sequence[int]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.text for line in lines if applies(line, case, members)))


def _because(rule: Rule, case: Case, members: Sequence[int]) -> Iterator[str]:
    for line in rule.because:
        if applies(line, case, members):
            names = "、".join(f"{case.members[index].name}さん" for index in whose(line, case, members))
            yield line.text.replace("{names}", names)


def _notices(rule: Rule, case: Case, procedure: PlannedProcedure) -> Iterator[str]:
    yield from _texts(rule.notices, case, procedure.members)
    if procedure.due_on and procedure.due_on < case.filed_on:
        yield from _texts(rule.late, case, procedure.members)


def _why_not(rule: Rule, case: Case) -> str:
    """The sentence of the first condition that fails; empty where nothing was asked or something is still open."""
    if holds(rule, case) is not False and someone(rule, case) is not False:
        return ""
    if holds(rule, case) is False and someone(rule, case) is False:
        return ""
    failures = {condition: _failures(condition, rule, case) for condition in rule.why_not}
    whole = (condition for condition, failed in failures.items() if all(failed))
    partly = (condition for condition, failed in failures.items() if any(failed))
    condition = next(whole, None) or next(partly, None)
    return rule.why_not[condition] if condition else ""


def _failures(condition: str, rule: Rule, case: Case) -> Sequence[bool]:
    """Where the condition fails: in the case, or with each person whom the procedure could be about."""
    if bare(condition) in map(bare, rule.when):
        return [case_meets(case, condition) is False]
    day = event_day(case)
    return [member_meets(case, member, day, condition) is False for _, member in people(rule, case)]
