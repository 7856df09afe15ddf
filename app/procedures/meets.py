"""Whether a procedure applies to a case: to whom, and which facts that still depends on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from app.procedures.conditions import asked_by, bare, case_meets, member_meets
from app.procedures.household import event_day
from app.procedures.load import rules_of
from app.procedures.rule import Clock, Line, Rule
from app.procedures.truth import Truth, all_of, any_of
from models.case import Case, Member


class Missing(NamedTuple):
    """A fact that is not known: its key, and whose it is (None: the case's)."""

    key: str
    member: Member | None


@dataclass(frozen=True)
class Match:
    """How a procedure meets a case: its conditions on the case, and those on each person it could be about."""

    rule: Rule
    holds: Truth
    persons: tuple[tuple[int, Truth], ...]

    @property
    def certain(self) -> tuple[int, ...]:
        """The members, by index, who certainly meet the procedure's conditions."""
        return tuple(index for index, met in self.persons if met)

    @property
    def someone(self) -> Truth:
        """Whether the procedure is about anyone at all."""
        return any_of(met for _, met in self.persons)

    @property
    def applies(self) -> bool:
        return bool(self.holds and self.someone)


def look(rule: Rule, case: Case) -> Match:
    """A person is one of those who move, or of the whole household where the procedure looks so far."""
    day = event_day(case)
    return Match(
        rule,
        all_of(case_meets(case, condition) for condition in rule.when),
        tuple(
            (index, _meets(rule, case, member, day))
            for index, member in enumerate(case.members)
            if member.moving or rule.whole_household
        ),
    )


def matches(case: Case) -> tuple[Match, ...]:
    """Every procedure of the case's event that is in force, in the order of the visitor's way."""
    return tuple(look(rule, case) for rule in rules_of(case.event) if rule.in_force(case.filed_on))


def _meets(rule: Rule, case: Case, member: Member, day: date) -> Truth:
    return any_of(all_of(member_meets(case, member, day, one) for one in conditions) for conditions in rule.who)


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


def open_facts(match: Match, case: Case) -> Iterator[Missing]:
    """The facts that would still change whether the procedure applies, or what it asks for where it does."""
    if match.holds is False or match.someone is False:
        return
    yield from _open_in(match.rule.when, case)
    for index, met in match.persons:
        if met is not False:
            yield from _open_of(match.rule, case, case.members[index])
    if match.applies:
        yield from _open_of_lines(match, case)


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


def _open_of_lines(match: Match, case: Case) -> Iterator[Missing]:
    for line in (*match.rule.forms, *match.rule.bring, *match.rule.notices):
        if line.when and (not line.who or whose(line, case, match.certain)):
            possible = all_of(case_meets(case, condition) for condition in line.when) is not False
            yield from _open_in(line.when, case) if possible else ()


def _open_in(conditions: Iterable[str], case: Case) -> Iterator[Missing]:
    """What is not known in conditions on the case; also where `may:` takes it for granted in the meantime."""
    for condition in conditions:
        if case_meets(case, bare(condition)) is None:
            yield Missing(asked_by(condition), None)
