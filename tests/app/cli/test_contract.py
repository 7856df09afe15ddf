"""The command line, called as a robot calls it: exit codes, keys, and one JSON object alone on standard output."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app.case_file import read_case
from app.journeys.paper import forms_of, make_plan
from app.paths import RESOURCES

PRACTICE = RESOURCES / "practice" / "family.json"


def call(*arguments: str, data: Path | None = None, line: str = "") -> tuple[int, Any, str]:
    """Exit code, the object on standard output, and the log on standard error."""
    environment = os.environ | ({"MADOGUCHI_DATA": str(data)} if data else {})
    done = subprocess.run(
        [sys.executable, "-m", "ui.main", *arguments], capture_output=True, text=True, input=line,
        env=environment, cwd=RESOURCES.parent, timeout=60, check=False,
    )  # fmt: skip
    return done.returncode, json.loads(done.stdout) if "--json" in arguments else done.stdout, done.stderr


def test_procedures_gives_every_key_of_the_contract() -> None:
    code, answer, _ = call("procedures", "--case", str(PRACTICE), "--json")
    assert code == 0
    assert set(answer) >= {"procedures", "asked_but_not_needed", "questions_open", "notices"}
    assert set(answer["procedures"][0]) >= {
        "id", "name_ja", "due_on", "due_rule", "desk", "floor", "forms", "bring", "because", "source", "confidence",
        "members",
    }  # fmt: skip
    assert set(answer["asked_but_not_needed"][0]) >= {"id", "because"}


def test_fill_writes_each_form_the_bundle_and_the_manifest(tmp_path: Path) -> None:
    code, answer, _ = call("fill", "--case", str(PRACTICE), "--out", str(tmp_path), "--json")
    assert code == 0
    assert tuple(form["id"] for form in answer["forms"]) == forms_of(make_plan(read_case(PRACTICE)))
    assert json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8")) == answer
    for name in [*(form["file"] for form in answer["forms"]), answer["bundle"]]:
        assert (tmp_path / name).read_bytes().startswith(b"%PDF")


def test_fill_makes_only_the_forms_that_are_asked_for(tmp_path: Path) -> None:
    _, answer, _ = call("fill", "--case", str(PRACTICE), "--out", str(tmp_path), "--forms", "juminhyo", "--json")
    assert [form["id"] for form in answer["forms"]] == ["juminhyo"]


def test_a_batch_goes_on_past_a_bad_case(tmp_path: Path) -> None:
    cases = tmp_path / "cases"
    cases.mkdir()
    (cases / "a.json").write_text("{", encoding="utf-8")
    (cases / "b.json").write_bytes(PRACTICE.read_bytes())
    code, answer, _ = call("fill", "--batch", str(cases), "--out", str(tmp_path / "out"), "--json")
    assert (code, answer["done"], answer["failed"]) == (0, 1, 1)
    assert [result.get("error") for result in answer["results"]] == ["invalid_input", None]
    assert (tmp_path / "out" / "b" / "bundle.pdf").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "error"),
    [
        (["frobnicate"], 2, "usage"),
        (["card"], 2, "usage"),
        (["fill", "--case", "x"], 2, "usage"),
        (["fill", "--case", str(PRACTICE), "--out", "out", "--forms", "nothing"], 2, "usage"),
        (["procedures", "--case", "nothing.json"], 9, "invalid_input"),
        (["fill", "--batch", "nothing", "--out", "out"], 9, "invalid_input"),
        (["card", "simulate", "--persona", "nothing.toml"], 9, "invalid_input"),
    ],
)
def test_a_fault_gives_its_code_and_both_sentences(arguments: list[str], code: int, error: str) -> None:
    found, answer, _ = call(*arguments, "--json")
    assert (found, answer["error"]) == (code, error)
    assert answer["message_ja"]
    assert answer["message_en"]


def test_a_folder_that_cannot_be_written_is_a_storage_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="ascii")
    code, answer, _ = call("fill", "--case", str(PRACTICE), "--out", str(tmp_path / "file" / "out"), "--json")
    assert (code, answer["error"], answer["reason"]) == (12, "storage", "folder_not_writable")


def test_without_json_people_get_sentences_in_their_language(tmp_path: Path) -> None:
    code, text, _ = call("doctor", data=tmp_path)
    assert (code, "検査:" in text, "readers" in text) == (0, True, True)
    _, text, _ = call("doctor", "--ui", "en", data=tmp_path)
    assert "checks:" in text


def test_doctor_answers_every_check(tmp_path: Path) -> None:
    _, answer, _ = call("doctor", "--json", data=tmp_path)
    assert [check["id"] for check in answer["checks"]] == [
        "readers", "fonts", "models", "database", "keys", "backup", "rehearsal", "outbox", "trail", "disk", "printers",
        "battery", "crash", "update", "clock",
    ]  # fmt: skip
    assert {check["state"] for check in answer["checks"]} <= {"ok", "warn", "fail"}


def test_the_version_is_said() -> None:
    assert call("--version")[1].startswith("madoguchi ")


def test_no_name_or_number_stands_in_the_log(tmp_path: Path) -> None:
    data = json.loads(PRACTICE.read_text(encoding="utf-8"))
    data["members"][0]["individual_number"] = "987654321098"
    file = tmp_path / "case.json"
    file.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    _, answer, logged = call("fill", "--case", str(file), "--out", str(tmp_path / "out"), "--json")
    assert answer["forms"]
    assert "墨田" not in logged
    assert "987654321098" not in logged


def protected(folder: Path) -> Path:
    data = json.loads(PRACTICE.read_text(encoding="utf-8"))
    data["answers"]["protected_address"] = True
    file = folder / "case.json"
    file.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return file


def test_a_protected_address_is_printed_by_no_robot(tmp_path: Path) -> None:
    file, out = protected(tmp_path), tmp_path / "out"
    code, answer, logged = call("fill", "--case", str(file), "--out", str(out), "--json")
    assert (code, answer["error"], answer["reason"]) == (11, "refused", "protected_address")
    assert "idou" in answer["forms"]
    assert not out.exists()
    assert "吾妻橋" not in json.dumps(answer, ensure_ascii=False) + logged


def test_the_plan_of_a_protected_address_names_what_is_held_back(tmp_path: Path) -> None:
    code, answer, _ = call("procedures", "--case", str(protected(tmp_path)), "--json")
    assert (code, answer["procedures"][0]["id"]) == (0, "p_dv")
    assert "new_addr" in {one["form"]: one["fields"] for one in answer["held_back"]}["idou"]


def test_a_protected_case_of_a_batch_is_left_out_and_the_others_go_on(tmp_path: Path) -> None:
    cases = tmp_path / "cases"
    cases.mkdir()
    protected(cases).rename(cases / "a.json")
    (cases / "b.json").write_bytes(PRACTICE.read_bytes())
    _, answer, _ = call("fill", "--batch", str(cases), "--out", str(tmp_path / "out"), "--json")
    assert [result.get("reason") for result in answer["results"]] == ["protected_address", None]


def test_an_open_question_is_asked_in_words_beside_its_key(tmp_path: Path) -> None:
    data = json.loads(PRACTICE.read_text(encoding="utf-8"))
    del data["answers"]["dog"], data["answers"]["dog_chip_registered"]
    file = tmp_path / "case.json"
    file.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    _, answer, _ = call("procedures", "--case", str(file), "--json")
    assert answer["questions_open"] == ["dog"]
    assert answer["questions"] == [{"id": "dog", "text_ja": "犬を飼っていますか？", "text_en": "Is there a dog?"}]


def test_people_read_the_procedures_names_in_their_language() -> None:
    _, japanese, _ = call("procedures", "--case", str(PRACTICE))
    _, english, _ = call("procedures", "--case", str(PRACTICE), "--ui", "en")
    assert "名称: 転入届" in japanese
    assert "Moving-in notification" not in japanese
    assert "name: Moving-in notification" in english
    assert "name: 転入届" not in english
