"""What a killed program leaves half-done is swept away; what belongs to the ward stays."""

import os
from datetime import timedelta
from pathlib import Path

from app import clock
from app.storage.leftovers import sweep

OURS = (".settings.toml.1a2b3c4d", "ballast.new")
HALF_BACKUP = ".madoguchi-20261124T101500Z.mdgbackup.0badcafe"


def left(path: Path) -> Path:
    """A file of two hours ago."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x")
    return aged(path)


def aged(path: Path) -> Path:
    long_ago = clock.now().timestamp() - 7200
    os.utime(path, (long_ago, long_ago))
    return path


def test_halves_of_files_and_working_folders_go(tmp_path: Path) -> None:
    root, disk = tmp_path / "data", tmp_path / "other disk"
    left(root / ".work-abc" / "madoguchi.db")
    aged(root / ".work-abc")
    for one in (*(root / name for name in OURS), disk / HALF_BACKUP):
        left(one)
    assert sweep(root, [disk, tmp_path / "not there"], clock.now()) == 4
    assert [*root.iterdir(), *disk.iterdir()] == []


def test_what_is_being_written_just_now_or_is_anothers_stays(tmp_path: Path) -> None:
    root, disk = tmp_path / "data", tmp_path / "shared"
    left(root / "keys.json")
    (root / OURS[0]).write_bytes(b"being written")
    for name in (".config.settings", ".notes.1a2b3c4d", "madoguchi-20261124T101500Z.mdgbackup"):
        left(disk / name)
    assert sweep(root, [disk], clock.now()) == 0
    assert sweep(root, [disk], clock.now() + timedelta(hours=2)) == 1
    assert len([*disk.iterdir()]) == 3
    assert (root / "keys.json").exists()
