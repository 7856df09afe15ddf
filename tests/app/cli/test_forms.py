"""`forms`: the ward's own forms from the command line, as a robot calls it."""

from pathlib import Path

from app.case_file import read_case
from app.office_forms.blank import take_blank
from app.office_forms.store import OfficeForms
from forms.code import add_codes
from forms.definition import SheetDefinition
from forms.fill import fill_sheet
from forms.layout import lay_out
from forms.load import load_sheets
from forms.paper import Code
from models.sheet import FilledSheet
from tests.app.cli.test_contract import PRACTICE, call
from tests.forms.overlay.blanks import idou_blank, idou_sheet
from tests.forms.people import text_by_pdfium


def ward(data: Path) -> None:
    blank = take_blank(idou_blank()).pdf
    OfficeForms(data / "forms").save(idou_sheet(blank), blank)


def test_a_version_is_listed_checked_exported_and_taken_in_on_another_counter(tmp_path: Path) -> None:
    here, there, file = tmp_path / "here", tmp_path / "there", tmp_path / "idou.zip"
    ward(here)
    _, answer, _ = call("forms", "list", "--json", data=here)
    listed = {form["id"]: form["versions"] for form in answer["forms"]}
    assert [(one["version"], one["state"]) for one in listed["idou"]] == [("2026-04-01", "valid")]
    assert listed["kokuho"] == []
    assert call("forms", "check", "--json", data=here)[1] == {"checked": 1, "problems": []}
    assert call("forms", "export", "idou", "2026-04-01", "--out", str(file), "--json", data=here)[0] == 0
    code, answer, _ = call("forms", "import", str(file), "--json", data=there)
    assert (code, answer["form"], answer["version"]) == (0, "idou", "2026-04-01")
    code, answer, _ = call("forms", "import", str(file), "--json", data=there)
    assert (code, answer["error"], answer["reason"]) == (11, "refused", "version_exists")


def test_fill_prints_on_the_wards_own_paper(tmp_path: Path) -> None:
    ward(tmp_path / "data")
    arguments = ("fill", "--case", str(PRACTICE), "--forms", "idou", "--json")
    assert call(*arguments, "--out", str(tmp_path / "own"), data=tmp_path / "data")[0] == 0
    assert call(*arguments, "--out", str(tmp_path / "ours"), data=tmp_path / "none")[0] == 0
    assert "見本区" in text_by_pdfium((tmp_path / "own" / "idou.pdf").read_bytes())
    assert "見本区" not in text_by_pdfium((tmp_path / "ours" / "idou.pdf").read_bytes())


def test_empty_sheets_are_kept_in_store_for_the_day_without_a_computer(tmp_path: Path) -> None:
    ward(tmp_path)
    file = tmp_path / "blank.pdf"
    code, answer, _ = call("forms", "blank", "--forms", "idou,ca_end", "--out", str(file), "--json", data=tmp_path)
    assert (code, answer["forms"], answer["pages"]) == (0, ["idou", "ca_end"], 2)
    printed = text_by_pdfium(file.read_bytes())
    assert "見本区" in printed
    assert "児童手当受給事由消滅届" in printed


def test_without_a_list_every_form_is_in_the_store_once(tmp_path: Path) -> None:
    code, answer, _ = call("forms", "blank", "--out", str(tmp_path / "blank.pdf"), "--json", data=tmp_path)
    assert (code, answer["forms"]) == (0, list(load_sheets()))
    assert answer["pages"] == len(load_sheets())


def test_check_names_every_fault_and_fails(tmp_path: Path) -> None:
    ward(tmp_path)
    (tmp_path / "forms" / "idou" / "2026-04-01" / "placement.toml").write_text("form = 1\n", encoding="utf-8")
    code, answer, _ = call("forms", "check", "--json", data=tmp_path)
    assert (code, answer["error"]) == (9, "invalid_input")
    assert answer["problems"][0]["path"].startswith("idou/2026-04-01/placement.toml")
    listed = {form["id"]: form["versions"] for form in call("forms", "list", "--json", data=tmp_path)[1]["forms"]}
    assert [one["state"] for one in listed["idou"]] == ["faulty"]


def test_what_is_no_form_file_is_refused_with_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "x.zip"
    file.write_bytes(b"no zip")
    code, answer, _ = call("forms", "import", str(file), "--json", data=tmp_path)
    assert (code, answer["reason"]) == (11, "form_file_wrong")
    assert "書き出したファイル" in answer["message_ja"]


def test_what_a_scanner_types_at_the_next_desk_is_what_stands_on_the_sheet() -> None:
    definition, filled = load_sheets()["idou"], fill_sheet(load_sheets()["idou"], read_case(PRACTICE))
    page = next(mark.text for mark in drawn_codes(definition, filled))
    code, answer, _ = call("forms", "decode", "--json", line=page)
    assert code == 0
    (said,) = answer["codes"]
    assert (said["form"], said["name_ja"], said["reception"]) == ("idou", "住民異動届", "20261124-0001")
    assert said["fields"]["new_addr"] == filled.values["new_addr"]


def test_a_code_that_is_none_of_ours_is_named_by_its_line() -> None:
    code, answer, _ = call("forms", "decode", "--json", line="https://example.invalid")
    assert (code, answer["error"]) == (9, "invalid_input")
    assert answer["problems"][0]["path"] == "codes[0]"


def drawn_codes(definition: SheetDefinition, filled: FilledSheet) -> list[Code]:
    pages = lay_out(definition, filled.values)
    add_codes(pages, definition, filled, "20261124-0001")
    return [mark for page in pages for mark in page.marks if isinstance(mark, Code)]
