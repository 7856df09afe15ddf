"""What the office holds of a filer, in the real encrypted store: found fast, replaced whole, and taken back."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import fields
from datetime import date
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from sqlalchemy import event, inspect, text

from app.errors import InvalidInput, KnownError, Refused, StorageFailure
from app.journeys.tax_import import Preview, preview
from app.paths import RESOURCES, DataFolder
from app.storage import tax_intake
from app.storage.database import open_database
from app.storage.receptions import Receptions
from app.storage.tax_office import TaxOffice
from models.office import (
    OFFICE_ROWS,
    Addressee,
    DependantKind,
    FilerQuery,
    Living,
    OfficeDependant,
    PensionSlip,
    Premium,
    PremiumKind,
    SalarySlip,
)
from models.partial_date import PartialDate
from models.person import Sex
from models.tables import OFFICE_TABLES, Table
from tests.app.storage.test_receptions import reception
from tests.app.tax_import.extracts import YEAR, add, line, lines, write
from tests.small_disk import small_disk

TODAY = date(2026, 11, 24)
ROOT = RESOURCES.parent


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path / "data")


@pytest.fixture
def office(folder: DataFolder) -> Iterator[TaxOffice]:
    opened = TaxOffice.open(folder)
    yield opened
    opened.close()


def look(extract: Path, office: TaxOffice, cancel: Event | None = None) -> Preview:
    return preview(extract, office, TODAY, lambda _: None, cancel or Event())


def counts(office: TaxOffice) -> dict[str, int]:
    """Rows that are seen, by table."""
    return {row.table: len(office.rows(row)) for row in OFFICE_ROWS}


def stored(office: TaxOffice) -> int:
    """Rows that are there, seen or not."""
    with office._engine.connect() as connection:
        return sum(connection.scalar(text(f"SELECT count(*) FROM {t.name}")) or 0 for t in OFFICE_TABLES.values())


def test_what_was_taken_in_comes_back_in_the_models_own_types(office: TaxOffice, tmp_path: Path) -> None:
    extract = write(tmp_path / "extract")
    add(extract, "宛名", line("宛名", {
        "宛名番号": "A1", "氏名カナ": "ﾐﾎﾝ ﾀﾛｳ", "氏名": "渡\U000e0101邉　𠮷",
        "生年月日": "1950-04-00", "性別": "男", "生活扶助区分": "あり",
    }))  # fmt: skip
    add(extract, "扶養親族", f"A1,{YEAR},母,見本　花子,1940-00-00,同居老親,同居,なし,,00000001")
    look(extract, office).apply()
    found = office.addressee("A1")
    assert found is not None
    assert (found.name, found.kana, found.birth_date) == ("渡\U000e0101邉　𠮷", "ﾐﾎﾝ ﾀﾛｳ", PartialDate(1950, 4))
    assert (found.sex, found.public_assistance, found.phone) == (Sex.MALE, True, "")
    mother = office.rows(OfficeDependant, number="A1")[0]
    assert (mother.kind, mother.living, mother.total_income) == (
        DependantKind.COHABITING_PARENT, Living.TOGETHER, None,
    )  # fmt: skip
    slip = office.rows(SalarySlip, number="00000003", income_year=YEAR)[0]
    assert (slip.gross, slip.year_end_adjusted, slip.housing_loan_credit) == (1_030_000, True, None)
    assert office.rows(Premium, number="00000002")[0].kind is PremiumKind.HEALTH


def test_nothing_of_a_preview_is_kept(office: TaxOffice, tmp_path: Path) -> None:
    found = look(write(tmp_path / "extract"), office)
    assert [(one.rows, one.new) for one in found.files] == [(12, 12), (12, 12), (3, 3), (4, 4), (6, 6), (12, 12)]
    assert counts(office)["office_addressee"] == 0
    found.discard()
    assert stored(office) == 0


def test_the_difference_tells_new_changed_and_removed_rows_by_their_keys(office: TaxOffice, tmp_path: Path) -> None:
    look(write(tmp_path / "first"), office).apply()
    second = write(tmp_path / "second", 13)
    path = second / "保険料.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace("00000002,2025,国保,120002", "00000002,2025,国保,5").replace(
            "00000004,2025,国保,120004,\n", ""), encoding="utf-8",
    )  # fmt: skip
    premiums = look(second, office).files[4]
    assert (premiums.rows, premiums.new, premiums.changed, premiums.removed, premiums.unchanged) == (6, 1, 1, 1, 4)
    assert premiums.new_samples == (("00000012", "2025", "health"),)
    assert premiums.changed_samples == ((("00000002", "2025", "health"), ("paid",)),)
    assert premiums.removed_samples == (("00000004", "2025", "health"),)


def test_samples_name_no_person(office: TaxOffice, tmp_path: Path) -> None:
    dependants = look(write(tmp_path / "extract"), office).files[3]
    assert dependants.new_samples[0] == ("", "2025", "00000000")


def test_the_next_extract_replaces_the_whole_and_one_undo_brings_the_last_back(
    office: TaxOffice, tmp_path: Path
) -> None:
    for people in (12, 6, 9):
        look(write(tmp_path / str(people), people), office).apply()
    assert counts(office)["office_addressee"] == 9
    assert office.intake().undo() == 3
    assert counts(office)["office_addressee"] == 6
    with pytest.raises(Refused) as caught:
        office.intake().undo()
    assert caught.value.facts["reason"] == "nothing_to_undo"
    assert stored(office) == sum(counts(office).values())
    look(write(tmp_path / "again", 12), office).apply()
    office.intake().undo()
    assert counts(office)["office_addressee"] == 6


def test_the_first_extract_can_be_taken_back_to_nothing(office: TaxOffice, tmp_path: Path) -> None:
    with pytest.raises(Refused):
        office.intake().undo()
    look(write(tmp_path / "extract"), office).apply()
    office.intake().undo()
    assert stored(office) == 0


def test_an_extract_with_a_fault_changes_nothing(office: TaxOffice, tmp_path: Path) -> None:
    extract = write(tmp_path / "extract")
    look(extract, office).apply()
    before = counts(office)
    add(extract, "前年申告", "00000001,R7,,,,,,,,,,,")
    with pytest.raises(InvalidInput):
        look(extract, office)
    assert (counts(office), stored(office)) == (before, sum(before.values()))


def test_cancelling_in_the_middle_changes_nothing(office: TaxOffice, tmp_path: Path) -> None:
    look(write(tmp_path / "first"), office).apply()
    before = counts(office)
    cancel = Event()
    with pytest.raises(Refused):
        preview(write(tmp_path / "many", 6000), office, TODAY, lambda _: cancel.set(), cancel)
    assert (counts(office), stored(office)) == (before, sum(before.values()))


def test_of_two_extracts_on_their_way_the_earlier_gives_up(office: TaxOffice, tmp_path: Path) -> None:
    extract = write(tmp_path / "extract")
    first = look(extract, office)
    second = look(extract, office)
    with pytest.raises(Refused) as caught:
        first.apply()
    assert caught.value.facts["reason"] == "overtaken"
    second.apply()
    assert counts(office)["office_addressee"] == 12


def test_a_counter_saves_receptions_while_an_extract_is_on_its_way(
    folder: DataFolder, office: TaxOffice, tmp_path: Path
) -> None:
    receptions = Receptions.open(folder)
    saved = []
    extract = write(tmp_path / "many", 6000)
    preview(extract, office, TODAY, lambda _: saved.append(receptions.save(reception()).id), Event()).apply()
    assert {one.id for one in receptions.list()} == set(saved)
    assert len(saved) > 3
    receptions.close()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (FilerQuery(number="Ａ１"), ["A1"]),
        (FilerQuery(kana="おーの"), ["A1", "A2"]),
        (FilerQuery(kana="ｵｵﾉﾕｳｺ"), ["A2"]),
        (FilerQuery(kana="オノ"), ["A3"]),
        (FilerQuery(kana="バイオレット"), ["A4"]),
        (FilerQuery(kana="nguyen"), ["A5"]),
        (FilerQuery(birth_date=PartialDate(1950, 4, 1)), ["A1", "A3", "A4"]),
        (FilerQuery(address="吾妻橋1-23"), ["A1", "A2"]),
        (FilerQuery(address="東京都墨田区吾妻橋１丁目２３番２０号"), ["A1"]),
        (FilerQuery(kana="オオノ", birth_date=PartialDate(1950, 4, 1), address="吾妻橋"), ["A1"]),
        (FilerQuery(kana="%"), []),
        (FilerQuery(number="' OR 1=1 --"), []),
        (FilerQuery(), []),
    ],
)
def test_a_filer_is_found_as_he_is_asked_for(
    query: FilerQuery, found: list[str], office: TaxOffice, tmp_path: Path
) -> None:
    extract = write(tmp_path / "extract", 1)
    people = [
        ("A1", "オオノ　タロウ", "大野　太郎", "1950-04-01", "東京都墨田区吾妻橋一丁目23番20号"),
        ("A2", "ｵｰﾉ ﾕｳｺ", "大野　優子", "1951-04-01", "東京都墨田区吾妻橋一丁目23番2号"),
        ("A3", "オノ　ケイ", "小野　慶", "1950-04-00", "東京都墨田区緑四丁目1番1号"),
        ("A4", "ヴァイオレット", "VIOLET", "1950-00-00", "千葉県千葉市中央区中央四丁目5番地1"),
        ("A5", "", "NGUYEN　VAN", "1990-01-01", ""),
    ]
    for number, kana, name, born, place in people:
        cells = {"宛名番号": number, "氏名カナ": kana, "氏名": name, "生年月日": born, "住所": place}
        add(extract, "宛名", line("宛名", cells))
    look(extract, office).apply()
    assert sorted(one.number for one in office.find(query) if one.number != "00000000") == found


@pytest.mark.parametrize(
    ("query", "index"),
    [
        (FilerQuery(number="1"), "sqlite_autoindex_office_addressee_1"),
        (FilerQuery(kana="スミ"), "office_addressee_kana"),
        (FilerQuery(birth_date=PartialDate(1950, 4, 1)), "office_addressee_birth"),
        (FilerQuery(address="吾妻橋"), "office_addressee_address"),
        (FilerQuery(kana="スミ", birth_date=PartialDate(1950, 4, 1)), "office_addressee_birth"),
        (FilerQuery(kana="スミ", address="吾妻橋"), "office_addressee_kana"),
        (FilerQuery(birth_date=PartialDate(1950, 4, 1), address="吾妻橋"), "office_addressee_address"),
    ],
)
def test_every_way_to_look_for_a_filer_goes_through_its_index_and_sorts_nothing(
    query: FilerQuery, index: str, office: TaxOffice
) -> None:
    asked: list[tuple[str, Any]] = []
    event.listen(office._engine, "before_cursor_execute", lambda *call: asked.append((call[2], call[3])))
    office.find(query)
    statement, values = next(one for one in asked if "office_addressee" in one[0])
    with office._engine.connect() as connection:
        plan = [row[-1] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)]
    assert index in plan[0]
    assert not any("SCAN office_addressee" in step or "TEMP B-TREE" in step for step in plan)


def test_the_migration_makes_the_tables_that_the_models_have(folder: DataFolder) -> None:
    database = open_database(folder)
    made = inspect(database.engine)
    for table in Table.metadata.tables.values():
        columns = {column["name"]: column["nullable"] for column in made.get_columns(table.name)}
        assert columns == {column.name: column.nullable for column in table.columns}, table.name
        assert {index["name"] for index in made.get_indexes(table.name)} == {index.name for index in table.indexes}
        assert made.get_pk_constraint(table.name)["constrained_columns"] == [c.name for c in table.primary_key.columns]
    database.close()


def test_every_field_of_a_row_is_stored(office: TaxOffice) -> None:
    for row, table in OFFICE_TABLES.items():
        assert {field.name for field in fields(row)} <= set(table.columns.keys())


def test_nothing_of_the_extract_can_be_read_without_the_key(
    folder: DataFolder, office: TaxOffice, tmp_path: Path
) -> None:
    look(write(tmp_path / "extract"), office).apply()
    for file in folder.root.iterdir():
        content = file.read_bytes()
        assert not content.startswith(b"SQLite format 3")
        assert "墨田".encode() not in content
        assert "見本商事".encode() not in content


_CHILD = """
import sys
from datetime import date
from pathlib import Path
from threading import Event
from typing import Any
from app.journeys.tax_import import preview
from app.paths import DataFolder
from app.storage.tax_office import TaxOffice
office = TaxOffice.open(DataFolder(Path(sys.argv[1])))
preview(Path(sys.argv[2]), office, date(2026, 11, 24), lambda one: print(one.rows, flush=True), Event()).apply()
print("applied", flush=True)
"""


def killed_while_taking_in(folder: DataFolder, extract: Path, seed: int) -> bool:
    """Kill the taking-in at a random moment; whether it had said that it was done."""
    command = [sys.executable, "-c", _CHILD, str(folder.root), str(extract)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT)
    assert child.stdout is not None
    told = [child.stdout.readline() for _ in range(random.Random(seed).randrange(1, 13))]  # noqa: S311 a repeatable number
    os.kill(child.pid, signal.SIGKILL)
    told += child.stdout.read().splitlines()
    child.stdout.close()
    child.wait()
    return b"applied" in {one.strip() for one in told}


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal there")
@pytest.mark.parametrize("seed", [*range(3), *(pytest.param(seed, marks=pytest.mark.nightly) for seed in range(3, 60))])
def test_a_kill_while_an_extract_is_taken_in_leaves_the_old_or_the_new_whole(
    seed: int, folder: DataFolder, tmp_path: Path
) -> None:
    office = TaxOffice.open(folder)
    look(write(tmp_path / "first"), office).apply()
    old = counts(office)
    office.close()
    many = write(tmp_path / "many", 6000)
    done = killed_while_taking_in(folder, many, seed)
    again = TaxOffice.open(folder)
    now = counts(again)
    assert now == old or (now["office_addressee"] == 6000 and now["office_return"] == 6000)
    assert not done or now != old
    look(many, again).apply()
    assert stored(again) == sum(counts(again).values()) + (sum(now.values()))
    again.close()


def fill_disk(folder: DataFolder, tmp_path: Path) -> tuple[dict[str, int], dict[str, int], int]:
    """Rows seen before and after an extract that does not fit, and rows stored afterwards; a reception is saved too."""
    with closing(TaxOffice.open(folder)) as office:
        look(write(tmp_path / "first"), office).apply()
        before = counts(office)
        with pytest.raises(StorageFailure) as caught:
            look(write(tmp_path / "many", 20_000), office)
        assert caught.value.facts["reason"] == "disk_full"
    with closing(TaxOffice.open(folder)) as again:
        return before, counts(again), stored(again)


def test_an_extract_that_does_not_fit_leaves_the_old_data_and_room_for_receptions(tmp_path: Path) -> None:
    with small_disk(tmp_path / "small", 36 << 20) as root:
        folder = DataFolder(root / "data")
        before, after, rows = fill_disk(folder, tmp_path)
        assert (after, rows) == (before, sum(before.values()))
        with closing(Receptions.open(folder)) as receptions:
            receptions.save(reception())


def test_a_disk_that_fills_up_all_the_same_leaves_the_old_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tax_intake, "RESERVE", 0)
    with small_disk(tmp_path / "small", 3 << 20) as root:
        before, after, _ = fill_disk(DataFolder(root / "data"), tmp_path)
        assert after == before


def test_a_folder_that_is_none_is_said(office: TaxOffice, tmp_path: Path) -> None:
    with pytest.raises(KnownError):
        look(tmp_path / "nothing", office)


def test_pensions_and_slips_of_a_year_are_those_of_the_person_alone(office: TaxOffice, tmp_path: Path) -> None:
    look(write(tmp_path / "extract"), office).apply()
    assert [one.number for one in office.rows(PensionSlip, number="00000004")] == ["00000004"]
    assert office.rows(PensionSlip, number="00000005") == []
    assert len(office.rows(Addressee)) == sum(1 for _ in lines("宛名", 12)) - 1


@pytest.mark.nightly
@pytest.mark.timeout(3600)
def test_the_whole_ward_is_taken_in_within_half_a_gigabyte() -> None:
    command = [sys.executable, "-m", "tests.benchmarks.tax_import", "280000"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout)["peak_mb"] <= 500
