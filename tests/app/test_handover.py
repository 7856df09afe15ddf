"""What leaves for the sections: everything they need, nothing else, and no formula."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from app import clock
from app.case_file import case_from_json
from app.cli import main
from app.errors import Refused
from app.handover import COLUMNS, _data, columns_of, sections, to_csv, to_json
from app.journeys.handing_over import hand_over
from app.paths import RESOURCES
from app.procedures.load import desks
from app.procedures.plan import make_plan
from models.case import Case, Filer
from models.reception import Release

NUMBER = "20261124-0001"


def family() -> Case:
    return case_from_json(json.loads((RESOURCES / "practice" / "family.json").read_text(encoding="utf-8")))


def rows(case: Case, desk: str) -> list[dict[str, str]]:
    found = next(one for one in sections(NUMBER, case, make_plan(case)) if one.desk == desk)
    return list(csv.DictReader(io.StringIO(to_csv(found).decode("utf-8-sig"))))


def test_every_column_of_the_data_exists_and_every_desk_of_it_is_one_of_the_ward_s() -> None:
    wanted = {column for desk in _data()["desks"] for column in columns_of(desk)}
    assert wanted <= COLUMNS.keys()
    assert set(_data()["desks"]) <= {desk.name_ja for desk in desks().values()}


def test_the_insurance_desk_gets_each_person_with_the_names_exactly_as_written() -> None:
    table = [row for row in rows(family(), "窓口課 住民異動係") if row["手続き"] == "p_juki"]
    assert [row["氏名"] for row in table] == ["墨田　太郎", "墨田　花子", "墨田　葛󠄀葉", "墨田　𠮷平"]
    assert {row["新住所"] for row in table} == {"東京都墨田区吾妻橋一丁目23番20号"}
    assert table[0]["期限"] == "2026-11-24"


def test_a_desk_sees_only_its_own_procedures_people_and_columns() -> None:
    table = rows(family(), "教育委員会 学務課")
    assert [row["氏名"] for row in table] == ["墨田　葛󠄀葉"]
    assert table[0]["前の学校"] == "千葉市立中央小学校"
    assert "年金種別" not in table[0]


def test_what_lies_outside_the_ward_is_handed_to_nobody() -> None:
    assert all("区役所の外" not in one.desk for one in sections(NUMBER, family(), make_plan(family())))


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝", "＋", "－", "＠", "\t"])
def test_no_sign_that_begins_a_formula_begins_a_cell(sign: str) -> None:
    case = replace(family(), honseki=f"{sign}1+1")
    (cell, *_) = {row["本籍"] for row in rows(case, "窓口課 住民異動係")}
    assert cell == f"'{sign}1+1"


def test_a_name_that_looks_like_a_formula_stays_text_in_the_table_and_exact_in_json() -> None:
    case = family()
    evil = replace(case.members[0], name="=HYPERLINK(1)")
    case = replace(case, members=(evil, *case.members[1:]), filer=Filer(0, "+81-3", "本人"))
    first = rows(case, "窓口課 住民異動係")[0]
    assert (first["氏名"], first["電話"]) == ("'=HYPERLINK(1)", "'+81-3")
    exact = json.loads(to_json(NUMBER, sections(NUMBER, case, make_plan(case))))
    assert exact["sections"][0]["rows"][0]["氏名"] == "=HYPERLINK(1)"


def test_no_individual_number_can_leave() -> None:
    case = family()
    marked = replace(case, members=tuple(replace(one, individual_number="999988887777") for one in case.members))
    found = sections(NUMBER, marked, make_plan(marked))
    assert b"999988887777" not in to_json(NUMBER, found)
    assert all(b"999988887777" not in to_csv(one) for one in found)


def test_a_protected_address_is_handed_over_only_after_a_release(tmp_path: Path) -> None:
    case = family()
    case = replace(case, answers=replace(case.answers, protected_address=True))
    with pytest.raises(Refused, match="refused"):
        hand_over(NUMBER, case, make_plan(case), tmp_path / "out")
    assert not (tmp_path / "out").exists()
    released = hand_over(
        NUMBER, case, make_plan(case), tmp_path / "out", Release("見本　責任者", "確認した", clock.now())
    )
    assert released["file"] == "handover.json"


def test_the_command_writes_one_table_a_desk_and_says_who_gets_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["handover", "--case", str(RESOURCES / "practice" / "family.json"), "--out", str(tmp_path), "--json"]
    assert main([*arguments, "--number", NUMBER]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["reception"] == NUMBER
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        ["handover.json", *(section["file"] for section in answer["sections"])]
    )
    assert answer["sections"][0]["desk"] == "窓口課 住民異動係"
