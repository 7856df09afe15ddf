"""The ward's own forms from its PDF to the printed bundle, and from one counter to another."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from app.case_file import read_case
from app.errors import InvalidInput, KnownError, Refused
from app.journeys.paper import make_plan, making_of, print_forms
from app.office_forms.blank import take_blank
from app.office_forms.exchange import export_version, import_version
from app.office_forms.store import OfficeForms
from app.office_forms.trial import households, try_out
from app.paths import RESOURCES
from app.sentences import sentence
from forms.intake.blank import Reason
from forms.overlay.load import BLANK, PLACEMENT
from models.sheet import ProblemKind
from tests.forms.intake.hostile import REFUSED
from tests.forms.overlay.blanks import idou_blank, idou_sheet
from tests.forms.people import text_by_pdfium

CASE = read_case(RESOURCES / "practice" / "family.json")
CLEAN = take_blank(idou_blank()).pdf


@pytest.fixture
def forms(tmp_path: Path) -> OfficeForms:
    return OfficeForms(tmp_path / "forms")


def bundle_text(root: Path, filed_on: date) -> str:
    case = replace(CASE, filed_on=filed_on)
    return text_by_pdfium(print_forms(case, make_plan(case), ["idou"], making_of("2026-000123", root)).sheets[0].pdf)


def test_the_wards_version_is_used_from_its_first_to_its_last_day(forms: OfficeForms, tmp_path: Path) -> None:
    root = tmp_path / "forms"
    forms.save(idou_sheet(CLEAN, since=date(2026, 10, 1), until=date(2026, 11, 23)), CLEAN)
    days = (date(2026, 9, 30), date(2026, 10, 1), date(2026, 11, 23), date(2026, 11, 24))
    assert ["見本区" in bundle_text(root, day) for day in days] == [False, True, True, False]


def test_of_two_valid_versions_the_newer_is_used(forms: OfficeForms, tmp_path: Path) -> None:
    two = take_blank(idou_blank(2)).pdf
    forms.save(idou_sheet(CLEAN), CLEAN)
    forms.save(idou_sheet(two, version="2026-11-01", since=date(2026, 11, 1)), two)
    assert "裏面" in bundle_text(tmp_path / "forms", date(2026, 11, 23))
    assert "裏面" not in bundle_text(tmp_path / "forms", date(2026, 10, 31))


def test_a_version_that_was_damaged_is_reported_and_our_own_sheet_printed(forms: OfficeForms, tmp_path: Path) -> None:
    forms.save(idou_sheet(CLEAN), CLEAN)
    (blank,) = (tmp_path / "forms" / "idou" / "2026-04-01").glob("blank-*.pdf")
    blank.write_bytes(b"%PDF-1.7")
    bundle = print_forms(CASE, make_plan(CASE), ["idou"], making_of(own_forms=tmp_path / "forms"))
    assert [problem.problem for problem in bundle.problems] == [ProblemKind.OFFICE_FORM]
    assert "idou/2026-04-01" in bundle.problems[0].detail
    assert "住　民　異　動　届".replace("　", "") in text_by_pdfium(bundle.sheets[0].pdf)


def test_a_version_with_faults_is_not_written_and_every_fault_is_named(forms: OfficeForms, tmp_path: Path) -> None:
    sheet = idou_sheet(CLEAN)
    wrong = replace(sheet, until=date(2020, 1, 1), fields=sheet.fields[:3])
    with pytest.raises(InvalidInput) as caught:
        forms.save(wrong, CLEAN)
    assert [problem.path.rpartition(" ")[2] for problem in caught.value.problems] == ["until", "fields"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["../../etc", "a/b", "", "A", "x" * 41, "."])
def test_a_version_cannot_be_named_out_of_its_folder(forms: OfficeForms, name: str) -> None:
    with pytest.raises(InvalidInput):
        forms.save(idou_sheet(CLEAN, version=name), CLEAN)
    with pytest.raises(InvalidInput):
        forms.read("idou", name)


def test_a_version_travels_as_one_file_and_prints_the_same(forms: OfficeForms, tmp_path: Path) -> None:
    forms.save(idou_sheet(CLEAN), CLEAN)
    file = export_version(forms, "idou", "2026-04-01")
    other = OfficeForms(tmp_path / "other")
    taken = import_version(other, file)
    assert other.read("idou", "2026-04-01") == (taken, CLEAN)
    assert try_out(taken, CLEAN, "family").pdf == try_out(*forms.read("idou", "2026-04-01"), "family").pdf
    assert export_version(forms, "idou", "2026-04-01") == file
    with pytest.raises(Refused) as caught:
        import_version(other, file)
    assert caught.value.facts["reason"] == "version_exists"


def repacked(file: bytes, change: Callable[[dict[str, bytes]], object]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def renamed(old: str, new: str) -> Callable[[dict[str, bytes]], object]:
    return lambda parts: parts.update({new: parts.pop(old)})


def manifest(**more: object) -> Callable[[dict[str, bytes]], object]:
    def change(parts: dict[str, bytes]) -> None:
        parts["manifest.json"] = json.dumps(json.loads(parts["manifest.json"]) | more).encode()

    return change


# What was done to the file → the reason of the refusal.
SPOILT: dict[str, tuple[Callable[[dict[str, bytes]], object], str]] = {
    "an entry that climbs out": (renamed(BLANK, "../blank.pdf"), "form_file_wrong"),
    "an absolute path": (renamed(BLANK, "/tmp/blank.pdf"), "form_file_wrong"),
    "a drive": (renamed(BLANK, "C:\\blank.pdf"), "form_file_wrong"),
    "a device": (renamed(BLANK, "CON"), "form_file_wrong"),
    "an entry too many": (lambda parts: parts.update({"x.exe": b"MZ"}), "form_file_wrong"),
    "an entry missing": (lambda parts: parts.pop(BLANK), "form_file_wrong"),
    "an entry that swells": (lambda parts: parts.update({PLACEMENT: b" " * (2 << 20)}), "form_file_wrong"),
    "another blank": (lambda parts: parts.update({BLANK: idou_blank(2)}), "form_file_changed"),
    "another placement": (lambda parts: parts.update({PLACEMENT: parts[PLACEMENT] + b"#"}), "form_file_changed"),
    "another form's manifest": (manifest(form="kokuho"), "form_file_changed"),
    "a newer format": (manifest(format="madoguchi-form/9"), "form_file_wrong"),
    "an unknown key": (manifest(more=1), "form_file_wrong"),
    "a manifest of nonsense": (lambda parts: parts.update({"manifest.json": b"[" * 9999}), "form_file_wrong"),
}


@pytest.mark.parametrize("name", SPOILT)
def test_a_spoilt_file_is_refused_and_nothing_is_written(forms: OfficeForms, tmp_path: Path, name: str) -> None:
    forms.save(idou_sheet(CLEAN), CLEAN)
    change, reason = SPOILT[name]
    with pytest.raises(Refused) as caught:
        import_version(OfficeForms(tmp_path / "other"), repacked(export_version(forms, "idou", "2026-04-01"), change))
    assert caught.value.facts["reason"] == reason
    assert not (tmp_path / "other").exists()


def test_a_hostile_blank_inside_a_right_file_is_refused_too(forms: OfficeForms, tmp_path: Path) -> None:
    import hashlib

    forms.save(idou_sheet(CLEAN), CLEAN)
    hostile = REFUSED["a form of XFA"][0]()

    def exchange(parts: dict[str, bytes]) -> None:
        facts = json.loads(parts["manifest.json"])
        facts["sha256"][BLANK] = hashlib.sha256(hostile).hexdigest()
        parts.update({"manifest.json": json.dumps(facts).encode(), BLANK: hostile})

    with pytest.raises(Refused) as caught:
        import_version(OfficeForms(tmp_path / "o"), repacked(export_version(forms, "idou", "2026-04-01"), exchange))
    assert caught.value.facts["reason"] == "blank_xfa"
    assert not (tmp_path / "o").exists()


@pytest.mark.parametrize("file", [b"", b"PK\x05\x06" + b"\0" * 18, b"\0" * (23 << 20), b"PK\x03\x04garbage"])
def test_what_is_no_such_file_is_refused(forms: OfficeForms, file: bytes) -> None:
    with pytest.raises(Refused) as caught:
        import_version(forms, file)
    assert caught.value.facts["reason"] == "form_file_wrong"


@pytest.mark.parametrize("reason", get_args(Reason))
def test_every_reason_has_a_sentence_that_says_what_to_do(reason: str) -> None:
    error: KnownError = Refused(f"blank_{reason}")
    assert sentence(error, "ja").endswith("何も取り込んでいません。")
    assert sentence(error, "en").endswith("Nothing was taken in.")


def test_every_invented_household_can_be_tried_and_one_finds_what_does_not_fit() -> None:
    sheet = idou_sheet(CLEAN)
    found = {one: try_out(sheet, CLEAN, one) for one in households()}
    assert {one: printed.pages for one, printed in found.items()} == {
        "family": 2, "long_names": 1, "family_of_nine": 3, "rare_characters": 1, "foreign_resident": 1,
    }  # fmt: skip
    assert found["family"].problems == ()
    assert {problem.problem for problem in found["long_names"].problems} == {ProblemKind.DOES_NOT_FIT}
