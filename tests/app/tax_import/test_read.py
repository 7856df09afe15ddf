"""Reading an extract: every fault is named with file, row and column, and an individual number refuses all of it."""

from __future__ import annotations

import codecs
import tracemalloc
from datetime import date
from pathlib import Path
from threading import Event

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import InvalidInput, KnownError, Refused
from app.individual_number import holds_number
from app.paths import RESOURCES
from app.tax_import.faults import CellProblem
from app.tax_import.layout import layout
from app.tax_import.read import Extract, Progress, Row
from models.tables import OFFICE_TABLES
from tests.app.tax_import.extracts import ROWS, add, line, salary, write

TODAY = date(2026, 11, 24)
NUMBER = "123456789018"  # its check digit is right: the test is about it


def read(folder: Path, cancel: Event | None = None) -> dict[str, list[Row]]:
    """All rows of an extract; InvalidInput with its faults."""
    extract = Extract(folder, TODAY, lambda _: None, cancel or Event())
    found = {file.name: [row for batch in extract.batches(file) for row in batch] for file in extract.files}
    extract.refuse_faults()
    return found


def faults(folder: Path) -> list[tuple[str, int, str]]:
    with pytest.raises(InvalidInput) as caught:
        read(folder)
    assert all(isinstance(one, CellProblem) for one in caught.value.problems)
    return [(one.file, one.row, one.column) for one in caught.value.problems if isinstance(one, CellProblem)]


def refused(folder: Path) -> dict[str, object]:
    with pytest.raises(Refused) as caught:
        read(folder)
    return caught.value.facts


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "extract")


def salary_line(**cells: object) -> str:
    return line("給与支払報告書", {**salary(1, 9), **cells})


def test_a_whole_extract_is_read_row_by_row(folder: Path) -> None:
    found = read(folder)
    assert {name: len(rows) for name, rows in found.items()} == {
        "宛名": 12, "給与支払報告書": 12, "公的年金等支払報告書": 3, "扶養親族": 4, "保険料": 6, "前年申告": 12,
    }  # fmt: skip
    assert found["保険料"][0] == ("00000000", 2025, "health", 120_000, None)


def test_blank_is_not_known_and_zero_is_zero(folder: Path) -> None:
    add(folder, "給与支払報告書", salary_line(支払金額="", 源泉徴収税額="0"))
    row = read(folder)["給与支払報告書"][-1]
    assert row[5:9] == (None, None, None, 0)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_each_encoding_and_line_end_gives_the_same_rows(encoding: str, folder: Path, tmp_path: Path) -> None:
    whole = read(folder)
    other = tmp_path / "other"
    other.mkdir()
    for name in ROWS:
        text = (folder / f"{name}.csv").read_text(encoding="utf-8-sig").replace("𠮷", "吉").replace("\U000e0101", "")
        (other / f"{name}.csv").write_bytes(text.replace("\r\n", "\n").encode(encoding))
    again = read(other)
    assert [row[0] for row in again["宛名"]] == [row[0] for row in whole["宛名"]]
    assert again["給与支払報告書"] == whole["給与支払報告書"]


def test_names_are_never_normalised(folder: Path) -> None:
    name = "が\u3099　渡\U000e0101 ＡＢ㍻𠮷"
    add(folder, "宛名", line("宛名", {"宛名番号": "9", "氏名": name}))
    assert read(folder)["宛名"][-1][2] == name


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("支払金額", "-1"), ("支払金額", '"1,000"'), ("支払金額", "１００"), ("支払金額", "1.5"),
        ("支払金額", "1000円"), ("支払金額", "100000000000"),
        ("年分", "令和7"), ("年分", "2018"), ("年分", "2027"), ("年分", ""),
        ("連番", ""), ("居住開始年月日", "2026-02-30"), ("居住開始年月日", "令和7年1月1日"),
        ("居住開始年月日", "R7.1.1"),
        ("居住開始年月日", "2025/01/01"), ("居住開始年月日", "2025-00-00"), ("支払者名", "=1+1"), ("支払者名", "＠cmd"),
        ("支払者名", "あ" * 201), ("年末調整済", "2"), ("就退職区分", "退"), ("16歳未満扶養人数", "100"),
        ("宛名番号", "99999999"), ("宛名番号", "1 2"), ("摘要", "-1"),
    ],
)  # fmt: skip
def test_a_wrong_cell_is_named(column: str, cell: str, folder: Path) -> None:
    add(folder, "給与支払報告書", salary_line(**{column: cell}))
    assert faults(folder) == [("給与支払報告書.csv", 14, column)]


def test_a_birth_date_may_be_partial_but_neither_impossible_nor_to_come(folder: Path) -> None:
    for number, born in enumerate(("1950-00-00", "1950-04-00", "2026-11-24")):
        add(folder, "宛名", line("宛名", {"宛名番号": f"A{number}", "氏名": "見本", "生年月日": born}))
    assert [row[3] for row in read(folder)["宛名"][-3:]] == ["1950-00-00", "1950-04-00", "2026-11-24"]
    for number, born in enumerate(("1950-13-01", "2026-11-25", "1800-01-01", "S25.4.1", "1950-00-01")):
        add(folder, "宛名", line("宛名", {"宛名番号": f"B{number}", "氏名": "見本", "生年月日": born}))
    assert [fault[2] for fault in faults(folder)] == ["生年月日"] * 5


@pytest.mark.parametrize(
    "content",
    ["00000001,2025", "a\x00b" + "," * 45, "", 'a"b,"c', "x" * 30_000, "\u202e" + "," * 45, '"a\r\nb"' + "," * 45],
)  # fmt: skip
def test_a_line_that_is_no_row_is_named_by_its_number(content: str, folder: Path) -> None:
    add(folder, "給与支払報告書", content)
    assert faults(folder)[0][:2] == ("給与支払報告書.csv", 14)


def test_bytes_of_no_encoding_are_named(folder: Path) -> None:
    with (folder / "保険料.csv").open("ab") as file:
        file.write(b"\xff\xfe,2025,,,\r\n")
    assert faults(folder) == [("保険料.csv", 8, "")]


def test_quoted_cells_are_read(folder: Path) -> None:
    add(folder, "給与支払報告書", salary_line(支払者名='"見本, ""東"" 支店"'))
    assert read(folder)["給与支払報告書"][-1][3] == '見本, "東" 支店'


def test_every_fault_of_all_files_comes_together(folder: Path) -> None:
    add(folder, "給与支払報告書", salary_line(支払金額="-1", 年分="R7"))
    add(folder, "保険料", "00000001,2025,国保,1,0", "00000001,2025,国保,2,0")
    (folder / "前年申告.csv").unlink()
    (folder / "余分.csv").write_text("a", encoding="utf-8")
    assert sorted(faults(folder)) == [
        ("余分.csv", 0, ""), ("保険料.csv", 9, "宛名番号・年・種別"), ("前年申告.csv", 0, ""),
        ("給与支払報告書.csv", 14, "年分"), ("給与支払報告書.csv", 14, "支払金額"),
    ]  # fmt: skip


def test_one_fault_makes_no_others(folder: Path) -> None:
    """A person whose birth date is wrong is there all the same; without any addressees none is called unknown."""
    add(folder, "宛名", line("宛名", {"宛名番号": "A1", "氏名": "見本", "生年月日": "S25.1.1"}))
    add(folder, "保険料", f"A1,{2025},国保,1,0")
    assert faults(folder) == [("宛名.csv", 14, "生年月日")]
    (folder / "宛名.csv").unlink()
    assert faults(folder) == [("宛名.csv", 0, "")]


def test_a_row_tells_all_its_faults_at_once(folder: Path) -> None:
    add(folder, "保険料", "nobody,R7,国保,-1,0")
    assert faults(folder) == [("保険料.csv", 8, "年"), ("保険料.csv", 8, "納付済額"), ("保険料.csv", 8, "宛名番号")]


def test_thousands_of_faults_are_counted_and_the_first_are_named(folder: Path) -> None:
    add(folder, "保険料", *(f"{index % 12:08},R7,国保,1,0" for index in range(5000)))
    with pytest.raises(InvalidInput) as caught:
        read(folder)
    assert (len(caught.value.problems), caught.value.facts["problem_count"]) == (200, 5000)


def test_an_extract_without_anybody_is_refused(folder: Path) -> None:
    for path in folder.iterdir():
        path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\r\n", encoding="utf-8")
    assert faults(folder) == [("宛名.csv", 1, "")]


def test_a_header_with_another_column_or_order_is_named(folder: Path) -> None:
    path = folder / "保険料.csv"
    path.write_text("宛名番号,年,納付済額,種別,特別徴収額\r\n", encoding="utf-8")
    assert faults(folder) == [("保険料.csv", 1, "")]
    path.write_text("宛名番号,年,種別,納付額,特別徴収額\r\n", encoding="utf-8")
    with pytest.raises(InvalidInput) as caught:
        read(folder)
    assert caught.value.problems[0].found == "-納付済額 +納付額"


@pytest.mark.parametrize(
    "written", [NUMBER, "1234 5678 9018", "1234-5678-9018", "１２３４５６７８９０１８", f"番号{NUMBER}です"]
)
def test_an_individual_number_anywhere_refuses_everything_and_is_not_repeated(written: str, folder: Path) -> None:
    add(folder, "給与支払報告書", salary_line(摘要=written), salary_line(支払金額="-1", 連番=8))
    facts = refused(folder)
    assert facts == {
        "reason": "individual_number_in_extract",
        "file": "給与支払報告書.csv",
        "row": 14,
        "column": "摘要",
    }


def test_an_individual_number_is_found_in_an_extract_with_faults_before_it(folder: Path) -> None:
    add(folder, "宛名", line("宛名", {"宛名番号": "", "氏名": ""}))
    add(folder, "前年申告", f"{NUMBER}")
    assert refused(folder)["file"] == "前年申告.csv"


@pytest.mark.parametrize("column", ["個人番号", "マイナンバー"])
def test_a_column_for_the_individual_number_refuses_everything(column: str, folder: Path) -> None:
    (folder / "保険料.csv").write_text(f"宛名番号,年,種別,納付済額,{column}\r\n", encoding="utf-8")
    assert refused(folder)["row"] == 1


def test_twelve_digits_with_a_wrong_check_digit_are_hidden_where_they_are_told(folder: Path) -> None:
    assert not holds_number("123456789012")
    add(folder, "保険料", "123456789012,2025,国保,1,0")
    with pytest.raises(InvalidInput) as caught:
        read(folder)
    assert caught.value.problems[0].found == "●●●●"


def test_the_check_digit_is_that_of_the_ordinance() -> None:
    """11 digits of ones: Σ Q = 2+…+7 + 2+…+6 = 47, 47 mod 11 = 3, 11 - 3 = 8."""
    assert [last for last in range(10) if holds_number(f"11111111111{last}")] == [8]
    assert not holds_number("1111111111180")


def test_cancelling_stops_between_batches(folder: Path) -> None:
    add(folder, "保険料", *(f"{index % 12:08},2024,国保,1,0" for index in range(2000)))
    cancel = Event()
    cancel.set()
    with pytest.raises(Refused) as caught:
        read(folder, cancel)
    assert caught.value.facts["reason"] == "cancelled"


def test_progress_counts_the_bytes_of_all_files(tmp_path: Path) -> None:
    folder = write(tmp_path / "many", 5000)
    told: list[Progress] = []
    extract = Extract(folder, TODAY, told.append, Event())
    for file in extract.files:
        for _ in extract.batches(file):
            pass
    assert [one.bytes_done for one in told] == sorted(one.bytes_done for one in told)
    assert {one.bytes_total for one in told} == {sum(path.stat().st_size for path in folder.iterdir())}


def test_a_line_of_many_megabytes_takes_no_room(folder: Path) -> None:
    with (folder / "保険料.csv").open("ab") as file:
        for _ in range(64):
            file.write(b"1" * (1 << 20))
    tracemalloc.start()
    found = faults(folder)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found == [("保険料.csv", 8, "")]
    assert peak < 8 << 20


def test_what_is_kept_has_an_entry_with_a_purpose_in_the_register() -> None:
    """C-13: a column of the store without an entry fails."""
    told = {file.row.table: {column.field for column in file.columns} for file in layout().files if file.purpose}
    derived = {"generation", "kana_key", "address_key"}
    kept = {table.name: {column.name for column in table.columns} - derived for table in OFFICE_TABLES.values()}
    assert kept == told


_CELLS = st.one_of(
    st.sampled_from(
        ["", "0", "1", "00000001", "2025", "国保", '"', '"a', "=1", "\x00", "-1", "令和7年", "1950-02-30", "０"]
    ),
    st.text(max_size=12),
    st.integers(-(10**13), 10**13).map(str),
)
_LINES = st.lists(_CELLS, max_size=48).map(",".join)
_CONTENTS = st.one_of(
    st.binary(max_size=300),
    st.lists(_LINES, max_size=4).map(lambda rows: "\n".join(rows).encode("utf-8", "surrogatepass")),
    st.lists(_LINES, max_size=4).map(lambda rows: "\r\n".join(rows).encode("cp932", "replace")),
    st.lists(_LINES, max_size=4).map(lambda rows: codecs.BOM_UTF16 + "\n".join(rows).encode("utf-16", "surrogatepass")),
)


def has_rows_or_a_known_error(folder: Path, name: str, keep_header: bool, content: bytes) -> bool:
    """Whether the reading ends with rows of simple values or with a known error, whatever stands in a file."""
    path = folder / f"{name}.csv"
    before = path.read_bytes()
    path.write_bytes((before if keep_header else b"") + content)
    try:
        return all(
            isinstance(value, str | int | None) for rows in read(folder).values() for row in rows for value in row
        )
    except KnownError:
        return True
    finally:
        path.write_bytes(before)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("fuzz"), 2)


@settings(max_examples=150, deadline=None)
@given(name=st.sampled_from(sorted(ROWS)), keep_header=st.booleans(), content=_CONTENTS)
def test_no_content_of_a_file_brings_the_reading_down(
    small: Path, name: str, keep_header: bool, content: bytes
) -> None:
    assert has_rows_or_a_known_error(small, name, keep_header, content)


@pytest.mark.nightly
@pytest.mark.timeout(7200)
@settings(max_examples=100_000, deadline=None)
@given(name=st.sampled_from(sorted(ROWS)), keep_header=st.booleans(), content=_CONTENTS)
def test_no_content_of_a_hundred_thousand_brings_the_reading_down(
    small: Path, name: str, keep_header: bool, content: bytes
) -> None:
    assert has_rows_or_a_known_error(small, name, keep_header, content)


def test_the_guide_for_the_wards_staff_has_every_file_and_header_exactly() -> None:
    guide = (RESOURCES.parent / "docs" / "tax-import.md").read_text(encoding="utf-8")
    for file in layout().files:
        assert f"### `{file.file_name}`" in guide
        assert f"\n{','.join(file.header)}\n" in guide
        section = guide.split(f"### `{file.file_name}`")[1].split("###")[0]
        assert [row.split(" | ")[0] for row in section.split("\n| ")[2:]] == file.header
