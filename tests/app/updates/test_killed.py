"""An installation killed at any moment: `current` always names a whole program, and the next attempt succeeds."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.paths import RESOURCES
from app.updates.bundle import check
from app.updates.install import install
from app.updates.slots import Slots
from installer.update.make import place
from tests.app.updates.makers import HERE, bundle, program

INSTALL = """
import sys
from pathlib import Path
from app.updates.bundle import check
from app.updates.install import install
from app.updates.slots import Slots
from tests.app.updates.makers import HERE
checked, slots = check(Path(sys.argv[1]), HERE), Slots(Path(sys.argv[2]))
print("ready", flush=True)
install(checked, slots)
"""


def killed(file: Path, home: Path, after: float) -> None:
    """The installing process, killed so many seconds after it has begun to write."""
    with subprocess.Popen(
        [sys.executable, "-c", INSTALL, str(file), str(home)], cwd=RESOURCES.parent, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        time.sleep(after)
        child.send_signal(signal.SIGKILL)


def says(slots: Slots) -> str:
    """The version of the program that `current` names."""
    command = [*slots.command(slots.current), "--version"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    whole = (slots.folder(slots.current) / "lib" / "data.txt").read_text(encoding="utf-8")
    version = done.stdout.split()[1]
    assert whole == f"data of {version}\n"
    return version


@pytest.mark.skipif(sys.platform == "win32", reason="the tiny program begins with #!")
@pytest.mark.parametrize("kills", [4, pytest.param(100, marks=pytest.mark.nightly)])
def test_an_installation_killed_at_random_moments_leaves_a_whole_program(tmp_path: Path, kills: int) -> None:
    file, chance = bundle(tmp_path), random.Random(8)  # noqa: S311 a repeatable number, no secret
    slots = Slots(tmp_path / "home")
    place(program(tmp_path / "release", "0.1.0"), slots.home, "madoguchi")
    for _ in range(kills):
        killed(file, slots.home, chance.uniform(0, 0.4))
        assert says(slots) in {"0.1.0", "0.2.0"}
    install(check(file, HERE), slots)
    assert says(slots) == "0.2.0"
    assert [one.name for one in slots.home.iterdir() if one.name.startswith(".")] == []
