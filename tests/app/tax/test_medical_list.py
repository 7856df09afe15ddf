"""The filer's list of medical expenses: taken as it is, or refused with every fault named."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.errors import InvalidInput
from app.journeys.tax_paper import with_medical
from app.tax.medical_list import read_medical_list
from app.tax.return_file import parse_return
from models.tax import Medical
from models.tax_paper import MedicalExpense, MedicalKind

HEAD = "氏名,病院・薬局,区分,支払った額,補填される額\r\n"
RETURN = {"income_year": 2025, "filer": {"birth_date": "1980-05-01"}}


def _file(folder: Path, text: str, encoding: str = "utf-8-sig") -> Path:
    path = folder / "list.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_the_list_is_taken_in_either_encoding(tmp_path: Path, encoding: str) -> None:
    text = HEAD + '墨田　太郎,"見本病院, 本院",診療,12000,500\r\n墨田　花子,見本薬局,医薬品,3000,\r\n\r\n'
    assert read_medical_list(_file(tmp_path, text, encoding)) == (
        MedicalExpense("墨田　太郎", "見本病院, 本院", MedicalKind.TREATMENT, 12_000, 500),
        MedicalExpense("墨田　花子", "見本薬局", MedicalKind.MEDICINE, 3_000, 0),
    )


def test_every_fault_is_named_with_its_line(tmp_path: Path) -> None:
    text = HEAD + ",見本病院,散歩,12000,0\r\n墨田,薬局,診療,1.5,0\r\n墨田,薬局,診療,100,200\r\n墨田,薬局\r\n"
    text += "=1+1,＠薬局,診療,1,0\r\n"
    with pytest.raises(InvalidInput) as fault:
        read_medical_list(_file(tmp_path, text))
    assert [problem.path for problem in fault.value.problems] == [
        "list.csv[2].氏名",
        "list.csv[2].区分",
        "list.csv[3].支払った額",
        "list.csv[4].補填される額",
        "list.csv[5]",
        "list.csv[6].氏名",
        "list.csv[6].病院・薬局",
    ]


@pytest.mark.parametrize("text", ["", "氏名,病院\r\n", '"氏名\r\n', "\ufffd".join("xx")])
def test_what_is_no_list_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(InvalidInput):
        read_medical_list(_file(tmp_path, text))


def test_a_list_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput):
        read_medical_list(tmp_path / "none.csv")


def test_the_totals_of_the_list_are_those_of_the_return() -> None:
    rows = (
        MedicalExpense("墨田", "病院", MedicalKind.TREATMENT, 900, 100),
        MedicalExpense("墨田", "薬局", MedicalKind.OTHER, 50),
    )
    assert with_medical(parse_return(RETURN), rows).deductions.medical == Medical(950, 100)
    other = parse_return({**RETURN, "deductions": {"medical": {"paid": 900, "reimbursed": 100}}})
    with pytest.raises(InvalidInput) as fault:
        with_medical(other, rows)
    assert fault.value.problems[0].path == "deductions.medical"
    assert with_medical(other, ()) == other
