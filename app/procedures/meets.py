"""Whether a procedure applies to a case: to whom, and which facts that still depends on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from app.procedures.conditions import asked_by, bare, case_meets, member_meets
from app.procedures.household import event_day
from app.procedures.rule import Clock, Line, Rule
from app.procedures.truth import Truth, all_of, any_of
from models.case import Case, Member


class Missing(NamedTuple):
    """A fact that is not known: its key, and whose it is (None: the case's)."""

    key: str
    member: Member | None


def people(rule: Rule, case: Case) -> tuple[tuple[int, Member], ...]:
    """Those whom the procedure could be about, with their places in the case."""
    everyone = enumerate(case.members)
    return tuple((index, member) for index, member in everyone if member.moving or rule.whole_household)


def meets(rule: Rule, case: Case, member: Member) -> Truth:
    day = event_day(case)
    return any_of(all_of(member_meets(case, member, day, one) for one in conditions) for conditions in rule.who)


def concerned(rule: Rule, case: Case) -> tuple[int, ...]:
    """The members, by index, who certainly meet the procedure's conditions."""
    return tuple(index for index, member in people(rule, case) if meets(rule, case, member))


def holds(rule: Rule, case: Case) -> Truth:
    """The conditions on the case."""
    return all_of(case_meets(case, condition) for condition in rule.when)


def someone(rule: Rule, case: Case) -> Truth:
    """Whether the procedure is about anyone at all."""
    return any_of(meets(rule, case, member) for _, member in people(rule, case))


def applies(line: Line | Clock, case: Case, members: Iterable[int]) -> bool:
    """A line stands where its conditions certainly hold."""
    stands = all(case_meets(case, condition) for condition in line.when)
    return stands and (not line.who or bool(whose(line, case, members)))


def whose(line: Line | Clock, case: Case, members: Iterable[int]) -> tuple[int, ...]:
    """Those of the procedure's people whom the line is about."""
    day = event_day(case)
    return tuple(
        index for index in members if all(member_meets(case, case.members[index], day, one) for one in line.who)
    )


def open_facts(rule: Rule, case: Case) -> Iterator[Missing]:
    """The facts that would still change whether the procedure applies."""
    if holds(rule, case) is False or someone(rule, case) is False:
        return
    yield from _open_in(rule.when, case)
    for _, member in people(rule, case):
        yield from _open_of(rule, case, member)


def _open_of(rule: Rule, case: Case, member: Member) -> Sequence[Missing]:
    """What is not known of one person; nothing where one of the lists holds whatever the others say."""
    day, found = event_day(case), list[Missing]()
    for conditions in rule.who:
        if all_of(member_meets(case, member, day, one) for one in conditions) is not False:
            unknown = [one for one in conditions if member_meets(case, member, day, bare(one)) is None]
            if not unknown:
                return ()
            found += [Missing(asked_by(one), member) for one in unknown]
    return found


def open_facts_of_lines(rule: Rule, case: Case, members: Iterable[int]) -> Iterator[Missing]:
    """The facts that would still change what a procedure that applies asks for."""
    persons = tuple(members)
    for line in (*rule.forms, *rule.bring, *rule.notices):
        possible = not line.who or whose(line, case, persons)
        if possible and all_of(case_meets(case, condition) for condition in line.when) is not False:
            yield from _open_in(line.when, case)


def _open_in(conditions: Iterable[str], case: Case) -> Iterator[Missing]:
    """What is not known in conditions on the case; also where `may:` takes it for granted in the meantime."""
    for condition in conditions:
        if case_meets(case, bare(condition)) is None:
            yield Missing(asked_by(condition), None)
