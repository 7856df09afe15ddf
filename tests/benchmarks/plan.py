"""A family's plan ÷ a bare loop over the same rules' conditions: `python -m tests.benchmarks.plan`."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import replace
from statistics import median

from app.case_file import read_case
from app.paths import RESOURCES
from app.procedures.conditions import CASE_WORDS, MEMBER_WORDS, read
from app.procedures.household import event_day
from app.procedures.load import rules_of
from app.procedures.plan import make_plan
from app.procedures.questions import interview
from models.case import Answers, Case

RUNS = 200


def bare_loop(case: Case) -> int:
    """Every condition of the event's rules once for each person, and nothing made of it."""
    day, held = event_day(case), 0
    for rule in rules_of(case.event):
        for condition in rule.when:
            _turns, word, argument = read(condition)
            held += CASE_WORDS[word](case, argument) is True
        for member in case.members:
            for conditions in rule.who:
                for condition in conditions:
                    _turns, word, argument = read(condition)
                    held += MEMBER_WORDS[word](case, member, day, argument) is True
    return held


def milliseconds(work: Callable[[], object]) -> float:
    """Median of the warm runs."""
    spent = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        spent.append((time.perf_counter() - start) * 1000)
    return median(spent[RUNS // 10 :])


def main() -> None:
    family = read_case(RESOURCES / "practice" / "family.json")
    blank = replace(family, answers=Answers())
    plan, floor = milliseconds(lambda: make_plan(family)), milliseconds(lambda: bare_loop(family))
    figures = {
        "plan_ms": round(plan, 2),
        "bare_loop_ms": round(floor, 2),
        "plan/bare_loop": round(plan / floor, 1),
        "plan_before_the_questions_ms": round(milliseconds(lambda: make_plan(blank)), 2),
        "interview_ms": round(milliseconds(lambda: interview(family)), 2),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
