"""`fill` on a disk that is really full: the contract's storage error, and nothing half-written."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.paths import RESOURCES
from tests.app.cli.test_contract import PRACTICE, call
from tests.small_disk import small_disk

SMALL = 96 * 1024  # bytes: less than the family's sheets


@pytest.fixture(name="small_disk")
def small(tmp_path: Path) -> Iterator[Path]:
    """A file system with next to no room."""
    with small_disk(tmp_path / "small", SMALL) as folder:
        yield folder


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_fill_on_a_full_disk_says_so_and_leaves_nothing_half_written(small_disk: Path) -> None:
    code, answer, _ = call("fill", "--case", str(PRACTICE), "--out", str(small_disk / "out"), "--json")
    assert (code, answer["error"], answer["reason"]) == (12, "storage", "disk_full")
    assert "ディスクがいっぱいです" in answer["message_ja"]
    assert files(small_disk) == []


def test_what_an_earlier_fill_wrote_stands_when_the_disk_is_full_now(small_disk: Path) -> None:
    out = small_disk / "out"
    out.mkdir()
    (out / "manifest.json").write_text("{}", encoding="utf-8")
    code, _, _ = call("fill", "--case", str(PRACTICE), "--out", str(out), "--json")
    assert code == 12
    assert (files(small_disk), (out / "manifest.json").read_text(encoding="utf-8")) == (["out/manifest.json"], "{}")


def test_a_batch_on_a_full_disk_ends_with_the_disks_error(small_disk: Path, tmp_path: Path) -> None:
    cases = tmp_path / "cases"
    cases.mkdir()
    for name in ("a", "b"):
        (cases / f"{name}.json").write_bytes(PRACTICE.read_bytes())
    code, answer, _ = call("fill", "--batch", str(cases), "--out", str(small_disk / "out"), "--json")
    assert (code, answer["reason"]) == (12, "disk_full")
    assert files(small_disk) == []


def test_a_store_that_does_not_fit_on_the_disk_says_so(small_disk: Path) -> None:
    (small_disk / "filler").write_bytes(b"x" * (SMALL - 8192))
    code = """
import sys
from pathlib import Path
from app.errors import StorageFailure
from app.paths import DataFolder
from app.storage.receptions import Receptions
try:
    Receptions.open(DataFolder(Path(sys.argv[1])))
except StorageFailure as failure:
    print(failure.facts["reason"])
"""
    command = [sys.executable, "-c", code, str(small_disk / "data")]
    done = subprocess.run(command, cwd=RESOURCES.parent, capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "disk_full"
