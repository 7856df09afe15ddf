"""The data files: what is wrong in one is named, and those that we ship hold together."""

import tomllib
from fnmatch import fnmatch
from pathlib import Path

import pytest

from app.procedures.conditions import asked_by
from app.procedures.load import RuleError, check_ids, desks, load_questions, load_rule, questions, rules
from app.procedures.rule import Rule
from forms.load import load_sheets
from models.case import Event
from tests.app.procedures.people import CASES

OF_THE_FACTS = """
p_juki p_card_cont p_card_face p_cert p_card_new p_card_abr p_juminhyo p_seal p_seal_void p_seal_chg p_nhi_in p_nhi_chg
p_nhi_out p_nhi_job p_nhi_birth p_nhi_death p_koki_in p_koki_chg p_koki_out p_ltc_in1 p_ltc_cert p_ltc_chg p_ltc_out
p_np_addr p_np_abr p_np_vol p_np_cat p_np_3 p_ca_in p_ca_add p_ca_chg p_ca_end p_cm p_cm_chg p_cm_end p_school
p_school_priv p_nursery p_gakudo p_sp_allow p_hand p_jiritsu p_preg p_vacc p_dog p_dog_chip p_dog_move p_dog_out
p_moped_in p_moped_chg p_moped_out p_car p_license p_water p_post p_energy p_waste p_waste_big p_vote p_tax p_taxagent
p_kokin p_018 p_f_card p_f_tokutei p_f_card_exp p_f_tsusho p_f_rel p_oldname p_furi p_d_juki p_d_pack p_dv p_birth
p_death p_marriage p_divorce
"""
"""Every procedure of the ward's table."""

GOOD = {
    "name_ja": '"試験"', "name_en": '"test"', "events": '["MOVE"]', "who": '[["everyone"]]',
    "deadline": '{ rule = "x" }', "desk": '"MD"', "order": "1", "because": '"x"', "source": '"x"',
    "confidence": '"S"', "since": "2024-04-01",
}  # fmt: skip


def written(folder: Path, **keys: str) -> Path:
    file = folder / "p_test.toml"
    file.write_text("\n".join(f"{key} = {value}" for key, value in (GOOD | keys).items()), encoding="utf-8")
    return file


def of(identity: str) -> list[Rule]:
    return [rule for rule in rules() if rule.id == identity]


def test_every_procedure_of_the_table_is_there() -> None:
    assert set(OF_THE_FACTS.split()) - {rule.id for rule in rules()} == set()


def test_every_procedure_is_known_at_every_event_of_the_wards_table() -> None:
    table = tomllib.loads((CASES[0].parents[1] / "procedure_table.toml").read_text(encoding="utf-8"))
    wanted = {(key, event) for key, events in table.items() for event in Event for one in events if fnmatch(event, one)}
    assert wanted - {(rule.id, event) for rule in rules() for event in rule.events} == set()


def test_every_form_that_is_named_is_one_there_is() -> None:
    assert {line.text for rule in rules() for line in rule.forms} - load_sheets().keys() == set()


@pytest.mark.parametrize("event", list(Event))
def test_the_events_own_filing_says_who_may_file_what_to_bring_and_by_which_law(event: Event) -> None:
    first = min((rule for rule in rules() if event in rule.events and rule.id != "p_dv"), key=lambda rule: rule.order)
    assert first.who_may_file
    assert first.bring
    assert "法" in first.source
    assert first.deadline.rule


def test_every_fact_on_which_a_rule_depends_has_its_question() -> None:
    conditions = {one for rule in rules() for one in (*rule.when, *(one for who in rule.who for one in who))}
    lines = {one for rule in rules() for line in (*rule.forms, *rule.bring, *rule.notices) for one in line.when}
    starts = {clock.start for rule in rules() for clock in rule.deadline.clocks if clock.expected}
    assert ({asked_by(one) for one in conditions | lines} | starts) - {"", "filed_on"} - set(questions()) == set()


def test_every_question_of_the_interview_is_used_by_a_rule() -> None:
    conditions = {one for rule in rules() for one in (*rule.when, *(one for who in rule.who for one in who))}
    lines = {one for rule in rules() for line in (*rule.forms, *rule.bring, *rule.notices) for one in line.when}
    starts = {clock.start for rule in rules() for clock in rule.deadline.clocks}
    assert set(questions()) - {asked_by(one) for one in conditions | lines} - starts == set()


def test_every_desk_is_used_and_names_itself_in_both_languages() -> None:
    used = {desk for rule in rules() for desk in (rule.desk, *rule.also_at)}
    assert used == set(desks())
    assert all(desk.name_ja and desk.name_en for desk in desks().values())


def test_an_unsure_deadline_is_marked_unsure() -> None:
    assert {rule.confidence for rule in rules() if "要確認" in rule.deadline.rule} == {"B"}


def test_a_group_of_events_is_written_with_a_star(tmp_path: Path) -> None:
    rule = load_rule(written(tmp_path, events='["OUT*", "BIRTH"]'))
    assert rule.events == (Event.OUT, Event.OUT_SP, Event.OUT_ABR, Event.BIRTH)


@pytest.mark.parametrize(
    ("key", "value", "word"),
    [
        ("unknown", "1", "unknown"),
        ("who", '[["tall"]]', "tall"),
        ("who", '[["not:tall"]]', "tall"),
        ("when", '["answer:cat"]', "answer:cat"),
        ("when", '["event:FLY"]', "event:FLY"),
        ("bring", '[{ text = "x", who = ["tall"] }]', "tall"),
        ("bring", '[{ text = "x", whom = ["age:1-"] }]', "whom"),
        ("bring", "3", "bring"),
        ("deadline", '{ rule = "x", clocks = [{ start = "birthday", days = 1 }] }', "birthday"),
        ("deadline", '{ rule = "x", clocks = [{ start = "moved_on", days = 1, when = ["sunny"] }] }', "sunny"),
        ("deadline", '{ rule = "x", clocks = [{ start = "moved_on", days = 1, moves = "up" }] }', "up"),
        ("why_not", '{ "age:3-" = "x" }', "age:3-"),
        ("desk", '"ZZ"', "ZZ"),
        ("also_at", '["ZZ"]', "ZZ"),
        ("events", '["FLY"]', "FLY"),
        ("events", '"MOVE"', "events"),
        ("confidence", '"X"', "X"),
        ("since", '"soon"', "soon"),
    ],
)
def test_a_wrong_rule_is_named_with_file_key_and_what_was_found(
    key: str, value: str, word: str, tmp_path: Path
) -> None:
    with pytest.raises(RuleError) as caught:
        load_rule(written(tmp_path, **{key: value}))
    assert "p_test.toml" in str(caught.value)
    assert word in str(caught.value)


def test_a_file_that_is_no_toml_is_named(tmp_path: Path) -> None:
    file = tmp_path / "p_test.toml"
    file.write_text("name_ja = ", encoding="utf-8")
    with pytest.raises(RuleError, match=r"p_test\.toml"):
        load_rule(file)


def test_a_case_cannot_meet_one_procedure_twice(tmp_path: Path) -> None:
    rule = load_rule(written(tmp_path))
    with pytest.raises(RuleError, match="MOVE"):
        check_ids([rule, rule])


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ('[cat]\ntext_ja = "x"\ntext_en = "x"\nwhy_ja = "x"', "cat"),
        ('[dog]\ntext_ja = "x"\ntext_en = "x"', "why_ja"),
        ('[dog]\ntext_ja = "x"\ntext_en = "x"\nwhy_ja = "x"\nwho = [["tall"]]', "tall"),
    ],
)
def test_a_wrong_question_is_named(text: str, word: str, tmp_path: Path) -> None:
    file = tmp_path / "questions.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(RuleError, match=word):
        load_questions(file)
