"""A crash tells where it happened, to this user alone, and leaves no picture of the memory (facts C-24)."""

import subprocess
import sys
from pathlib import Path

import pytest

from app.crash_output import last_crash
from app.paths import RESOURCES, DataFolder

CRASH = """
import faulthandler, sys
from pathlib import Path
from app.crash_output import forbid_dumps, keep_stack
from app.paths import DataFolder
forbid_dumps()
keep_stack(DataFolder(Path(sys.argv[1])))
if sys.platform == "linux":
    import ctypes, resource
    assert resource.getrlimit(resource.RLIMIT_CORE) == (0, 0)
    assert ctypes.CDLL(None).prctl(3, 0, 0, 0, 0) == 0
def at_the_counter(held):
    if sys.argv[2] == "crash":
        faulthandler._sigsegv()
at_the_counter("a name that nobody may read")
"""


def run(folder: Path, how: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", CRASH, str(folder), how], capture_output=True, text=True, cwd=RESOURCES.parent,
        check=False,
    )  # fmt: skip


@pytest.mark.skipif(sys.platform == "win32", reason="the signals are those of Linux")
def test_a_crash_leaves_the_place_in_a_private_file_and_no_value(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "data")
    done = run(folder.root, "crash")
    assert done.returncode < 0, done.stderr
    assert "Segmentation fault" not in done.stderr
    written = folder.crash.read_text(encoding="utf-8")
    assert "at_the_counter" in written
    assert "a name that nobody may read" not in written
    assert folder.crash.stat().st_mode & 0o77 == 0
    assert last_crash(folder) is None
    assert run(folder.root, "no crash").returncode == 0
    assert last_crash(folder) is not None
    assert folder.crash.read_bytes() == b""
    assert run(folder.root, "no crash").returncode == 0
    assert "at_the_counter" in folder.last_crash.read_text(encoding="utf-8")


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file", encoding="ascii")
    assert run(tmp_path / "data", "no crash").returncode == 0
