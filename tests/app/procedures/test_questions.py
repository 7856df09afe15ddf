"""The interview: only what is still open and still able to change something for this event and household."""

import json
from dataclasses import fields, replace

import pytest

from app.case_file import case_from_json
from app.paths import RESOURCES
from app.procedures.plan import make_plan
from app.procedures.questions import interview
from models.case import Answers, Case, Event, Member, Pension, School
from models.partial_date import PartialDate
from tests.app.procedures.people import case, member


def open_questions(one: Case) -> tuple[str, ...]:
    return make_plan(one).questions_open


def family(event: Event = Event.IN_DOM) -> Case:
    one = case_from_json(json.loads((RESOURCES / "practice" / "family.json").read_text(encoding="utf-8")))
    return replace(one, event=event, answers=Answers())


@pytest.mark.parametrize("event", list(Event))
def test_a_family_is_asked_twelve_questions_at_most(event: Event) -> None:
    assert len([question for question, _ in interview(family(event)) if question.kind != "fact"]) <= 12


@pytest.mark.parametrize("event", list(Event))
def test_every_open_question_changes_the_plan_by_one_of_its_answers(event: Event) -> None:
    before = family(event)
    for key in set(open_questions(before)) & {field.name for field in fields(Answers)}:
        answered = [replace(before, answers=replace(Answers(), **{key: value})) for value in (True, False)]
        plans = [replace(make_plan(one), questions_open=()) for one in answered]
        further = [set(open_questions(one)) - set(open_questions(before)) for one in answered]
        assert plans[0] != plans[1] or further[0] != further[1], key


@pytest.mark.parametrize("event", list(Event))
def test_an_answer_opens_nothing_but_the_question_about_the_dogs_chip(event: Event) -> None:
    before = family(event)
    for key in set(open_questions(before)) & {field.name for field in fields(Answers)}:
        for value in (True, False):
            after = replace(before, answers=replace(Answers(), **{key: value}))
            opened = set(open_questions(after)) - set(open_questions(before))
            assert opened <= ({"dog_chip_registered"} if (key, value) == ("dog", True) else set()), key
            assert key not in open_questions(after)


def test_an_open_question_keeps_its_procedure_out_and_is_named() -> None:
    plan = make_plan(case())
    assert "dog" in plan.questions_open
    assert "p_dog" not in {procedure.id for procedure in plan.procedures}
    assert "dog" in [question.id for question, answer in interview(case()) if answer is None]


def test_the_chip_is_asked_about_only_where_there_is_a_dog() -> None:
    for dog, asked in ((None, False), (False, False), (True, True)):
        keys = [question.id for question, _ in interview(case(answers=Answers(dog=dog)))]
        assert ("dog_chip_registered" in keys) is asked


def test_an_answered_question_stays_to_be_seen_and_changed() -> None:
    asked = {question.id: answer for question, answer in interview(case(answers=Answers(dog=True, moped=False)))}
    assert (asked["dog"], asked["moped"], asked["car"]) == (True, False, None)


def test_a_household_without_children_is_not_asked_about_children() -> None:
    adult = case(members=(member(birth_date=PartialDate(1990, 5, 1)),))
    about = {"single_parent", "claimant_is_public_servant", "child_lives_apart", "three_or_more_children"}
    assert about & set(open_questions(adult)) == set()


def test_the_pension_is_asked_only_of_those_between_20_and_59() -> None:
    def asked(year: int) -> bool:
        return "pension" in open_questions(case(members=(member(birth_date=PartialDate(year, 5, 1)),)))

    assert [asked(year) for year in (2018, 2007, 2006, 1967, 1966)] == [False, False, True, True, False]


def test_a_pension_that_is_known_of_the_father_is_still_asked_of_the_mother() -> None:
    father = member(birth_date=PartialDate(1990, 5, 1), pension=Pension.SECOND)
    mother = Member("試験　母", birth_date=PartialDate(1991, 5, 1))
    assert "pension" in open_questions(case(members=(father, mother)))
    assert "pension" not in open_questions(case(members=(father, replace(mother, pension=Pension.THIRD))))


def test_the_school_of_a_child_of_school_age_is_asked_for() -> None:
    child = member(birth_date=PartialDate(2018, 6, 1))
    assert "school" in open_questions(case(members=(child,)))
    assert "school" not in open_questions(case(members=(replace(child, school=School.PRIMARY),)))
    assert "school" not in open_questions(case(members=(replace(child, birth_date=PartialDate(2021, 6, 1)),)))


def test_the_planned_moving_out_day_is_asked_only_where_something_counts_from_it() -> None:
    plain = case(members=(member(birth_date=PartialDate(1990, 5, 1)),))
    with_card = replace(plain, members=(replace(plain.members[0], my_number_card=True),))
    assert "planned_out_on" not in open_questions(plain)
    assert "planned_out_on" in open_questions(with_card)
    assert "planned_out_on" not in open_questions(replace(with_card, event=Event.MOVE))


def test_the_day_of_the_event_is_asked_for_where_it_is_missing() -> None:
    assert "moved_on" in open_questions(replace(case(), moved_on=None))
    assert make_plan(replace(case(), moved_on=None)).procedures[0].due_on is None
