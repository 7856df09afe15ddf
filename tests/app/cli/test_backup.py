"""`backup` and `keys` on the command line: exact exit codes, the recovery sheet from printing to the fresh machine."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import zxingcpp

from app.cli import main
from app.keys.escrow import EscrowSecret
from app.paths import DataFolder
from app.storage.receptions import Receptions
from tests.app.storage.test_receptions import reception


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DataFolder:
    monkeypatch.setenv("MADOGUCHI_KEYS", str(tmp_path / "machine"))
    made = DataFolder(tmp_path / "data")
    store = Receptions.open(made)
    store.save(reception())
    store.close()
    return made


def run(capfd: pytest.CaptureFixture[str], folder: DataFolder, *arguments: str) -> tuple[int, dict[str, Any]]:
    code = main([*arguments, "--json", "--data", str(folder.root)])
    return code, json.loads(capfd.readouterr().out)


@pytest.fixture
def typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Standard input with one line, a real file as the program's own is."""
    with ExitStack() as files:

        def line(text: str) -> None:
            (tmp_path / "typed").write_text(text + "\n", encoding="utf-8")
            monkeypatch.setattr(sys, "stdin", files.enter_context((tmp_path / "typed").open(encoding="utf-8")))

        yield line


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


def test_a_backup_is_made_checked_and_put_back(
    folder: DataFolder, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = str(tmp_path / "b.mdgbackup")
    code, made = run(capfd, folder, "backup", "create", file)
    assert (code, made["rows"]["reception"], made["bytes"] > 0) == (0, 1, True)
    code, found = run(capfd, folder, "backup", "check", file)
    assert (code, found["made_at"], found["key_id"]) == (0, made["made_at"], made["key_id"])
    code, restored = run(capfd, folder, "backup", "restore", file)
    assert code == 0
    assert Path(restored["set_aside"]).is_dir()


def test_the_sheet_that_was_printed_brings_a_fresh_machine_back(
    folder: DataFolder,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    typed: Callable[[str], None],
) -> None:
    sheet, file = tmp_path / "sheet.pdf", str(tmp_path / "b.mdgbackup")
    code, made = run(capfd, folder, "keys", "escrow", "--out", str(sheet))
    assert code == 0
    assert run(capfd, folder, "backup", "create", file)[1]["escrow"] == made["escrow"]
    letters = letters_of(sheet)
    assert EscrowSecret.from_letters(letters).public.id == made["escrow"]
    monkeypatch.setenv("MADOGUCHI_KEYS", str(tmp_path / "fresh machine"))
    fresh = DataFolder(tmp_path / "fresh")
    code, error = run(capfd, fresh, "backup", "restore", file)
    assert (code, error["reason"]) == (12, "key_missing")
    typed(letters)
    code, restored = run(capfd, fresh, "backup", "restore", file, "--recovery-key")
    assert (code, restored["set_aside"]) == (0, None)
    store = Receptions.open(fresh)
    assert len(store.list()) == 1
    store.close()


def test_a_machine_that_lost_its_key_store_is_unlocked_with_the_sheet(
    folder: DataFolder,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    typed: Callable[[str], None],
) -> None:
    sheet = tmp_path / "sheet.pdf"
    run(capfd, folder, "keys", "escrow", "--out", str(sheet))
    letters = letters_of(sheet)
    for file in (tmp_path / "machine").iterdir():
        file.unlink()
    typed(letters)
    assert run(capfd, folder, "keys", "unlock")[0] == 0
    assert run(capfd, folder, "keys", "rotate")[0] == 0
    Receptions.open(folder).close()


def test_mistyped_letters_are_named_by_their_place_alone(
    folder: DataFolder,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    typed: Callable[[str], None],
) -> None:
    wrong = ("AAAAA", *EscrowSecret.make().letters[1:])
    typed(" ".join(wrong))
    code, error = run(capfd, folder, "keys", "unlock")
    assert (code, [problem["path"] for problem in error["problems"]]) == (9, ["recovery_key[1]"])
    assert wrong[1] not in json.dumps(error)


@pytest.mark.parametrize(
    ("content", "code", "error"), [(b"no archive at all", 9, "invalid_input"), (None, 12, "storage")]
)
def test_what_is_no_backup_has_its_exit_code(
    content: bytes | None, code: int, error: str, folder: DataFolder, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "b.mdgbackup"
    if content is not None:
        file.write_bytes(content)
    for action in ("check", "restore"):
        found = run(capfd, folder, "backup", action, str(file))
        assert (found[0], found[1]["error"]) == (code, error)


def test_nothing_is_overwritten_and_nothing_to_back_up_is_said(
    folder: DataFolder, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "b.mdgbackup"
    file.write_bytes(b"mine")
    assert run(capfd, folder, "backup", "create", str(file))[0] == 11
    assert run(capfd, folder, "keys", "escrow", "--out", str(file))[0] == 11
    assert file.read_bytes() == b"mine"
    code, error = run(capfd, DataFolder(tmp_path / "empty"), "backup", "create", str(tmp_path / "c.mdgbackup"))
    assert (code, error["reason"]) == (12, "no_database")


def test_the_procedure_without_the_program_is_one_page(
    folder: DataFolder, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    code, made = run(capfd, folder, "fallback", "--out", str(tmp_path / "f.pdf"))
    document = pypdfium2.PdfDocument(made["file"])
    assert (code, len(document)) == (0, 1)
    assert "まどぐちが使えないときの手順" in document[0].get_textpage().get_text_range()
    document.close()
