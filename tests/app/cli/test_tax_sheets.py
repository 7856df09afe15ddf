"""`tax sheets` as the contract has it: one PDF a sheet, the bundle and the manifest; every fault as an answer."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pypdf
import pytest

from app.cli import main
from forms.errors import MissingFont
from tests.forms.people import WRONG_NUMBER

RETURN = {
    "income_year": 2026,
    "filer": {"name": "墨田　太郎", "birth_date": "1980-05-01"},
    "income": {"salary": [{"payer": "見本", "gross": 5_000_000, "withheld_tax": 100_000}]},
}


def _arguments(folder: Path, data: object, *more: str) -> list[str]:
    path = folder / "return.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return ["tax", "sheets", "--return", str(path), "--out", str(folder / "out"), "--json", *more]


def test_every_sheet_the_bundle_and_the_manifest_are_written(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(_arguments(tmp_path, RETURN)) == 0
    answer = json.loads(capfdbinary.readouterr().out)
    assert answer == json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert (answer["income_year"], answer["bundle"], answer["problems"]) == (2026, "bundle.pdf", [])
    forms = {form["id"]: form for form in answer["forms"]}
    assert forms["income_return"]["fields"]["receipts.salary"] == "5000000"
    for form in (*forms.values(), {"file": "bundle.pdf", "pages": sum(one["pages"] for one in forms.values())}):
        assert len(pypdf.PdfReader(tmp_path / "out" / form["file"]).pages) == form["pages"]


def test_an_impossible_return_writes_nothing(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(_arguments(tmp_path, {**RETURN, "income_year": 1999, "colour": "red"})) == 9
    answer = json.loads(capfdbinary.readouterr().out)
    assert {problem["path"] for problem in answer["problems"]} == {"income_year", "colour"}
    assert not (tmp_path / "out").exists()


def test_a_font_that_is_not_installed_is_said(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    def absent(_: object) -> None:
        raise MissingFont("BIZ UD明朝", "書体を入れてください。")

    monkeypatch.setattr("app.journeys.tax_paper.print_return", absent)
    assert main(_arguments(tmp_path, RETURN)) == 10
    answer = json.loads(capfdbinary.readouterr().out)
    assert (answer["error"], answer["asset"]) == ("missing_asset", "BIZ UD明朝")


def test_the_individual_number_goes_onto_the_paper_and_nowhere_else(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    line = tmp_path / "line"
    line.write_text(WRONG_NUMBER + "\n", encoding="ascii")
    with line.open("rb") as typed:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(typed))
        assert main(_arguments(tmp_path, RETURN, "--with-number")) == 0
    assert WRONG_NUMBER not in capfdbinary.readouterr().out.decode()
    assert WRONG_NUMBER not in (tmp_path / "out" / "manifest.json").read_text(encoding="utf-8")
    text = "".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / "out" / "resident_return.pdf").pages)
    assert WRONG_NUMBER in "".join(text.split())


def test_the_same_is_said_in_words(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main([*_arguments(tmp_path, RETURN, "--ui", "en")[:-3], "--ui", "en"]) == 0
    said = capfdbinary.readouterr().out.decode()
    assert "income year: 2026" in said
    assert "bundle: bundle.pdf" in said
