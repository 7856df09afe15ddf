"""`tax import` as a robot calls it: exact keys, exit codes, and no person's data in any answer."""

import signal
from pathlib import Path

import pytest

from app.cli.tax_import import _cancel_on_interrupt
from models.staff import Role
from tests.app.cli.as_user import call_as
from tests.app.tax_import.extracts import add, line, salary, write

KEYS = {"file", "rows", "new", "changed", "removed", "unchanged", "samples"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "extract")


def test_an_extract_is_shown_taken_in_and_taken_back(folder: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    code, shown, _ = call_as(Role.ADMIN, "tax", "import", str(folder), "--preview", "--json", data=data)
    assert (code, shown["applied"], shown["import"]) == (0, False, None)
    code, taken, _ = call_as(Role.ADMIN, "tax", "import", str(folder), "--json", data=data)
    assert (code, taken["applied"]) == (0, True)
    assert [one["file"] for one in taken["files"]] == [
        "宛名.csv", "給与支払報告書.csv", "公的年金等支払報告書.csv", "扶養親族.csv", "保険料.csv", "前年申告.csv",
    ]  # fmt: skip
    assert all(set(one) == KEYS for one in taken["files"])
    assert [one["rows"] for one in taken["files"]] == [12, 12, 3, 4, 6, 12]
    add(folder, "給与支払報告書", line("給与支払報告書", salary(1, 9)))
    _, again, _ = call_as(Role.ADMIN, "tax", "import", str(folder), "--json", data=data)
    assert (again["files"][1]["new"], again["files"][1]["unchanged"]) == (1, 12)
    assert call_as(Role.ADMIN, "tax", "import", "--undo", "--json", data=data)[1] == {"undone": again["import"]}
    code, refused, _ = call_as(Role.ADMIN, "tax", "import", "--undo", "--json", data=data)
    assert (code, refused["reason"]) == (11, "nothing_to_undo")


def test_every_fault_comes_with_file_row_column_found_and_allowed(folder: Path, tmp_path: Path) -> None:
    add(folder, "給与支払報告書", line("給与支払報告書", salary(1, 9) | {"支払金額": "-1", "年分": "令和7"}))
    code, answer, _ = call_as(Role.ADMIN, "tax", "import", str(folder), "--json", data=tmp_path / "data")
    assert (code, answer["error"], answer["problem_count"]) == (9, "invalid_input", 2)
    assert answer["problems"][1] == {
        "path": "給与支払報告書.csv:14:支払金額", "found": "-1",
        "allowed": "0以上の整数の円（半角数字だけ。カンマ・符号・円記号なし。わからないときは空欄）",
        "allowed_en": "whole yen from 0 (digits alone, no comma, sign or unit; blank where not known)",
        "file": "給与支払報告書.csv", "row": 14, "column": "支払金額",
    }  # fmt: skip


def test_an_individual_number_is_refused_by_law_and_stands_nowhere_in_the_answer(folder: Path, tmp_path: Path) -> None:
    number = "123456789018"
    add(folder, "給与支払報告書", line("給与支払報告書", salary(1, 9) | {"摘要": number}))
    code, answer, log = call_as(Role.ADMIN, "tax", "import", str(folder), "--json", data=tmp_path / "data")
    assert (code, answer["error"], answer["reason"]) == (11, "refused", "individual_number_in_extract")
    assert "給与支払報告書.csv の14行目（摘要）" in answer["message_ja"]
    assert number not in str(answer) + log


@pytest.mark.parametrize("arguments", [[], ["somewhere", "--undo"], ["somewhere", "--undo", "--preview"]])
def test_a_folder_or_the_undo_is_wanted(arguments: list[str], tmp_path: Path) -> None:
    code, answer, _ = call_as(Role.ADMIN, "tax", "import", *arguments, "--json", data=tmp_path / "data")
    assert (code, answer["error"]) == (2, "usage")


def test_text_is_in_the_language_asked_for(folder: Path, tmp_path: Path) -> None:
    _, english, _ = call_as(Role.ADMIN, "tax", "import", str(folder), "--preview", "--ui", "en", data=tmp_path / "data")
    assert "applied: no" in english
    assert "new: 12" in english
    add(folder, "保険料", "00000001,R7,国保,1,0")
    code, _, log = call_as(Role.ADMIN, "tax", "import", str(folder), "--ui", "en", data=tmp_path / "data")
    assert code == 9
    assert "allowed: a year of four digits (2019 to" in log
    assert "西暦" not in log


def test_ctrl_c_asks_the_work_to_stop_and_is_itself_again_afterwards() -> None:
    before = signal.getsignal(signal.SIGINT)
    with _cancel_on_interrupt() as cancel:
        signal.raise_signal(signal.SIGINT)
        assert cancel.is_set()
    assert signal.getsignal(signal.SIGINT) is before


def test_what_does_not_hold_together_is_told_and_taken_in(folder: Path, tmp_path: Path) -> None:
    add(folder, "給与支払報告書", line("給与支払報告書", salary(1, 9) | {"給与所得控除後の金額": 1}))
    code, answer, _ = call_as(Role.ADMIN, "tax", "import", str(folder), "--json", data=tmp_path / "data")
    warning = answer["warnings"][0]
    assert (code, warning["id"], warning["count"], warning["samples"]) == (
        0, "extract_salary_income", 1, ["00000001 / 2025 / 9"],
    )  # fmt: skip
