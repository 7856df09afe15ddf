"""The plan as a whole: what holds for every case."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.procedures.calendar import is_open
from app.procedures.conditions import case_meets, member_meets
from app.procedures.load import questions, rules
from app.procedures.plan import make_plan
from forms.load import load_sheets
from models.case import (
    Address,
    Answers,
    Case,
    Disability,
    Event,
    HealthInsurance,
    Member,
    NationalityClass,
    Origin,
    Pension,
    School,
    SealRegistration,
)
from models.partial_date import PartialDate
from tests.app.procedures.people import case, member

FILED = date(2026, 11, 23)
_YES_NO = [key for key, question in questions().items() if question.kind == "yes_no"]
_MEMBERS = st.builds(
    Member,
    name=st.uuids().map(str),
    birth_date=st.none() | st.dates(date(1930, 1, 1), date(2026, 11, 1)).map(PartialDate.of),
    relation=st.sampled_from(["世帯主", "妻", "子", ""]),
    nationality_class=st.sampled_from(NationalityClass),
    moving=st.just(True),
    my_number_card=st.booleans(),
    wants_signature_certificate=st.booleans(),
    seal_registration=st.sampled_from(SealRegistration),
    driver_licence=st.booleans(),
    health_insurance=st.none() | st.sampled_from(HealthInsurance),
    lost_employer_insurance_on=st.none() | st.dates(date(2026, 9, 1), FILED),
    pension=st.none() | st.sampled_from(Pension),
    school=st.sampled_from(School),
    nursery=st.booleans(),
    care_certified=st.booleans(),
    disability=st.lists(st.sampled_from(Disability), max_size=2, unique=True).map(tuple),
)
_ANSWERS = st.builds(Answers, **{key: st.none() | st.booleans() for key in _YES_NO})
_CASES = st.builds(
    Case,
    event=st.sampled_from(Event),
    filed_on=st.just(FILED),
    members=st.lists(_MEMBERS, min_size=1, max_size=4).map(tuple),
    moved_on=st.none() | st.dates(date(2026, 9, 1), date(2027, 1, 10)),
    planned_out_on=st.none() | st.dates(date(2026, 9, 1), date(2026, 12, 1)),
    joins_existing_household=st.booleans(),
    answers=_ANSWERS,
)


def by_id(one: Case) -> dict[str, set[str]]:
    """Procedure → the names of those whom it is about."""
    return {found.id: {one.members[index].name for index in found.members} for found in make_plan(one).procedures}


@given(_CASES)
def test_no_deadline_is_on_a_closed_day_unless_it_is_one_that_stays(one: Case) -> None:
    staying = {rule.id for rule in rules() if any(clock.moves == "stays" for clock in rule.deadline.clocks)}
    closed = [p.id for p in make_plan(one).procedures if p.due_on and p.id not in staying and not is_open(p.due_on)]
    assert closed == []


@given(_CASES)
def test_every_form_of_a_plan_is_one_of_the_catalogue(one: Case) -> None:
    assert set(make_plan(one).forms) <= load_sheets().keys()


@given(_CASES, _MEMBERS)
def test_one_more_person_takes_nothing_from_the_others(one: Case, more: Member) -> None:
    grown = by_id(replace(one, members=(*one.members, replace(more, relation="同居人"))))
    alone = by_id(one)
    assert {key for key, names in alone.items() if not names <= grown.get(key, set())} == set()


@given(_CASES, st.randoms())
def test_the_order_of_the_members_does_not_matter(one: Case, random: object) -> None:
    turned = replace(one, members=tuple(reversed(one.members)))
    assert by_id(turned) == by_id(one)
    assert make_plan(turned).questions_open == make_plan(one).questions_open
    assert make_plan(turned).forms == make_plan(one).forms


@given(_CASES)
def test_a_plan_is_the_same_each_time_and_leaves_its_case_alone(one: Case) -> None:
    before = repr(one)
    assert make_plan(one) == make_plan(one)
    assert repr(one) == before


@given(_CASES, st.sampled_from(_YES_NO), st.booleans())
def test_an_answer_never_takes_away_what_does_not_depend_on_it(one: Case, key: str, answer: bool) -> None:
    blank = replace(one, answers=replace(one.answers, **{key: None}))
    told = replace(one, answers=replace(one.answers, **{key: answer}))
    free = {rule.id for rule in rules() if not any(f"answer:{key}" in condition for condition in rule.when)}
    assert set(by_id(blank)) & free == set(by_id(told)) & free


@pytest.mark.parametrize("event", list(Event))
def test_every_event_has_a_first_procedure(event: Event) -> None:
    assert make_plan(case(event)).procedures


def test_the_cards_clock_is_the_earlier_of_the_thirty_and_the_eighty_nine_days_and_both_are_named() -> None:
    holder = case(members=(member(my_number_card=True),), planned_out_on=date(2026, 11, 5))
    found = next(one for one in make_plan(holder).procedures if one.id == "p_card_cont")
    assert found.due_on == date(2026, 12, 5)
    assert "2026年12月5日（土）" in found.due_rule
    assert "2027年2月20日（土）" in found.due_rule


def test_the_medical_certificate_shows_both_days_and_the_clerk_decides() -> None:
    child = case(members=(member(birth_date=PartialDate(2020, 5, 1)),), planned_out_on=date(2026, 11, 5))
    found = next(one for one in make_plan(child).procedures if one.id == "p_cm")
    assert found.due_on == date(2026, 11, 24)
    assert "2026年11月20日（金）" in found.due_rule


def test_a_procedure_begins_on_the_day_of_its_law() -> None:
    foreign = member(nationality_class=NationalityClass.FOREIGN)
    for filed, there in ((date(2026, 6, 13), False), (date(2026, 6, 14), True)):
        one = case(members=(foreign,), filed_on=filed, answers=Answers(wants_specified_residence_card=True))
        assert ("p_f_tokutei" in by_id(replace(one, moved_on=date(2026, 6, 8)))) is there


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("東京都墨田区吾妻橋一丁目23番20号", Origin.WITHIN_SUMIDA),
        ("東京都江東区東陽四丁目11番28号", Origin.OTHER_WARD_TOKYO),
        ("東京都八王子市元本郷町三丁目24番1号", Origin.TOKYO_OTHER),
        ("神奈川県横浜市中区本町六丁目50番地の10", Origin.OUTSIDE_TOKYO),
        ("北海道札幌市中央区北1条西2丁目", Origin.OUTSIDE_TOKYO),
    ],
)
def test_where_someone_comes_from_is_read_from_the_address_unless_it_was_answered(address: str, origin: Origin) -> None:
    one = case(old_address=Address(address=address))
    assert case_meets(one, f"origin:{origin}") is True
    assert case_meets(replace(one, origin=Origin.ABROAD), f"origin:{origin}") is False


def test_a_condition_is_open_while_its_fact_is_not_known_and_may_takes_it_for_granted() -> None:
    one, someone = case(), member()
    day = date(2026, 11, 9)
    assert member_meets(one, someone, day, "age:75-") is None
    assert member_meets(one, someone, day, "not:age:75-") is None
    assert member_meets(one, someone, day, "may:age:75-") is True
    assert member_meets(one, replace(someone, birth_date=PartialDate(2000, 1, 1)), day, "may:age:75-") is False
    assert case_meets(one, "answer:dog") is None
    assert case_meets(one, "may:not:answer:dog") is True


def test_a_protected_address_comes_first_with_its_notice() -> None:
    plan = make_plan(case(answers=Answers(protected_address=True)))
    assert plan.procedures[0].id == "p_dv"
    assert "支援措置" in plan.notices[0]
