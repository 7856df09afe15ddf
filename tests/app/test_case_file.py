"""Case files: what is read, what is refused, and how exactly a fault is named."""

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.case_check import case_problems
from app.case_file import case_from_json, case_text, parse_case, read_case
from app.errors import Bilingual, InvalidInput
from models.case import Case, Event, Filer, Member
from models.partial_date import PartialDate

PRACTICE = Path(__file__).resolve().parents[2] / "resources" / "practice" / "family.json"
NUMBER = "123456789012"


def family() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(PRACTICE.read_text(encoding="utf-8"))
    return data


def problems(data: object) -> dict[str, str]:
    with pytest.raises(InvalidInput) as caught:
        parse_case(data)
    return {problem.path: problem.found for problem in caught.value.problems}


def test_the_practice_family_is_read_and_written_back_the_same() -> None:
    case = read_case(PRACTICE)
    assert case_from_json(json.loads(case_text(case))) == case


def test_names_keep_every_code_point() -> None:
    assert [member.name for member in read_case(PRACTICE).members][2:] == ["墨田　葛\U000e0100葉", "墨田　𠮷平"]


def test_an_individual_number_is_written_only_when_asked_for() -> None:
    case = read_case(PRACTICE)
    case = replace(case, members=(replace(case.members[0], individual_number=NUMBER), *case.members[1:]))
    assert NUMBER not in case_text(case)
    assert case.members[0].individual_number == NUMBER


def test_an_unfinished_case_comes_back_as_it_was_kept() -> None:
    draft = Case(Event.IN_DOM, read_case(PRACTICE).filed_on, (Member(name="", birth_date=PartialDate(1950)),))
    assert case_from_json(json.loads(case_text(draft))) == draft


def test_faults_of_every_kind_are_reported_together() -> None:
    data = family()
    data["members"][1] |= {"birth_date": "1990-02-30", "individual_number": 12, "shoe_size": 24}
    data["members"][2]["name"] = ""
    data["answers"]["dog"] = "yes"
    data["new_address"]["postcode"] = "1300001"
    assert problems(data) == {
        "members[1].birth_date": '"1990-02-30"',
        "members[1].individual_number": "●●●",
        "members[1].shoe_size": "24",
        "answers.dog": '"yes"',
        "members[2].name": "「」",
        "new_address.postcode": "「1300001」",
    }


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"members": []}, "members"),
        ({"event": "FLY"}, "event"),
        ({"filed_on": "2026-02-30"}, "filed_on"),
        ({"new_address": None}, "new_address"),
        ({"old_address": {"address": ""}}, "old_address.address"),
        ({"moved_on": "2026-11-24"}, "moved_on"),
        ({"filer": {"member": 4}}, "filer.member"),
        ({"filer": {"relation": "代理人"}}, "filer.name"),
        ({"answers": {"juminhyo_copies": -1}}, "answers.juminhyo_copies"),
        ({"members": [{"name": "あ" * 81}]}, "members[0].name"),
        ({"members": [{"name": "墨田\n太郎"}]}, "members[0].name"),
        ({"members": [{"name": "墨田", "moving": False}]}, "members"),
        ({"members": [{"name": "墨田", "birth_date": "2026-11-10"}]}, "members[0].birth_date"),
        ({"members": [{"name": "墨田", "birth_date": "1890-01-01"}]}, "members[0].birth_date"),
        ({"members": [{"name": "墨田", "juminhyo_code": "123"}]}, "members[0].juminhyo_code"),
        ({"members": ["墨田"]}, "members[0]"),
    ],
)
def test_an_impossible_entry_is_named_by_its_path(change: dict[str, object], path: str) -> None:
    assert path in problems(family() | change)


@pytest.mark.parametrize("event", ["HH_HEAD", "DEATH", "F_BECOME"])
def test_an_event_without_a_move_needs_the_household_address_alone(event: str) -> None:
    data = family() | {"event": event, "old_address": None}
    assert parse_case(data).event == event


@pytest.mark.parametrize("data", [[], "case", 1, None])
def test_what_is_no_object_is_no_case(data: object) -> None:
    assert list(problems(data)) == [""]


@pytest.mark.parametrize("content", [b"{", b"\xff\xfe", b"", b'{"event": "IN_DOM",}', b"[" * 100_000])
def test_a_file_that_is_not_json_is_named(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "case.json"
    path.write_bytes(content)
    with pytest.raises(InvalidInput) as caught:
        read_case(path)
    assert caught.value.problems[0].path == str(path)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as caught:
        read_case(tmp_path / "nothing.json")
    assert caught.value.problems[0].found == "読めないファイル"


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "case.json"
    path.write_bytes(b"\xef\xbb\xbf" + PRACTICE.read_bytes())
    assert read_case(path) == read_case(PRACTICE)


def test_every_fault_of_a_case_is_said_in_both_languages() -> None:
    case = case_from_json(family())
    first = replace(case.members[0], name="", individual_number="1")
    wrong = replace(case, members=(first,), new_address=None, moved_on=date(2099, 1, 1), filer=Filer(member=9))
    structure = {"event": "X", "filed_on": 1, "members": 2, "shoes": 3}
    with pytest.raises(InvalidInput) as caught:
        case_from_json(structure)
    faults = [*case_problems(wrong), *caught.value.problems]
    assert len(faults) >= 8
    english = [
        one.en if isinstance(one, Bilingual) else one for fault in faults for one in (fault.found, fault.allowed)
    ]
    assert [one for one in english if re.search("[ぁ-んァ-ヶ一-龠]", one)] == []
