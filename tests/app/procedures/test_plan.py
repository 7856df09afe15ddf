"""Which procedures a case calls for: scenarios of the ward's practice, as files that a clerk can judge."""

import tomllib
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.case_file import parse_case
from app.errors import Refused
from app.procedures.calendar import days_after, is_open, next_open
from app.procedures.load import RuleError, load_rule, questions, rules
from app.procedures.plan import make_plan
from app.procedures.questions import interview
from models.ages import age_on, last_school_day
from models.case import Answers, Case, Event, HealthInsurance, Member
from models.partial_date import PartialDate

CASES = sorted((Path(__file__).resolve().parents[2] / "cases" / "procedures").glob("*.toml"))


def plain(value: Any) -> Any:
    """TOML's dates as a case file writes them."""
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_the_scenario_gives_its_procedures_and_dates(file: Path) -> None:
    scenario = tomllib.loads(file.read_text(encoding="utf-8"))
    plan = make_plan(parse_case(plain(scenario["case"])))
    found = {procedure.id: procedure for procedure in plan.procedures}
    assert set(scenario["expected"]) <= found.keys()
    assert set(scenario.get("absent", [])) & found.keys() == set()
    for identity, due in scenario.get("due", {}).items():
        assert found[identity].due_on == due, identity


def member(**facts: Any) -> Member:
    return Member(name="試験　一郎", **facts)


def case(event: Event = Event.IN_DOM, **facts: Any) -> Case:
    return Case(event, date(2026, 11, 23), facts.pop("members", (member(),)), moved_on=date(2026, 11, 9), **facts)


@pytest.mark.parametrize(
    ("start", "days", "last"),
    [
        (date(2026, 8, 1), 14, date(2026, 8, 17)),
        (date(2026, 11, 9), 14, date(2026, 11, 24)),
        (date(2026, 12, 19), 14, date(2027, 1, 4)),
        (date(2026, 8, 1), 30, date(2026, 8, 31)),
    ],
)
def test_a_deadline_moves_to_the_next_open_day(start: date, days: int, last: date) -> None:
    assert next_open(days_after(start, days)) == last


@given(st.dates(date(2024, 1, 1), date(2027, 12, 20)))
def test_the_next_open_day_is_open_and_not_earlier(day: date) -> None:
    found = next_open(day)
    assert is_open(found)
    assert found >= day
    assert not any(is_open(day + timedelta(days=n)) for n in range((found - day).days))


def test_the_holidays_of_an_unknown_year_are_refused_not_guessed() -> None:
    with pytest.raises(Refused):
        next_open(date(2028, 1, 1))


@pytest.mark.parametrize(
    ("birth", "age", "day"),
    [
        (PartialDate(1951, 11, 24), 75, date(2026, 11, 23)),
        (PartialDate(1961, 11, 24), 65, date(2026, 11, 23)),
        (PartialDate(2004, 2, 29), 22, date(2026, 2, 28)),
    ],
)
def test_an_age_is_reached_on_the_day_before_the_birthday(birth: PartialDate, age: int, day: date) -> None:
    assert age_on(birth, day) == age
    assert age_on(birth, day - timedelta(days=1)) == age - 1


@pytest.mark.parametrize(
    ("birth", "last"),
    [(PartialDate(2008, 4, 1), date(2026, 3, 31)), (PartialDate(2008, 4, 2), date(2027, 3, 31))],
)
def test_children_of_1_april_belong_to_the_earlier_school_year(birth: PartialDate, last: date) -> None:
    assert last_school_day(birth, 18) == last


@pytest.mark.parametrize("event", list(Event))
def test_every_event_has_a_first_procedure(event: Event) -> None:
    assert make_plan(case(event)).procedures


def test_every_deadline_that_moves_is_on_an_open_day() -> None:
    resting = {rule.id for rule in rules() if any(clock.moves == "stays" for clock in rule.deadline.clocks)}
    for event in Event:
        answers = Answers(
            **{key: True for key, question in questions().items() if question.kind == "yes_no"}, juminhyo_copies=1
        )
        for procedure in make_plan(case(event, answers=answers)).procedures:
            if procedure.due_on and procedure.id not in resting:
                assert is_open(procedure.due_on), procedure.id


def test_the_thirty_days_of_a_microchip_do_not_move() -> None:
    answers = Answers(dog=True, dog_chip_registered=True)
    due = {p.id: p.due_on for p in make_plan(replace(case(answers=answers), moved_on=date(2026, 11, 5))).procedures}
    assert due["p_dog_chip"] == date(2026, 12, 5)


_MEMBERS = st.builds(
    Member,
    name=st.just("試験　花子"),
    birth_date=st.dates(date(1930, 1, 1), date(2026, 1, 1)).map(PartialDate.of),
    my_number_card=st.booleans(),
    health_insurance=st.sampled_from(HealthInsurance),
    driver_licence=st.booleans(),
    care_certified=st.booleans(),
)


@given(st.lists(_MEMBERS, min_size=1, max_size=4), _MEMBERS)
def test_one_more_person_never_removes_a_procedure_of_the_others(members: list[Member], one: Member) -> None:
    before = {procedure.id for procedure in make_plan(case(members=tuple(members))).procedures}
    after = {procedure.id for procedure in make_plan(case(members=(*members, one))).procedures}
    assert before <= after


def test_an_open_question_keeps_its_procedure_out_and_is_named() -> None:
    plan = make_plan(case())
    assert "dog" in plan.questions_open
    assert "p_dog" not in {procedure.id for procedure in plan.procedures}
    assert "dog" in [question.id for question, answer in interview(case()) if answer is None]


def test_the_chip_is_asked_about_only_where_there_is_a_dog() -> None:
    asked = [question.id for question, _ in interview(case(answers=Answers(dog=False)))]
    assert "dog_chip_registered" not in asked


def test_a_protected_address_comes_first_with_its_notice() -> None:
    plan = make_plan(case(answers=Answers(protected_address=True)))
    assert plan.procedures[0].id == "p_dv"
    assert "支援措置" in plan.notices[0]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("unknown = 1", "unknown"),
        ('who = [["tall"]]', "tall"),
        ('when = ["answer:cat"]', "answer:cat"),
        ('bring = [{ text = "x", who = ["tall"] }]', "tall"),
        ('bring = [{ text = "x", whom = ["age:1-"] }]', "whom"),
        ('deadline = { rule = "x", clocks = [{ start = "birthday", days = 1 }] }', "birthday"),
        ('deadline = { rule = "x", clocks = [{ start = "moved_on", days = 1, when = ["sunny"] }] }', "sunny"),
        ('why_not = { "age:3-" = "x" }', "age:3-"),
        ('desk = "ZZ"', "ZZ"),
        ('events = ["FLY"]', "FLY"),
        ('confidence = "X"', "X"),
    ],
)
def test_a_wrong_rule_is_named_with_file_key_and_what_was_found(text: str, word: str, tmp_path: Path) -> None:
    good = {
        "name_ja": '"試験"', "events": '["MOVE"]', "who": '[["everyone"]]', "deadline": '{ rule = "x" }',
        "desk": '"MD"', "order": "1", "because": '"x"', "name_en": '"x"', "source": '"x"', "confidence": '"S"',
        "since": "2024-04-01",
    }  # fmt: skip
    key, _, value = text.partition(" = ")
    file = tmp_path / "p_test.toml"
    file.write_text("\n".join(f"{k} = {v}" for k, v in {**good, key: value}.items()), encoding="utf-8")
    with pytest.raises(RuleError) as caught:
        load_rule(file)
    assert "p_test.toml" in str(caught.value)
    assert word in str(caught.value)
