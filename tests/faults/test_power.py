"""Power cuts: what a disk that forgets has left opens, with everything that was promised; and the disk does forget."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.bench import run, wrong
from tests.faults.disk import SECTOR, Disk, put
from tests.faults.forks import chance
from tests.faults.shim import requests_in, under_shim

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the shim is Linux's")

_WRITER = """
import os, sys
from pathlib import Path
root = Path(sys.argv[1])
root.mkdir()
def kept(name, content, sync):
    with (root / name).open("wb") as file:
        file.write(content)
        file.flush()
        if sync:
            os.fsync(file.fileno())
kept("certain", b"1" * 2000, True)
handle = os.open(root, os.O_RDONLY)
os.fsync(handle)
kept("certain", b"2" * 2000, False)
kept("unnamed", b"3" * 2000, True)
(root / "certain").rename(root / "renamed")
"""


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Disk]:
    """A program's requests, taken by the disk; and the folder as it really is."""
    place = tmp_path_factory.mktemp("shim")
    root, disk = place / "root", Disk()
    command = [sys.executable, "-c", _WRITER, str(root)]
    subprocess.run(command, env=under_shim(place, root, place / "log"), check=True)
    for request in requests_in(place / "log"):
        disk.take(request)
    return root, disk


def test_what_was_not_synchronised_is_gone_and_so_is_a_name_whose_folder_was_not(written: tuple[Path, Disk]) -> None:
    root, disk = written
    assert disk.left(chance(1), 0) == {f"{root}/certain": b"1" * 2000}


def test_with_all_that_was_asked_the_disk_is_what_the_folder_is(written: tuple[Path, Disk], tmp_path: Path) -> None:
    root, disk = written
    put(disk.left(chance(1), 1), root, tmp_path)
    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == {
        one.name: one.read_bytes() for one in root.iterdir()
    }


def test_a_write_is_torn_between_sectors(written: tuple[Path, Disk]) -> None:
    states = [next(iter(written[1].left(chance(seed), 0.5).values())) for seed in range(8)]
    sectors = [one[begin : begin + SECTOR] for one in states for begin in range(0, len(one), SECTOR)]
    assert all(len(set(one)) == 1 for one in sectors)
    assert any(len(set(one)) > 1 for one in states)


@pytest.mark.timeout(600)
def test_a_power_cut_at_any_sync_loses_nothing_that_was_promised() -> None:
    found = run("power")
    assert wrong(found) == []
    assert found[0]["acknowledged"] > 0
