"""Case → plan: which procedures apply, by when, where, because of what; and what was asked and is not needed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from app.procedures.conditions import bare, case_meets, member_meets
from app.procedures.deadlines import due
from app.procedures.household import event_day
from app.procedures.load import desks
from app.procedures.meets import Match, applies, matches, whose
from app.procedures.questions import open_questions
from app.procedures.rule import Line, Rule
from models.case import Case
from models.procedure import NotNeeded, Plan, PlannedProcedure


def make_plan(case: Case) -> Plan:
    """Every procedure that the case calls for, in the order in which the visitor walks."""
    found = matches(case)
    applying: list[PlannedProcedure] = []
    not_needed: list[NotNeeded] = []
    notices: dict[str, None] = {}
    for match in found:
        if match.applies:
            procedure = _planned(match.rule, case, match.certain)
            applying.append(procedure)
            notices |= dict.fromkeys(_notices(match.rule, case, procedure))
        elif why := _why_not(match, case):
            not_needed.append(NotNeeded(match.rule.id, match.rule.name_ja, match.rule.name_en, why))
    return Plan(tuple(applying), tuple(not_needed), open_questions(case, found), tuple(notices))


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
        translations=rule.translations,
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


def _why_not(match: Match, case: Case) -> str:
    """The sentence of the first condition that fails; empty where nothing was asked or something is still open."""
    if (match.holds is False) == (match.someone is False):
        return ""
    failures = {condition: _failures(condition, match, case) for condition in match.rule.why_not}
    whole = (condition for condition, failed in failures.items() if all(failed))
    partly = (condition for condition, failed in failures.items() if any(failed))
    condition = next(whole, None) or next(partly, None)
    return match.rule.why_not[condition] if condition else ""


def _failures(condition: str, match: Match, case: Case) -> Sequence[bool]:
    """Where the condition fails: in the case, or with each person whom the procedure could be about."""
    if bare(condition) in map(bare, match.rule.when):
        return [case_meets(case, condition) is False]
    day = event_day(case)
    return [member_meets(case, case.members[index], day, condition) is False for index, _ in match.persons]
