"""A file system of its own with little room: what really happens when the disk is full."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def small_disk(folder: Path, size: int) -> Iterator[Path]:
    """`folder`, newly made, with `size` bytes; the test is skipped where that cannot be done."""
    folder.mkdir()
    mount = shutil.which("mount")
    if sys.platform == "win32" or mount is None or os.geteuid() != 0:
        pytest.skip("mounting a small file system is for root on Linux")
    command = [mount, "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("this machine does not allow mounting a small file system")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)
