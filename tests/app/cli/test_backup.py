"""`backup` and `keys` on the command line: exact exit codes, the recovery sheet from printing to the fresh machine."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import zxingcpp

from app.keys.escrow import EscrowSecret
from app.paths import DataFolder
from app.storage.receptions import Receptions
from models.staff import Role
from tests.app.cli.as_user import call_as
from tests.app.cli.test_contract import call
from tests.app.storage.test_receptions import reception


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MADOGUCHI_KEYS", str(tmp_path / "machine"))
    store = Receptions.open(DataFolder(tmp_path / "data"))
    store.save(reception())
    store.close()
    return tmp_path / "data"


def as_admin(data: Path, *arguments: str) -> tuple[int, dict[str, Any]]:
    return call_as(Role.ADMIN, *arguments, "--json", data=data)[:2]


def by_anybody(data: Path, *arguments: str, line: str = "") -> tuple[int, dict[str, Any]]:
    return call(*arguments, "--json", data=data, line=f"{line}\n")[:2]


def letters_of(sheet: Path) -> str:
    """What the code on the paper says; the same letters stand in the boxes."""
    document = pypdfium2.PdfDocument(sheet)
    picture = document[0].render(scale=4).to_pil()
    printed = document[0].get_textpage().get_text_range()
    document.close()
    (code,) = zxingcpp.read_barcodes(picture)
    groups = [code.text[start : start + 5] for start in range(0, 65, 5)]
    assert all(group in printed for group in groups)
    return " ".join(groups)


def deeds(data: Path) -> list[str]:
    store = Receptions.open(DataFolder(data))
    found = [one.action for one in store.audit.entries()]
    store.close()
    return found


def test_a_backup_is_made_checked_and_put_back(data: Path, tmp_path: Path) -> None:
    file = str(tmp_path / "b.mdgbackup")
    code, made = as_admin(data, "backup", "create", file)
    assert (code, made["rows"]["reception"], made["bytes"] > 0) == (0, 1, True)
    code, found = as_admin(data, "backup", "check", file)
    assert (code, found["made_at"], found["key_id"]) == (0, made["made_at"], made["key_id"])
    code, restored = as_admin(data, "backup", "restore", file)
    assert code == 0
    assert Path(restored["set_aside"]).is_dir()
    assert "backup.restored" in deeds(data)


def test_a_clerk_may_neither_take_the_records_away_nor_put_others_in_their_place(data: Path, tmp_path: Path) -> None:
    for action in ("create", "restore"):
        file = str(tmp_path / "b.mdgbackup")
        code, error, _ = call_as(Role.CLERK, "backup", action, file, "--json", data=data)
        assert (code, error["reason"]) == (11, "not_permitted")


def test_the_sheet_that_was_printed_brings_a_fresh_machine_back(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet, file, fresh = tmp_path / "sheet.pdf", str(tmp_path / "b.mdgbackup"), tmp_path / "fresh"
    code, made = as_admin(data, "keys", "escrow", "--out", str(sheet))
    assert code == 0
    assert as_admin(data, "backup", "create", file)[1]["escrow"] == made["escrow"]
    letters = letters_of(sheet)
    assert EscrowSecret.from_letters(letters).public.id == made["escrow"]
    monkeypatch.setenv("MADOGUCHI_KEYS", str(tmp_path / "fresh machine"))
    wrong = " ".join(EscrowSecret.make().letters)
    code, error = by_anybody(fresh, "backup", "restore", file, "--recovery-key", line=wrong)
    assert (code, error["reason"]) == (12, "wrong_escrow_key")
    code, restored = by_anybody(fresh, "backup", "restore", file, "--recovery-key", line=letters)
    assert (code, restored["set_aside"]) == (0, None)
    assert deeds(fresh)[-1] == "backup.recovered"


def test_a_machine_that_lost_its_key_store_is_unlocked_with_the_sheet(data: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.pdf"
    as_admin(data, "keys", "escrow", "--out", str(sheet))
    letters = letters_of(sheet)
    for file in (tmp_path / "machine").iterdir():
        file.unlink()
    assert by_anybody(data, "keys", "unlock", line=letters)[0] == 0
    assert as_admin(data, "keys", "rotate")[0] == 0
    assert {"keys.escrowed", "keys.unlocked", "keys.rotated"} <= {*deeds(data)}


def test_mistyped_letters_are_named_by_their_place_alone(data: Path) -> None:
    wrong = ("AAAAA", *EscrowSecret.make().letters[1:])
    code, error = by_anybody(data, "keys", "unlock", line=" ".join(wrong))
    assert (code, [problem["path"] for problem in error["problems"]]) == (9, ["recovery_key[1]"])
    assert wrong[1] not in json.dumps(error)


@pytest.mark.parametrize(
    ("content", "code", "error"), [(b"no archive at all", 9, "invalid_input"), (None, 12, "storage")]
)
def test_what_is_no_backup_has_its_exit_code(
    content: bytes | None, code: int, error: str, data: Path, tmp_path: Path
) -> None:
    file = tmp_path / "b.mdgbackup"
    if content is not None:
        file.write_bytes(content)
    for action in ("check", "restore"):
        found = as_admin(data, "backup", action, str(file))
        assert (found[0], found[1]["error"]) == (code, error)


def test_nothing_is_overwritten(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "b.mdgbackup"
    file.write_bytes(b"mine")
    assert as_admin(data, "backup", "create", str(file))[0] == 11
    assert as_admin(data, "keys", "escrow", "--out", str(file))[0] == 11
    assert file.read_bytes() == b"mine"


def test_the_procedure_without_the_program_is_one_page(data: Path, tmp_path: Path) -> None:
    code, made = by_anybody(data, "fallback", "--out", str(tmp_path / "f.pdf"))
    document = pypdfium2.PdfDocument(made["file"])
    assert (code, len(document)) == (0, 1)
    assert "まどぐちが使えないときの手順" in document[0].get_textpage().get_text_range()
    document.close()


def test_what_may_be_sent_to_support_is_shown_in_full_and_saved_the_same(data: Path, tmp_path: Path) -> None:
    code, shown = by_anybody(data, "doctor", "--bundle", str(tmp_path / "s.json"))
    assert code == 0
    assert json.loads((tmp_path / "s.json").read_text(encoding="utf-8")) == shown
